"""Who is in, counted while a rule is written, and why somebody is not."""

import pytest

HERONS = {"all": [{"country": ["DE", "AT"]}, {"products": ["heron-300"]}, {"not": {"partner": [True]}}]}
AUDIENCES = "/internal/v1/audiences"


@pytest.fixture
def people(service):
    """Somebody inside, a partner, somebody in Norway, and one of those inside who cannot sign in."""
    heron = {"country": "DE", "products": ["heron-300"], "custom": {"desk": "north"}}
    return {
        "inside": service.person("i@x.example", "Ida Inside", attributes=heron),
        "partner": service.person("p@x.example", "Pia Partner", attributes=heron | {"partner": True}),
        "norway": service.person("n@x.example", "Nils Nord", attributes=heron | {"country": "NO"}),
        "gone": service.person("g@x.example", "Gert Gone", attributes=heron, state="suspended"),
    }


def ask(service, viewer, what, **body):
    answer = service.client.post(f"{AUDIENCES}/{what}", body, viewer)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_a_draft_is_counted_with_a_sample_and_what_each_condition_lets_through(service, administrator, people):
    seen = ask(service, administrator, "preview", rule=HERONS)
    assert (seen["people"], seen["everybody"]) == (1, 4)
    assert seen["sample"] == [{"id": people["inside"].id, "name": "Ida Inside"}]
    assert [(one["words"], one["people"]) for one in seen["conditions"]] == [
        ("Country is DE or AT", 2),
        ("Products include heron-300", 3),
        ("Is a partner", 1),
    ]
    assert seen["words"] == "Country is DE or AT, and products include heron-300, and is not a partner."


def test_the_values_that_people_have_are_offered(service, administrator, people):
    known = {one["field"]: one["values"] for one in ask(service, administrator, "preview", rule=None)["known"]}
    assert known["country"] == ["DE", "NO"] and known["attributes.desk"] == ["north"] and known["grade"] == []


def test_a_draft_with_a_mistake_is_refused_at_its_place(service, administrator):
    answer = service.client.post(f"{AUDIENCES}/preview", {"rule": {"all": [{"country": ["Norway"]}]}}, administrator)
    assert answer.status_code == 422 and "country" in answer.json["errors"]["rule"][0]


def test_at_most_ten_are_named(service, administrator):
    for number in range(12):
        service.person(f"n{number}@x.example", f"N {number:02}")
    seen = ask(service, administrator, "preview", rule={"kind": ["customer"]})
    assert seen["people"] == 12 and [one["name"] for one in seen["sample"]] == [f"N {n:02}" for n in range(10)]


def test_where_too_many_would_have_to_be_looked_at_nothing_is_counted(service, administrator, people, monkeypatch):
    monkeypatch.setattr("accounts.api.reach.COUNTED", 2)
    assert ask(service, administrator, "preview", rule=HERONS)["people"] is None
    assert ask(service, administrator, "reach", audiences=["members"])["people"] is None


def make(service, administrator, rule=HERONS):
    answer = service.client.post("/v1/audiences", {"name": "Herons", "rule": rule}, administrator)
    return answer.json["id"]


def test_who_is_in_all_of_several_is_counted(service, administrator, people):
    mine, theirs = make(service, administrator), make(service, administrator, {"country": ["DE"]})
    seen = ask(service, administrator, "reach", audiences=[mine, theirs, "everyone"])
    assert (seen["everyone"], seen["people"]) == (False, 1)
    assert [(one["name"], one["people"]) for one in seen["demands"]] == [
        ("Herons", 1),
        ("Herons", 2),
        ("Everyone", None),
    ]


def test_everyone_is_not_counted(service, administrator):
    seen = ask(service, administrator, "reach", audiences=["everyone"])
    assert (seen["everyone"], seen["people"]) == (True, None)


def test_in_an_audience_that_never_was_is_nobody(service, administrator, people):
    assert ask(service, administrator, "reach", audiences=["a99"])["people"] == 0


def why(service, administrator, person, *audiences):
    return ask(service, administrator, "why", person=person, audiences=list(audiences))


@pytest.mark.parametrize("text", ["n@x.example", "Nils Nord", "nils", "N@X.EXAMPLE"])
def test_why_not_is_told_by_the_deciding_condition_whoever_is_meant(service, administrator, people, text):
    seen = why(service, administrator, text, make(service, administrator), "members")
    assert (seen["person"]["id"], seen["inside"]) == (people["norway"].id, False)
    assert [(one["name"], one["inside"]) for one in seen["demands"]] == [("Herons", False), ("Members", True)]
    [reason] = seen["demands"][0]["reasons"]
    assert reason == {"words": "Country is DE or AT", "known": "NO", "holds": False, "turned": False} | {
        "leaf": {"country": ["DE", "AT"]}
    }


def test_who_cannot_sign_in_is_in_none(service, administrator, people):
    seen = why(service, administrator, people["gone"].id, make(service, administrator))
    assert seen["demands"][0]["reasons"][0]["known"] == "the account is suspended"


def test_when_several_may_be_meant_they_are_named(service, administrator, people):
    seen = why(service, administrator, "x.example", "members")
    assert seen["person"] is None and len(seen["candidates"]) == 4
    assert why(service, administrator, "zebra", "members")["candidates"] == []
