"""Personas: descriptions bound to audiences, with how many people they stand for now."""

import pytest

from accounts.model.persona import LEAST_PEOPLE

OWNERS = {"products": ["heron-300"]}
COUNTED = "/internal/v1/personas/counted"


class Desk:
    """An administrator who works on personas."""

    def __init__(self, service, administrator):
        self.client, self.by = service.client, administrator

    def audience(self, rule=OWNERS):
        return self.client.post("/v1/audiences", {"name": "Owners", "rule": rule}, self.by).json["id"]

    def write(self, audience_id, **more):
        body = {"name": "Plant operator", "audience_id": audience_id, "needs": ["Clear steps"], "tasks": []}
        return self.client.post("/v1/personas", body | more, self.by)

    def make(self, audience_id, **more):
        answer = self.write(audience_id, **more)
        assert answer.status_code == 201, answer.json
        return answer.json

    def change(self, persona, **wanted):
        return self.client.patch(f"/v1/personas/{persona['id']}", wanted, self.by, persona["version"])

    def get(self, persona):
        return self.client.get(f"/v1/personas/{persona['id']}", self.by)

    def retire(self, audience_id):
        return self.client.post(f"/v1/audiences/{audience_id}/retire", None, self.by, If_Match='"1"')


@pytest.fixture
def desk(service, administrator):
    return Desk(service, administrator)


def owners(service, number):
    for each in range(number):
        service.person(f"o{each}@x.example", "O", attributes={"products": ["heron-300"]})


def errors(answer):
    assert answer.status_code == 422, answer.json
    return answer.json["errors"]


def test_a_persona_tells_how_many_people_it_stands_for_now(service, desk):
    owners(service, 2)
    task = {"label": "Replace the sensor", "path": "/search?q=sensor"}
    made = desk.make(desk.audience(), tasks=[task])
    assert (made["people"], made["tasks"], made["needs"]) == (2, [task], ["Clear steps"])
    assert made["audience"]["words"] == "Products include heron-300."
    service.person("late@x.example", "Late", attributes={"products": ["heron-300"]})
    assert desk.get(made).json["people"] == 3
    for query, people in (("", [3]), (f"?audience_id={made['audience']['id']}", [3]), ("?audience_id=a9", [])):
        items = desk.client.get(f"/v1/personas{query}", desk.by).json["items"]
        assert [one["people"] for one in items] == people


def test_it_can_stand_for_a_built_in_audience_but_not_for_visitors_nor_for_nobody(service, desk):
    assert desk.make("members")["people"] == 1
    retired = desk.audience()
    desk.retire(retired)
    for other in ("everyone", "a99", retired):
        assert errors(desk.write(other)) == {"audience_id": ["Choose an audience that is in use."]}


@pytest.mark.parametrize(
    "path", ["//elsewhere.example", "https://elsewhere.example", "javascript:alert(1)", "/\\x", "/a b"]
)
def test_a_task_leads_to_a_page_of_the_portal_alone(desk, path):
    refused = desk.write("members", tasks=[{"label": "Away", "path": path}])
    assert "is no page of the portal" in errors(refused)["tasks"][0]


def test_it_has_an_owner_of_the_staff_or_none(service, desk, administrator, ingrid):
    assert errors(desk.write("members", owner_id=ingrid.id))["owner_id"]
    made = desk.make("members", owner_id=administrator.id)
    assert made["owner"] == {"id": administrator.id, "name": "Henning Voss"}
    assert desk.change(made, owner_id=None).json["owner"] is None


def test_the_slower_of_two_who_change_it_is_told(desk):
    made = desk.make("members")
    assert desk.change(made, name="Operator").json["version"] == 2
    assert desk.change(made, name="Other").status_code == 412
    assert desk.change(made | {"version": 2}, audience_id="a7").status_code == 422


def test_an_audience_that_a_persona_stands_for_is_not_retired(desk):
    audience_id = desk.audience()
    made = desk.make(audience_id)
    refused = desk.retire(audience_id)
    assert (refused.status_code, refused.json["slug"]) == (409, "audience-bound")
    assert "“Plant operator” is bound to this audience" in refused.json["detail"]
    assert desk.client.delete(f"/v1/personas/{made['id']}", desk.by).status_code == 204
    assert desk.get(made).status_code == 404
    assert desk.retire(audience_id).status_code == 200


def test_what_is_done_to_personas_stands_in_the_audit_log_without_their_words(desk):
    made = desk.make("members")
    desk.change(made, needs=[], audience_id="staff")
    page = desk.client.get(f"/internal/v1/pages/staff/audit?object={made['id']}", desk.by).json
    assert {one["object_name"] for one in page["items"]} == {"Plant operator"}
    desk.client.delete(f"/v1/personas/{made['id']}", desk.by)
    records = desk.client.get(f"/v1/audit?object={made['id']}", desk.by).json["items"]
    assert [(one["action"], one["detail"]) for one in reversed(records)] == [
        ("persona.created", {"audience": "members"}),
        ("persona.changed", {"fields": ["audience_id", "needs"], "audience": "staff"}),
        ("persona.deleted", {"audience": "staff"}),
    ]


def test_the_gateway_is_told_of_audiences_with_people_enough_alone(service, desk):
    audience_id = desk.audience()
    desk.make(audience_id)
    owners(service, LEAST_PEOPLE - 1)
    assert desk.client.get(COUNTED, service.GATEWAY).json == {"audiences": []}
    service.person("one-more@x.example", "One", attributes={"products": ["heron-300"]})
    assert desk.client.get(COUNTED, service.GATEWAY).json == {"audiences": [audience_id]}


def test_there_are_a_hundred_at_most(desk, monkeypatch):
    monkeypatch.setattr("accounts.model.persona.MOST", 1)
    desk.make("members")
    assert desk.write("members").json["slug"] == "too-many-personas"
