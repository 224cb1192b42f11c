"""What people say of themselves: free, waiting for approval, or fixed, as staff has it."""

import threading

import pytest

WISHES, MINE = "/v1/profile-wishes", "/v1/me/profile"
NAME = "Ingrid Marie Solheim"


class Ingrid:
    """Somebody with a profile, and who decides about it."""

    def __init__(self, service, user, administrator):
        self.service, self.user, self.administrator = service, user, administrator
        self.viewer = service.viewer(user)

    def profile(self):
        return self.service.client.get(MINE, self.viewer).json

    def change(self, version=None, **said):
        return self.service.client.patch(MINE, said, self.viewer, version or self.profile()["version"])

    def take_back(self, field):
        return self.service.client.delete(f"{MINE}/wishes/{field}", self.viewer)

    def queue(self):
        return self.service.client.get(WISHES, self.administrator).json["items"]

    def decide(self, approve=True, reason=None, wish=None, by=None):
        wish = wish or self.queue()[0]
        path, body = f"{WISHES}/{wish['id']}/decide", {"approve": approve, "reason": reason}
        return self.service.client._call("POST", path, by or self.administrator, body, _read(wish["version"]))

    def rule(self, **rules):
        there = self.service.client.get(WISHES, self.administrator).json["policy"]
        return self.service.client.patch("/v1/profile-policy", {"rules": rules}, self.administrator, there["version"])

    def letters(self):
        return [(kind, text) for kind, _, text in self.service.letters()]


def _read(version):
    return {"If_Match": f'"{version}"'}


@pytest.fixture
def her(service, ingrid, administrator):
    return Ingrid(service, ingrid, administrator)


def acts(service):
    from accounts.store import audit

    with service.database.reading() as db:
        return [(one.action, one.detail) for one in audit.page(db, None, None, 20)]


def test_what_is_free_changes_at_once_and_others_learn_the_name_alone(service, her):
    service.forget_events()
    changed = her.change(name=" Ingrid  S. ", phone="+47 22 12 34 56", job_title="Head of labs")
    assert changed.status_code == 200 and changed.json["name"] == "Ingrid S."
    assert (her.profile()["phone"], her.profile()["job_title"]) == ("+47 22 12 34 56", "Head of labs")
    [(verb, subject, data)] = service.events()
    assert (verb, subject) == ("user.changed", her.user.id) and "22 12" not in str(data)
    service.forget_events()
    her.change(phone="")
    assert her.profile()["phone"] is None and service.events() == []


def test_a_legal_name_waits_until_staff_approves_it_and_she_is_told(service, her):
    assert her.change(legal_name=NAME).status_code == 200
    assert her.profile()["legal_name"] is None
    assert [(wish["field"], wish["value"], wish["state"]) for wish in her.profile()["wishes"]] == [
        ("legal_name", NAME, "waiting")
    ]
    [waiting] = her.queue()
    assert (waiting["user_name"], waiting["before"], waiting["own"]) == ("Ingrid Solheim", None, False)
    assert her.decide().status_code == 200
    assert (her.profile()["legal_name"], her.profile()["wishes"], her.queue()) == (NAME, [], [])
    assert her.letters()[-1][0] == "profile-approved"
    page = service.client.get(f"/internal/v1/pages/staff/person/{her.user.id}", her.administrator).json
    assert page["profile"]["legal_name"] == NAME
    assert [act for act in acts(service) if act[0].startswith("profile")] == [
        ("profile.approved", {"field": "legal_name"}),
        ("profile.asked", {"field": "legal_name"}),
    ]


