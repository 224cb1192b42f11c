"""Audiences: made, changed, retired; whoever is affected is told of, and nobody else."""

import pytest

OWNERS = {"products": ["heron-300", "heron-500"]}


@pytest.fixture
def people(service, administrator):
    """Three people: an owner, a partner who owns one too, and somebody who owns nothing."""
    made = {
        "owner": service.person("o@x.example", "O", attributes={"products": ["heron-300"]}),
        "partner": service.person("p@x.example", "P", attributes={"products": ["heron-500"], "partner": True}),
        "other": service.person("n@x.example", "N"),
    }
    service.forget_events()
    return made


def make(service, administrator, rule, name="Owners"):
    answer = service.client.post("/v1/audiences", {"name": name, "rule": rule}, administrator)
    assert answer.status_code == 201, answer.json
    return answer.json


def change(service, administrator, audience, **wanted):
    answer = service.client.patch(f"/v1/audiences/{audience['id']}", wanted, administrator, audience["version"])
    assert answer.status_code == 200, answer.json
    return answer.json


def retire(service, administrator, audience):
    tag = {"If_Match": f'"{audience["version"]}"'}
    return service.client.post(f"/v1/audiences/{audience['id']}/retire", None, administrator, **tag)


def told(service):
    """Of whom something was published since the last look: id → (verb, audiences)."""
    events = {subject: (type, data["audiences"]) for type, subject, data in service.events()}
    service.forget_events()
    return events


def test_an_audience_tells_of_those_who_are_in_it_and_of_nobody_else(service, administrator, people):
    audience = make(service, administrator, OWNERS)
    inside = ("user.changed", [audience["id"], "everyone", "members"])
    assert told(service) == {people["owner"].id: inside, people["partner"].id: inside}


def test_a_changed_rule_tells_of_those_who_came_and_those_who_went(service, administrator, people):
    audience = make(service, administrator, {"all": [OWNERS, {"partner": [False]}]})
    told(service)
    change(service, administrator, audience, rule={"all": [OWNERS, {"partner": [True]}]})
    assert told(service) == {
        people["owner"].id: ("user.changed", ["everyone", "members"]),
        people["partner"].id: ("user.changed", [audience["id"], "everyone", "members"]),
    }


def test_another_name_tells_of_nobody(service, administrator, people):
    audience = make(service, administrator, OWNERS)
    told(service)
    changed = change(service, administrator, audience, name="Those with a Heron", description="…")
    assert told(service) == {}
    assert (changed["name"], changed["rule"], changed["version"]) == ("Those with a Heron", OWNERS, 2)


def test_a_rule_that_means_the_same_tells_of_nobody(service, administrator, people):
    audience = make(service, administrator, OWNERS)
    told(service)
    change(service, administrator, audience, rule={"any": [OWNERS]})
    assert told(service) == {}


def test_every_fact_about_a_person_has_a_higher_version_than_the_one_before(service, administrator, people):
    from sqlalchemy import select

    from portalkit.tables import outbox

    audience = make(service, administrator, OWNERS)
    audience = change(service, administrator, audience, rule={"kind": ["staff"]})
    change(service, administrator, audience, rule=OWNERS)
    with service.database.reading() as db:
        rows = db.rows(select(outbox).where(outbox.c.subject == people["owner"].id).order_by(outbox.c.seq))
    versions = [row.version for row in rows]
    assert len(versions) == 3
    assert versions == sorted(set(versions))


def test_nobody_is_in_a_retired_audience_and_nothing_about_it_can_be_changed(service, administrator, people):
    audience = make(service, administrator, OWNERS)
    told(service)
    retired = retire(service, administrator, audience)
    assert retired.json["retired_at"]
    outside = ("user.changed", ["everyone", "members"])
    assert told(service) == {people["owner"].id: outside, people["partner"].id: outside}
    again = service.client.patch(f"/v1/audiences/{audience['id']}", {"name": "x"}, administrator, 2)
    assert (again.status_code, again.json["slug"]) == (409, "audience-retired")
    assert retire(service, administrator, retired.json).json["slug"] == "audience-retired"


