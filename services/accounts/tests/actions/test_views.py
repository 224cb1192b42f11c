"""An administrator looks at the portal as somebody: for a while, written down, and never with more rights."""

import pytest

ADDRESS = "henning@saltmarsh.example"


@pytest.fixture
def looking(service, administrator):
    """Sign the administrator in; the session's secret, and who asks with it."""
    answer = service.sign_in(email=ADDRESS).json
    return answer["session"], service.viewer(service.user(ADDRESS), sid=answer["sid"])


def start(service, viewer, person):
    return service.client.post("/internal/v1/views", {"user_id": person.id}, viewer)


def acts(service, administrator, person):
    items = service.client.get(f"/v1/audit?object={person.id}", administrator).json["items"]
    return [(one["action"], one["actor"], one["detail"].get("because")) for one in items if "view" in one["action"]]


def test_the_session_sees_what_the_person_sees_until_it_is_stopped(service, administrator, looking, ingrid):
    session, viewer = looking
    before = service.whoami(session)
    assert before["viewing"] is None
    assert start(service, viewer, ingrid).status_code == 204
    during = service.whoami(session)
    assert during["viewer"]["id"] == administrator.id
    assert (during["viewing"]["viewer"]["id"], during["viewing"]["viewer"]["audiences"]) == (
        ingrid.id,
        ["everyone", "members"],
    )
    assert during["version"] != before["version"]
    assert service.door("views/stop", session=session).status_code == 204
    assert service.whoami(session) == before
    by = administrator.id
    assert acts(service, administrator, ingrid) == [("view.ended", by, None), ("view.started", by, None)]
    service.door("views/stop", session=session)
    assert len(acts(service, administrator, ingrid)) == 2


def test_it_ends_by_itself_after_half_an_hour_and_that_is_written_down(service, administrator, looking, ingrid, clock):
    from accounts.actions.views import end_views

    session, viewer = looking
    start(service, viewer, ingrid)
    clock.move(minutes=29)
    assert service.whoami(session)["viewing"]
    clock.move(minutes=2)
    assert service.whoami(session)["viewing"] is None
    with service.database.transaction() as tx:
        end_views(tx)
    assert acts(service, administrator, ingrid)[0] == ("view.ended", administrator.id, "time")


def test_signing_out_ends_it_too(service, administrator, looking, ingrid):
    session, viewer = looking
    start(service, viewer, ingrid)
    service.door("sign-out", session=session)
    assert acts(service, administrator, ingrid)[0][0] == "view.ended"


def test_another_person_takes_the_place_of_the_first(service, administrator, looking, ingrid):
    session, viewer = looking
    other = service.person("o@x.example", "Other")
    start(service, viewer, ingrid)
    start(service, viewer, other)
    assert service.whoami(session)["viewing"]["viewer"]["id"] == other.id
    assert acts(service, administrator, ingrid)[0][0] == "view.ended"


@pytest.mark.parametrize(
    ("kind", "roles", "state", "status"),
    [
        ("staff", ["importer"], "active", 403),
        ("staff", ["author"], "active", 403),
        ("staff", [], "active", 204),
        ("customer", ["moderator"], "active", 403),
        ("staff", ["administrator"], "active", 204),
        ("customer", [], "suspended", 409),
        ("customer", [], "unverified", 409),
    ],
)
def test_nobody_is_looked_at_who_may_do_more_or_cannot_sign_in(service, looking, kind, roles, state, status):
    person = service.person("p@x.example", "P", kind, roles, state=state)
    assert start(service, looking[1], person).status_code == status


def test_nobody_looks_as_themselves(service, looking):
    assert start(service, looking[1], looking[1]).status_code == 409


def change(service, administrator, person, **wanted):
    path = f"/v1/users/{person.id}"
    version = service.client.get(path, administrator).json["version"]
    assert service.client.patch(path, wanted, administrator, version).status_code == 200


def test_it_ends_with_the_rights_it_needs(service, administrator, looking, ingrid):
    session, viewer = looking
    start(service, viewer, ingrid)
    change(service, administrator, ingrid, kind="staff", roles=["importer"])
    assert service.whoami(session)["viewing"] is None
    change(service, administrator, ingrid, roles=[])
    assert service.whoami(session)["viewing"]
    change(service, administrator, ingrid, state="suspended")
    assert service.whoami(session)["viewing"] is None


