"""What administrators see of people, and of what was done."""

import pytest

PERSON, AUDIT = "/internal/v1/pages/staff/person", "/internal/v1/pages/staff/audit"


@pytest.fixture
def people(service):
    return {
        "ida": service.person("ida.berg@x.example", "Ida Berg"),
        "jon": service.person("jon@y.example", "Jon 100% Åsen", roles=["expert"]),
        "eva": service.person("eva@x.example", "Eva", "staff", ["author", "moderator"]),
        "gone": service.person("gone@x.example", "Gone Berg", state="suspended"),
    }


def found(service, administrator, query):
    items = service.client.get(f"/v1/users?{query}", administrator).json["items"]
    return {one["name"] for one in items}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("text=berg", {"Ida Berg", "Gone Berg"}),
        ("text=IDA.BERG@", {"Ida Berg"}),
        ("text=y.example", {"Jon 100% Åsen"}),
        ("text=100%25", {"Jon 100% Åsen"}),
        ("text=1%250", set()),
        ("text=_da", set()),
        ("role=moderator", {"Eva"}),
        ("role=expert", {"Jon 100% Åsen"}),
        ("state=suspended", {"Gone Berg"}),
        ("text=berg&state=active", {"Ida Berg"}),
        ("role=author&state=suspended", set()),
    ],
)
def test_people_are_found_by_a_part_of_name_or_address_a_role_or_a_state(service, administrator, people, query, names):
    assert found(service, administrator, query) == names


def test_the_list_of_those_found_goes_on_behind_a_cursor(service, administrator, people, monkeypatch):
    monkeypatch.setattr("accounts.api.users.PAGE", 1)
    first = service.client.get("/v1/users?text=berg", administrator).json
    second = service.client.get(f"/v1/users?text=berg&cursor={first['next']}", administrator).json
    assert [first["items"][0]["name"], second["items"][0]["name"], second["next"]] == ["Gone Berg", "Ida Berg", None]


def test_a_person_is_shown_with_audiences_sessions_and_what_was_done(service, administrator, people):
    service.sign_in(email="ida.berg@x.example")
    service.client.post("/v1/organisations", {"name": "Berg AS", "kind": "company"}, administrator)
    path = f"/v1/users/{people['ida'].id}"
    body = {"attributes": {"country": "NO", "custom": {"desk": "north"}}, "organisation": "Berg AS"}
    assert service.client.patch(path, body, administrator, 1).status_code == 200
    rule = {"name": "North", "rule": {"attributes.desk": ["north"]}}
    service.client.post("/v1/audiences", rule, administrator)
    seen = service.client.get(f"{PERSON}/{people['ida'].id}", administrator).json
    assert seen["user"]["attributes"]["custom"] == {"desk": "north"}
    assert [one["name"] for one in seen["audiences"]] == ["Everyone", "Members", "North"]
    assert seen["organisations"] == ["Berg AS"]
    assert seen["sessions"] == 1 and seen["may_view"] and "author" not in seen["roles"]
    assert seen["records"][0]["action"] == "user.changed" and seen["records"][0]["actor_name"] == "Henning Voss"
    assert not service.client.get(f"{PERSON}/{people['eva'].id}", administrator).json["may_view"]


def test_who_is_suspended_is_signed_out_at_once_and_comes_back_by_signing_in(service, administrator, people):
    session = service.sign_in(email="ida.berg@x.example").json["session"]
    path = f"/v1/users/{people['ida'].id}"
    suspended = service.client.patch(path, {"state": "suspended"}, administrator, 1)
    assert service.whoami(session)["signed_in"] is False
    service.client.patch(path, {"state": "active"}, administrator, suspended.json["version"])
    assert service.whoami(session)["signed_in"] is False
    assert service.sign_in(email="ida.berg@x.example").status_code == 201


def page(service, administrator, query=""):
    answer = service.client.get(f"{AUDIT}?{query}" if query else AUDIT, administrator)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_the_audit_log_is_narrowed_to_a_person_an_act_and_days(service, administrator, people, clock):
    service.sign_in(email="eva@x.example")
    clock.move(days=2)
    service.client.patch(f"/v1/users/{people['ida'].id}", {"roles": ["expert"]}, administrator, 1)
    today, eva = clock().date().isoformat(), people["eva"].id
    assert [one["action"] for one in page(service, administrator, f"first_day={today}")["items"]] == ["user.changed"]
    assert {one["actor"] for one in page(service, administrator, "actor=eva@x.example")["items"]} == {eva}
    seen = page(service, administrator, "action=session.started")["items"]
    assert [(one["actor_name"], one["action"]) for one in seen] == [("Eva", "session.started")]
    before = (clock().date()).replace(year=2020).isoformat()
    assert page(service, administrator, f"last_day={before}")["items"] == []
    assert page(service, administrator, "last_day=9999-12-31")["items"]


def test_every_act_that_is_written_down_has_words(service, administrator, people):
    service.sign_in(email="eva@x.example")
    known = page(service, administrator)["actions"]
    assert {one["action"] for one in page(service, administrator, "limit=1000")["items"]} <= set(known)