def test_an_id_is_never_used_again(service, administrator):
    first = make(service, administrator, OWNERS)
    retire(service, administrator, first)
    refused = service.client.post("/v1/audiences", {"name": "x", "rule": {"x": ["y"]}}, administrator)
    assert refused.status_code == 422
    assert [first["id"], make(service, administrator, OWNERS)["id"]] == ["a1", "a2"]


def test_the_slower_of_two_administrators_is_told(service, administrator):
    audience = make(service, administrator, OWNERS)
    change(service, administrator, audience, name="first")
    answer = service.client.patch(f"/v1/audiences/{audience['id']}", {"name": "second"}, administrator, 1)
    assert answer.status_code == 412


def test_a_wrong_rule_is_refused_at_its_field_and_changes_nothing(service, administrator, people):
    answer = service.client.post("/v1/audiences", {"name": "x", "rule": {"all": [{"kin": ["staff"]}]}}, administrator)
    assert answer.status_code == 422
    assert answer.json["errors"]["rule"][0].startswith("all › 1 › kin: “kin” is not a field")
    assert told(service) == {}


def test_at_most_five_hundred_are_in_use(service, administrator, monkeypatch):
    monkeypatch.setattr("accounts.model.audience.MOST", 3)
    made = [make(service, administrator, OWNERS, str(n)) for n in range(3)]
    refused = service.client.post("/v1/audiences", {"name": "x", "rule": OWNERS}, administrator)
    assert (refused.status_code, refused.json["slug"]) == (409, "too-many-audiences")
    retire(service, administrator, made[0])
    assert make(service, administrator, OWNERS)["id"] == "a4"


def test_staff_see_all_audiences_with_sentences_and_how_many_are_in(service, administrator, people):
    make(service, administrator, OWNERS)
    gone = make(service, administrator, {"kind": ["staff"]}, "Gone")
    retire(service, administrator, gone)
    make(service, administrator, {"partner": [True]}, "Partners")
    page = service.client.get("/internal/v1/pages/staff/audiences", administrator).json
    assert [(one["id"], one["people"], one["words"]) for one in page["items"]] == [
        ("everyone", None, "No condition."),
        ("members", 4, "Is signed in."),
        ("staff", 1, "Kind is staff."),
        ("a3", 1, "Is a partner."),
        ("a1", 2, "Products include heron-300 or heron-500."),
        ("a2", None, "Kind is staff."),
    ]
    assert '"all": [' in page["example"]


def test_the_page_of_staff_is_not_sent_twice_and_never_old(service, administrator, people):
    make(service, administrator, OWNERS)
    path = "/internal/v1/pages/staff/audiences"
    tag = service.client.get(path, administrator).headers["ETag"]
    assert service.client.get(path, administrator, If_None_Match=tag).status_code == 304
    make(service, administrator, OWNERS)
    assert service.client.get(path, administrator, If_None_Match=tag).status_code == 200


def test_the_list_of_audiences_goes_on_behind_a_cursor(service, administrator, monkeypatch):
    monkeypatch.setattr("accounts.api.audiences.PAGE", 2)
    for number in range(5):
        make(service, administrator, OWNERS, f"n{number}")
    found, cursor = [], ""
    while cursor is not None:
        page = service.client.get(f"/v1/audiences?cursor={cursor}" if cursor else "/v1/audiences", administrator).json
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert found == ["everyone", "members", "staff", "a1", "a2", "a3", "a4", "a5"]


def test_a_built_in_audience_can_be_looked_at_but_not_changed(service, administrator):
    assert service.client.get("/v1/audiences/members", administrator).json["built_in"]
    assert service.client.patch("/v1/audiences/members", {"name": "x"}, administrator, 1).status_code == 404


@pytest.fixture
def staff(service):
    """Two people of the staff besides the administrator, and somebody who is none."""
    return {
        "dora": service.person("dora@saltmarsh.example", "Dora", "staff", ["author"]),
        "omar": service.person("omar@saltmarsh.example", "omar", "staff"),
        "ann": service.person("ann@x.example", "Ann"),
    }


def alone(service, administrator):
    """The audiences that need an owner: name, and who was it."""
    items = service.client.get("/internal/v1/pages/staff/ownerless", administrator).json["items"]
    return [(one["name"], one["owner"] and one["owner"]["name"]) for one in items]