def test_a_refusal_says_why_to_her_and_in_the_mail_and_she_can_ask_again(her):
    her.change(legal_name="Queen of Norway")
    assert her.decide(approve=False, reason=" ").json["errors"].keys() == {"reason"}
    assert her.decide(approve=False, reason="Send us\na passport.").status_code == 200
    [refused] = her.profile()["wishes"]
    assert (refused["state"], refused["reason"]) == ("refused", "Send us a passport.")
    assert her.letters()[-1][0] == "profile-refused" and "Send us a passport." in her.letters()[-1][1]
    her.change(legal_name=NAME)
    assert [wish["state"] for wish in her.profile()["wishes"]] == ["waiting"]


def test_she_takes_back_what_waits(her):
    her.change(legal_name=NAME)
    assert her.take_back("legal_name").json["wishes"] == []
    assert her.queue() == [] and her.take_back("legal_name").status_code == 404
    her.change(legal_name=NAME)
    her.change(legal_name=None)  # what it says anyway
    assert her.queue() == []


def test_an_approval_is_of_what_was_read_not_of_what_she_wrote_meanwhile(her):
    her.change(legal_name=NAME)
    [read] = her.queue()
    her.change(legal_name="Somebody Else")
    assert her.decide(wish=read).status_code == 412
    assert her.profile()["legal_name"] is None and her.queue()[0]["value"] == "Somebody Else"


def test_of_ten_who_decide_at_once_one_wins(service, her):
    her.change(legal_name=NAME)
    [wish] = her.queue()
    statuses, start = [], threading.Barrier(10)

    def decide(number):
        start.wait()
        statuses.append(her.decide(approve=number % 2 == 0, reason="No.", wish=wish).status_code)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 9
    assert len([kind for kind, _ in her.letters() if kind.startswith("profile-")]) == 1


def test_a_country_moves_her_into_an_audience_once_it_is_approved(service, her, administrator):
    rule = {"name": "Norway", "rule": {"country": ["NO"]}}
    audience = service.client.post("/v1/audiences", rule, administrator).json["id"]
    session = service.sign_in().json["session"]
    her.change(country="no")
    assert audience not in service.whoami(session)["viewer"]["audiences"]
    service.forget_events()
    her.decide()
    assert audience in service.whoami(session)["viewer"]["audiences"]
    [(verb, _, data)] = service.events()
    assert verb == "user.changed" and audience in data["audiences"]


def test_nobody_decides_about_their_own_wish(service, her, administrator):
    service.client.patch(MINE, {"legal_name": "Henning V."}, administrator, 1)
    assert her.queue()[0]["own"]
    assert (her.decide().status_code, her.decide().json["slug"]) == (403, "your-own")


def test_staff_says_which_field_is_free_which_waits_and_which_is_fixed(service, her):
    def rename():
        return service.client.patch("/v1/me", {"name": "Ida"}, her.viewer, her.user.version)

    assert her.rule(name="fixed", legal_name="free", phone="approval").status_code == 200
    assert her.change(name="Ida").json["slug"] == rename().json["slug"] == "field-fixed"
    assert her.change(name=her.user.name, legal_name=NAME, phone="22 12 34 56").json["legal_name"] == NAME
    assert [wish["field"] for wish in her.queue()] == ["phone"]
    her.rule(name="approval")
    assert (
        service.client.patch("/v1/me", {"name": "Ida"}, her.viewer, her.user.version).json["slug"] == "needs-approval"
    )
    assert her.change(name="Ida").json["name"] == her.user.name
    stale = service.client.patch("/v1/profile-policy", {"rules": {"name": "free"}}, her.administrator, 1)
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("phone", "call me"),
        ("phone", "123"),
        ("country", "Norway"),
        ("country", "1A"),
        ("region", "x" * 61),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field_and_nothing_is_kept(her, field, value):
    wrong = her.change(job_title="Head of labs", **{field: value})
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {field})
    assert her.profile()["job_title"] is None and her.queue() == []


def test_the_slower_of_two_windows_is_told(her):
    version = her.profile()["version"]
    assert her.change(version, phone="22 12 34 56").status_code == 200
    assert her.change(version, phone="99 99 99 99").status_code == 412
