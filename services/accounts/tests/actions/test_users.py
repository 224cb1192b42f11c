"""People: what administrators and they themselves change, and what is told of it."""

import pytest
from sqlalchemy import select

from portalkit.tables import outbox


def patch(service, by, user, version=None, **wanted):
    return service.client.patch(f"/v1/users/{user.id}", wanted, by, user.version if version is None else version)


def test_a_person_changes_her_own_name(service, ingrid):
    viewer = service.viewer(ingrid)
    answer = service.client.patch("/v1/me", {"name": " Ingrid  S. "}, viewer, ingrid.version)
    assert (answer.status_code, answer.json["name"]) == (200, "Ingrid S.")
    assert service.client.get("/v1/me", viewer).json == answer.json
    assert [type for type, *_ in service.events()][-1] == "user.changed"


@pytest.mark.parametrize("field", ["kind", "roles", "email", "state", "organisation", "id", "version", "locale"])
def test_nobody_changes_anything_else_about_oneself(service, ingrid, field):
    answer = service.client.patch("/v1/me", {"name": "x", field: "staff"}, service.viewer(ingrid), 1)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})


def test_names_and_addresses_travel_apart_from_the_rest(service, ingrid):
    with service.database.reading() as db:
        (row,) = db.rows(select(outbox))
    assert row.personal == {"name": "Ingrid Solheim", "email": "ingrid@fjordvann.example", "locale": "en"}
    assert row.person == ingrid.id
    assert "Ingrid" not in str(row.data)
    assert "fjordvann" not in str(row.data)


def test_an_administrator_makes_somebody_an_author(service, ingrid, administrator):
    answer = patch(service, administrator, ingrid, kind="staff", roles=["author", "moderator"])
    assert (answer.json["kind"], answer.json["roles"]) == ("staff", ["author", "moderator"])
    assert service.events()[-1] == (
        "user.changed",
        ingrid.id,
        {
            "kind": "staff",
            "state": "active",
            "roles": ["author", "moderator"],
            "organisation": None,
            "audiences": ["everyone", "members", "staff"],
            "joined_at": ingrid.created_at.isoformat(),
            "verified_customer": False,
        },
    )


def test_a_customer_cannot_be_made_an_author(service, ingrid, administrator):
    answer = patch(service, administrator, ingrid, roles=["author"])
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"roles"})


def test_somebody_who_is_no_longer_staff_cannot_keep_a_role_of_staff(service, administrator):
    author = service.person("a@saltmarsh.example", "A", "staff", ["author"])
    assert patch(service, administrator, author, kind="customer").status_code == 422
    assert patch(service, administrator, author, kind="customer", roles=[]).status_code == 200


@pytest.mark.parametrize("role", ["gateway", "staff", "anyone", "member", "root"])
def test_a_role_that_is_none_is_refused(service, ingrid, administrator, role):
    assert patch(service, administrator, ingrid, roles=[role]).status_code == 422


def test_attributes_decide_audiences_at_once(service, ingrid, administrator):
    service.client.post("/v1/audiences", {"name": "NO", "rule": {"country": ["NO"]}}, administrator)
    answer = patch(service, administrator, ingrid, attributes={"country": "NO", "custom": {"shift": "night"}})
    assert answer.json["attributes"] == {"country": "NO", "custom": {"shift": "night"}}
    assert service.events()[-1][2]["audiences"] == ["a1", "everyone", "members"]


@pytest.mark.parametrize(
    ("attributes", "field"),
    [
        ({"country": "Norway"}, "attributes.country"),
        ({"products": ["x"] * 101}, "attributes.products"),
        ({"partner": "yes"}, "attributes.partner"),
        ({"shoe_size": "44"}, "attributes.shoe_size"),
        ({"custom": {"Shift": "night"}}, "attributes.custom.Shift.key"),
        ({"custom": {"shift": 7}}, "attributes.custom.shift.value"),
    ],
)
def test_attributes_are_bounded(service, ingrid, administrator, attributes, field):
    answer = patch(service, administrator, ingrid, attributes=attributes)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})


def test_the_last_administrator_stays_one(service, administrator):
    with service.database.reading() as db:
        from accounts.store import users

        henning = users.get(db, administrator.id)
    for wanted in ({"roles": []}, {"state": "suspended"}, {"kind": "customer", "roles": []}):
        answer = patch(service, administrator, henning, **wanted)
        assert (answer.status_code, answer.json["slug"]) == (409, "last-administrator")
    service.person("b@saltmarsh.example", "B", "staff", ["administrator"])
    assert patch(service, administrator, henning, roles=[]).status_code == 200


def test_a_change_that_changes_nothing_tells_nobody(service, ingrid, administrator):
    service.forget_events()
    answer = patch(service, administrator, ingrid, kind="customer", roles=[])
    assert (answer.status_code, answer.json["version"]) == (200, ingrid.version)
    assert service.events() == []


def test_a_change_over_an_old_version_is_refused(service, ingrid, administrator):
    for name in ("Havbris", "Fjordvann"):
        service.client.post("/v1/organisations", {"name": name, "kind": "company"}, administrator)
    patch(service, administrator, ingrid, organisation="Havbris")
    assert patch(service, administrator, ingrid, organisation="Fjordvann").status_code == 412
    answer = service.client.patch(f"/v1/users/{ingrid.id}", {"organisation": "x"}, administrator)
    assert answer.status_code == 428


def test_nobody_is_put_into_an_organisation_that_is_not_there(service, ingrid, administrator):
    answer = patch(service, administrator, ingrid, organisation="Havbriss")
    assert answer.json["errors"] == {"organisation": ["There is no organisation of this name. Make it first."]}


def test_a_suspended_person_comes_back_when_the_account_is_active_again(service, ingrid, administrator):
    suspended = patch(service, administrator, ingrid, state="suspended").json
    assert service.sign_in().status_code == 422
    assert service.events("user.changed")[-1][2]["audiences"] == []
    assert patch(service, administrator, ingrid, suspended["version"], state="active").status_code == 200
    assert service.sign_in().status_code == 201


def test_people_are_listed_newest_first_behind_cursors(service, administrator, monkeypatch):
    monkeypatch.setattr("accounts.api.users.PAGE", 2)
    made = [service.person(f"u{n}@x.example", f"U{n}").id for n in range(4)]
    found, cursor = [], ""
    while cursor is not None:
        page = service.client.get(f"/v1/users?cursor={cursor}" if cursor else "/v1/users", administrator).json
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert found == [*reversed(made), administrator.id]
    assert service.client.get("/v1/users?cursor=forged", administrator).status_code == 400


def test_a_person_is_found_by_address(service, ingrid, administrator):
    found = service.client.get("/v1/users?email=INGRID@fjordvann.example", administrator).json["items"]
    assert [one["id"] for one in found] == [ingrid.id]
    assert service.client.get("/v1/users?email=nobody@x.example", administrator).json["items"] == []


def test_nothing_that_is_shown_of_a_person_is_secret(service, ingrid, administrator):
    shown = service.client.get(f"/v1/users/{ingrid.id}", administrator).json
    assert set(shown) == {
        *("id", "name", "email", "kind", "roles", "organisation", "attributes"),
        *("locale", "state", "created_at", "version"),
    }
    assert "argon2" not in str(shown)