def test_whoever_makes_an_audience_looks_after_it_and_can_give_it_away(service, administrator, staff):
    audience = make(service, administrator, OWNERS)
    assert (audience["owner_id"], audience["deputy_id"]) == (administrator.id, None)
    keepers = service.client.get("/internal/v1/pages/staff/keepers", administrator).json["items"]
    assert [one["name"] for one in keepers] == ["Dora", "Henning Voss", "omar"]
    wanted = {"owner_id": staff["dora"].id, "deputy_id": staff["omar"].id}
    given = change(service, administrator, audience, **wanted)
    assert {name: given[name] for name in wanted} == wanted
    for wrong, field in (
        ({"owner_id": staff["ann"].id}, "owner_id"),
        ({"owner_id": "nobody"}, "owner_id"),
        ({"owner_id": None}, "owner_id"),
        ({"deputy_id": staff["dora"].id}, "deputy_id"),
    ):
        refused = service.client.patch(f"/v1/audiences/{audience['id']}", wrong, administrator, 2)
        assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    (last, _) = service.client.get(f"/v1/audit?object={audience['id']}", administrator).json["items"]
    before = {"owner_id": administrator.id, "deputy_id": None}
    assert (last["action"], last["detail"]) == ("audience.given", {"before": before, "after": wanted})


def test_when_an_owner_leaves_their_audiences_need_an_owner_at_once(service, administrator, staff):
    mine, theirs, old = (make(service, administrator, OWNERS, name) for name in ("Mine", "Theirs", "Old"))
    theirs = change(service, administrator, theirs, owner_id=staff["dora"].id, deputy_id=staff["omar"].id)
    old = change(service, administrator, old, owner_id=staff["dora"].id)
    retire(service, administrator, old)
    assert alone(service, administrator) == []
    gone = service.client.patch(f"/v1/users/{staff['dora'].id}", {"state": "suspended"}, administrator, 1)
    assert gone.status_code == 200
    assert alone(service, administrator) == [("Theirs", "Dora")]
    renamed = change(service, administrator, theirs, name="Theirs still")
    change(service, administrator, renamed, owner_id=staff["omar"].id, deputy_id=None)
    assert alone(service, administrator) == []
    assert service.client.get("/internal/v1/pages/staff/ownerless", service.viewer(staff["omar"])).status_code == 403


def test_personas_need_an_owner_like_audiences_and_have_no_deputy(service, administrator, staff):
    def write(name, **more):
        told = {"name": name, "audience_id": "members", "needs": [], "tasks": []} | more
        return service.client.post("/v1/personas", told, administrator).json

    write("Plant operator", owner_id=staff["omar"].id)
    write("Buyer", owner_id=staff["dora"].id)
    nobodys = write("Technician")
    make(service, administrator, OWNERS, "Theirs")
    assert alone(service, administrator) == [("Technician", None)]
    no_more = {"kind": "customer", "roles": []}
    assert service.client.patch(f"/v1/users/{staff['dora'].id}", no_more, administrator, 1).status_code == 200
    (buyer, technician) = service.client.get("/internal/v1/pages/staff/ownerless", administrator).json["items"]
    assert {name: buyer[name] for name in ("kind", "name", "deputy")} == {
        "kind": "persona",
        "name": "Buyer",
        "deputy": None,
    }
    assert (buyer["owner"], technician["id"]) == ({"id": staff["dora"].id, "name": "Dora"}, nobodys["id"])
    given = {"owner_id": staff["omar"].id}
    assert service.client.patch(f"/v1/personas/{nobodys['id']}", given, administrator, 1).status_code == 200
    assert alone(service, administrator) == [("Buyer", "Dora")]


def test_an_audience_that_was_brought_in_keeps_the_owner_it_got(service, administrator, importer, staff):
    def bring_in(**more):
        body = {"items": [{"external_id": "owners", "name": "Owners", "rule": OWNERS} | more]}
        return service.client.post("/v1/import/audiences", body, importer)

    assert bring_in().json["items"][0]["outcome"] == "created"
    assert alone(service, administrator) == [("Owners", None)]
    assert bring_in(owner_id=staff["ann"].id).status_code == 422
    assert bring_in(owner_id=staff["dora"].id).json["items"][0]["outcome"] == "changed"
    assert bring_in().json["items"][0]["outcome"] == "unchanged"
    assert alone(service, administrator) == []
