"""People and audiences from elsewhere: sent again without harm, and nobody is told."""

from dataclasses import replace

import pytest

PERSON = {
    "external_id": "ingrid",
    "name": "Ingrid Solheim",
    "email": "ingrid@fjordvann.example",
    "kind": "customer",
    "roles": [],
    "organisation": "Fjordvann Utilities",
    "attributes": {"country": "NO", "region": "europe", "products": ["heron-300"], "partner": False},
    "locale": "en",
    "password": "seven lamps along the quay",
}
AUDIENCE = {"external_id": "owners", "name": "Owners", "description": "", "rule": {"products": ["heron-300"]}}


def bring(service, by, noun, *items):
    return service.client.post(f"/v1/import/{noun}", {"items": list(items)}, by)


def outcomes(answer):
    assert answer.status_code == 200, answer.json
    return [item["outcome"] for item in answer.json["items"]]


def test_a_person_from_elsewhere_can_sign_in(service, importer):
    assert outcomes(bring(service, importer, "users", PERSON)) == ["created"]
    assert service.sign_in().status_code == 201


def test_the_same_again_changes_nothing(service, importer):
    first = bring(service, importer, "users", PERSON).json["items"][0]
    told = service.events()
    again = bring(service, importer, "users", PERSON).json["items"][0]
    assert again == first | {"outcome": "unchanged"}
    assert service.events() == told


def test_what_differs_is_changed_but_a_password_stays_its_owners(service, importer):
    bring(service, importer, "users", PERSON)
    other = PERSON | {"organisation": "Havbris", "password": "what somebody else wrote"}
    assert outcomes(bring(service, importer, "users", other)) == ["changed"]
    assert service.sign_in().status_code == 201
    assert [type for type, *_ in service.events()] == ["user.restated", "user.restated"]
    assert service.events()[-1][2]["organisation"] == "Havbris"


def test_whoever_is_imported_without_a_password_chooses_one_by_mail(service, importer):
    bring(service, importer, "users", PERSON | {"password": None})
    assert service.sign_in().status_code == 422
    service.door("password-resets", email=PERSON["email"])
    service.answer()
    token = service.token("choose-password")
    assert service.door("passwords", token=token, password="violet rivers under ice").status_code == 200
    assert service.sign_in(password="violet rivers under ice").status_code == 201


def test_an_import_takes_an_account_over_that_is_there(service, importer, ingrid):
    assert outcomes(bring(service, importer, "users", PERSON)) == ["changed"]
    assert service.sign_in(password=service.PASSWORD).status_code == 201
    assert service.events()[-1][1] == ingrid.id


def test_what_a_stranger_registered_before_an_import_gets_him_nowhere(service, importer):
    body = {"name": "Some One", "email": PERSON["email"], "password": "the stranger knows this", "locale": "en"}
    service.door("registrations", **body)
    service.answer()
    token = service.token("confirm-address")
    bring(service, importer, "users", PERSON)
    assert service.sign_in(password="the stranger knows this").status_code == 422
    assert service.door("verifications", token=token).json["slug"] == "link-not-good"
    assert service.sign_in(password=PERSON["password"]).status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "ingrid"}, "items.1.email"),
        ({"kind": "robot"}, "items.1.kind"),
        ({"roles": ["author"]}, "items.1.roles"),
        ({"password": "short"}, "items.1.password"),
        ({"name": " "}, "items.1.name"),
        ({"email": "other@x.example"}, "items.1.email"),
        ({"surprise": 1}, "items.1.surprise"),
    ],
)
def test_one_wrong_person_is_named_and_none_is_brought_in(service, importer, wrong, field):
    first = PERSON | {"external_id": "other", "email": "other@x.example"}
    answer = bring(service, importer, "users", first, PERSON | wrong)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})
    assert service.events() == []


def test_a_batch_has_one_to_a_hundred_items(service, importer):
    for items in ([], [PERSON] * 101):
        assert bring(service, importer, "users", *items).status_code == 422


def test_audiences_from_elsewhere_are_numbered_and_their_people_restated(service, importer):
    bring(service, importer, "users", PERSON)
    answer = bring(
        service, importer, "audiences", AUDIENCE, AUDIENCE | {"external_id": "b", "rule": {"partner": [True]}}
    )
    assert [item["id"] for item in answer.json["items"]] == ["a1", "a2"]
    assert [(type, data["audiences"]) for type, _, data in service.events()] == [
        ("user.restated", ["everyone", "members"]),
        ("user.restated", ["a1", "everyone", "members"]),
    ]


def test_the_same_audiences_again_change_nothing(service, importer):
    bring(service, importer, "users", PERSON)
    bring(service, importer, "audiences", AUDIENCE)
    told = service.events()
    assert outcomes(bring(service, importer, "audiences", AUDIENCE)) == ["unchanged"]
    assert service.events() == told
    assert outcomes(bring(service, importer, "audiences", AUDIENCE | {"rule": {"partner": [True]}})) == ["changed"]
    assert service.events()[-1][2]["audiences"] == ["everyone", "members"]


@pytest.mark.parametrize("roles", [["administrator"], ["administrator", "author"]])
def test_an_importer_cannot_make_an_administrator_of_anybody(service, importer, administrator, roles):
    boss = PERSON | {"kind": "staff", "roles": roles}
    assert bring(service, importer, "users", boss).status_code == 403
    assert service.sign_in().status_code == 422
    both = replace(administrator, roles=frozenset({"administrator", "importer"}))
    assert outcomes(bring(service, both, "users", boss)) == ["created"]
    assert outcomes(bring(service, importer, "users", boss)) == ["unchanged"]


def test_an_importer_cannot_take_an_administrators_account_over(service, importer, administrator):
    boss = PERSON | {"kind": "staff", "roles": ["administrator"]}
    both = replace(administrator, roles=frozenset({"administrator", "importer"}))
    bring(service, both, "users", boss)
    for stolen in ({"email": "eve@elsewhere.example"}, {"roles": []}):
        refused = bring(service, importer, "users", boss | stolen)
        assert (refused.status_code, refused.json["slug"]) == (403, "administrators-only")
    adopted = boss | {"external_id": "another", "roles": []}
    assert bring(service, importer, "users", adopted).status_code == 403


def test_what_came_since_somebody_was_last_there_is_new_to_them_here_and_is_said_once(service, importer, clock):
    bring(service, importer, "users", PERSON | {"seen_at": "2026-01-05T08:00:00Z"})
    session = service.sign_in().json["session"]
    assert service.whoami(session)["last_visit_at"] == "2026-01-05T08:00:00+00:00"
    bring(service, importer, "users", PERSON | {"seen_at": "2026-01-01T08:00:00Z"})
    assert service.whoami(session)["last_visit_at"] == "2026-01-05T08:00:00+00:00"