def test_what_the_person_may_see_changes_at_once(service, administrator, looking, ingrid):
    session, viewer = looking
    start(service, viewer, ingrid)
    before = service.whoami(session)
    change(service, administrator, ingrid, kind="staff")
    after = service.whoami(session)
    assert after["version"] != before["version"]
    assert "staff" in after["viewing"]["viewer"]["audiences"]


def test_a_session_of_somebody_else_cannot_look(service, administrator, ingrid):
    service.person("second@saltmarsh.example", "Second", "staff", ["administrator"])
    theirs = service.sign_in(email="second@saltmarsh.example").json
    stolen = service.viewer(service.user(ADDRESS), sid=theirs["sid"])
    assert start(service, stolen, ingrid).status_code == 404


RULE = {"products": ["heron-300"]}


@pytest.fixture
def owners(service, administrator):
    """An audience."""
    return service.client.post("/v1/audiences", {"name": "Owners", "rule": RULE}, administrator).json


def start_in(service, viewer, audience_id):
    return service.client.post("/internal/v1/views/audience", {"audience_id": audience_id}, viewer)


def test_looking_as_an_audience_one_is_in_it_and_in_no_other(service, administrator, looking, owners, ingrid):
    session, viewer = looking
    service.client.post("/v1/audiences", {"name": "Customers", "rule": {"kind": ["customer"]}}, administrator)
    before = service.whoami(session)
    assert start_in(service, viewer, owners["id"]).status_code == 204
    during = service.whoami(session)
    seen = during["viewing"]["viewer"]
    assert (seen["kind"], seen["roles"], seen["organisation"]) == ("customer", [], None)
    assert seen["audiences"] == [owners["id"], "everyone", "members"]
    assert during["viewing"]["audience"] == {"id": owners["id"], "name": "Owners"}
    assert during["viewer"] == before["viewer"] and during["version"] != before["version"]
    assert service.client.get(f"/v1/users/{seen['id']}", administrator).status_code == 404
    start(service, viewer, ingrid)
    assert service.whoami(session)["viewing"]["audience"] is None
    start_in(service, viewer, "staff")
    assert service.whoami(session)["viewing"]["viewer"]["kind"] == "staff"
    assert service.door("views/stop", session=session).status_code == 204
    assert service.whoami(session) == before
    items = service.client.get(f"/v1/audit?object={owners['id']}", administrator).json["items"]
    assert [one["action"] for one in items] == ["audience.view-ended", "audience.view-started", "audience.created"]
    page = service.client.get(f"/internal/v1/pages/staff/audit?object={owners['id']}", administrator).json
    assert {one["object_name"] for one in page["items"]} == {"Owners"}


def test_looking_as_an_audience_ends_by_itself_and_with_the_audience(
    service, administrator, looking, owners, clock, ingrid
):
    session, viewer = looking
    start_in(service, viewer, owners["id"])
    first = service.whoami(session)
    renamed = service.client.patch(f"/v1/audiences/{owners['id']}", {"name": "Those"}, administrator, 1)
    assert service.whoami(session)["version"] != first["version"]
    tag = {"If_Match": f'"{renamed.json["version"]}"'}
    assert service.client.post(f"/v1/audiences/{owners['id']}/retire", None, administrator, **tag).status_code == 200
    assert service.whoami(session)["viewing"] is None
    start_in(service, viewer, "members")
    clock.move(minutes=31)
    assert service.whoami(session)["viewing"] is None


def test_only_an_administrator_looks_as_an_audience_and_only_where_there_is_something_to_see(
    service, administrator, looking, owners
):
    _, viewer = looking
    tag = {"If_Match": '"1"'}
    service.client.post(f"/v1/audiences/{owners['id']}/retire", None, administrator, **tag)
    for audience_id, status in (("everyone", 409), (owners["id"], 409), ("a99", 404), ("nowhere", 404)):
        assert start_in(service, viewer, audience_id).status_code == status
    author = service.person("p@x.example", "P", "staff", ["author"])
    assert start_in(service, service.viewer(author), "members").status_code == 403


def test_an_administrator_who_is_none_any_more_sees_their_own_portal_again(service, administrator, looking, owners):
    session, viewer = looking
    service.person("second@saltmarsh.example", "Second", "staff", ["administrator"])
    start_in(service, viewer, owners["id"])
    change(service, administrator, service.user(ADDRESS), roles=[])
    assert service.whoami(session)["viewing"] is None
