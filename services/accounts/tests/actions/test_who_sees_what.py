"""What others see of a person on their page: field by field, as the person lets them."""

import pytest

from portalkit.viewer import VISITOR, Viewer

MINE = "/v1/me/profile"
SAID = {"job_title": "Head of labs", "phone": "+47 22 12 34 56", "legal_name": "Ingrid Marie Solheim"}


class Her:
    """Ingrid with something in every field, and those who look at her page."""

    def __init__(self, service, user, administrator):
        self.service, self.user, self.viewer = service, user, service.viewer(user)
        other = service.person("ben@customers.example", "Ben Wold")
        self.looking = {
            "visitor": VISITOR,
            "member": service.viewer(other),
            "staff": Viewer(
                "s", "staff", frozenset({"author", "moderator"}), frozenset({"everyone", "members", "staff"})
            ),
            "administrator": administrator,
            "herself": self.viewer,
        }

    def save(self, **sent):
        version = self.service.client.get(MINE, self.viewer).json["version"]
        return self.service.client.patch(MINE, sent, self.viewer, version)

    def answer(self, who):
        return self.service.client.get(f"/internal/v1/pages/person/{self.user.id}", self.looking[who])

    def seen(self, who):
        return {one["field"]: one["value"] for one in self.answer(who).json["items"]}

    def eyes(self, who):
        return {one["field"]: one["visible_to"] for one in self.answer(who).json["items"]}


@pytest.fixture
def her(service, administrator):
    user = service.person(attributes={"country": "NO", "region": "Vestland"})
    rules = {"rules": {"legal_name": "free"}}
    assert service.client.patch("/v1/profile-policy", rules, administrator, 1).status_code == 200
    made = Her(service, user, administrator)
    assert made.save(**SAID).status_code == 200
    return made


ALL = {"job_title": "Head of labs", "country": "NO", "region": "Vestland", "phone": "+47 22 12 34 56"}


def test_at_first_administrators_and_she_herself_alone_see_anything(her):
    assert [her.seen(who) for who in ("visitor", "member", "staff")] == [{}, {}, {}]
    assert her.seen("administrator") == her.seen("herself") == ALL
    assert set(her.eyes("herself").values()) == {"staff"}


def test_each_field_is_seen_by_those_whom_she_lets_see_it(her):
    assert her.save(visible_to={"job_title": "everyone", "phone": "members"}).status_code == 200
    assert her.seen("visitor") == {"job_title": "Head of labs"}
    assert her.seen("member") == her.seen("staff") == {"job_title": "Head of labs", "phone": "+47 22 12 34 56"}
    assert set(her.eyes("member").values()) == {None}, "whom else she lets see it is nobody's business"
    told = {"job_title": "everyone", "country": "staff", "region": "staff", "phone": "members"}
    assert her.eyes("herself") == her.eyes("administrator") == told
    her.save(visible_to={"job_title": "staff"})
    assert her.seen("visitor") == {} and her.seen("member") == {"phone": "+47 22 12 34 56"}


def test_the_organisation_is_the_one_she_acts_for(service, her, administrator):
    user = service.user("ingrid@fjordvann.example")
    assert service.client.post("/v1/organisations", {"name": "Fjordvann", "kind": "company"}, administrator).json["id"]
    named = service.client.patch(f"/v1/users/{user.id}", {"organisation": "Fjordvann"}, administrator, user.version)
    assert named.status_code == 200, named.json
    her.save(visible_to={"organisation": "everyone"})
    assert her.seen("visitor") == {"organisation": "Fjordvann"}


def test_a_choice_is_kept_where_the_field_is_empty_and_nothing_is_shown(her):
    her.save(visible_to={"phone": "everyone"}, phone="")
    assert her.seen("visitor") == {} and "phone" not in her.seen("herself")
    her.save(phone="22 12 34 56")
    assert her.seen("visitor") == {"phone": "22 12 34 56"}


@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
def test_what_is_not_for_somebody_is_told_byte_by_byte_as_where_it_is_empty(her, who):
    her.save(visible_to={"country": "everyone"})
    here = her.answer(who)
    her.save(job_title=None, phone=None, legal_name=None)
    never = her.answer(who)
    assert here.data == never.data and here.headers.get("ETag") == never.headers.get("ETag")


def test_a_field_may_be_shown_or_not_whatever_staff_says_of_changing_it(service, her, administrator):
    rules = {"rules": dict.fromkeys(("phone", "country", "job_title"), "fixed")}
    assert service.client.patch("/v1/profile-policy", rules, administrator, 2).status_code == 200
    assert her.save(visible_to={"phone": "everyone", "country": "everyone"}).status_code == 200
    assert her.seen("visitor") == {"country": "NO", "phone": "+47 22 12 34 56"}


def test_a_legal_name_is_not_for_others_and_no_other_choice_is_taken(her):
    for wrong in ({"legal_name": "everyone"}, {"name": "staff"}, {"phone": "friends"}):
        assert her.save(visible_to=wrong).status_code == 422
    assert "Marie" not in her.answer("herself").text


def test_what_waits_for_approval_is_not_shown_before_it_is_approved(her):
    her.save(country="SE", visible_to={"country": "everyone"})
    assert her.seen("visitor") == {"country": "NO"}


def test_who_is_suspended_or_erased_shows_nothing_as_if_there_never_was_anybody(service, her, administrator):
    her.save(visible_to={"phone": "everyone", "country": "everyone"})
    nobody = service.client.get("/internal/v1/pages/person/nobody", VISITOR)
    user = service.user("ingrid@fjordvann.example")
    service.client.patch(f"/v1/users/{user.id}", {"state": "suspended"}, administrator, user.version)
    assert {her.answer(who).data for who in her.looking} == {nobody.data}
    from accounts.store import profiles
    from portalkit import rights

    with service.database.transaction() as tx:
        rights.forget(tx, rights.held("accounts"), user.id, "since")
    assert {her.answer(who).data for who in her.looking} == {nobody.data}
    with service.database.reading() as db:
        assert profiles.get(db, user.id).visible_to == {}


def test_choices_are_in_what_she_downloads_in_no_event_and_in_the_audit_by_name_alone(service, her):
    from accounts.store import audit
    from portalkit import rights

    service.forget_events()
    her.save(visible_to={"phone": "members"})
    assert service.events() == []
    with service.database.reading() as db:
        parts = rights.told(db, rights.held("accounts"), her.user.id)
        last = audit.page(db, None, None, 1)[0]
    assert "{'phone': 'members'}" in str(parts)
    assert (last.action, last.detail) == ("user.changed", {"fields": ["visible_to"]})


def test_the_same_choice_again_changes_nothing(service, her):
    her.save(visible_to={"phone": "members"})
    version = service.client.get(MINE, her.viewer).json["version"]
    assert her.save(visible_to={"phone": "members", "country": "staff"}).json["version"] == version
