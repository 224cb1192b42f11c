"""Why somebody is in or out: the deciding conditions, and nothing beside them."""

import pytest

from accounts.model.reason import verdict, verdict_of
from accounts.model.rule import Traits, compiled
from accounts.model.user import User
from portalkit.clock import utc_now

DACH = {
    "all": [
        {"kind": ["customer"]},
        {"country": ["DE", "AT"]},
        {"any": [{"products": ["heron-300"]}, {"products": ["heron-500"]}]},
        {"not": {"partner": [True]}},
    ]
}


def person(kind="customer", **attributes):
    return Traits(kind, [], None, {"country": "DE", "products": ["heron-300"]} | attributes)


def said(rule, who):
    found = verdict(rule, who)
    return found.inside, [(one.words, one.known, one.holds) for one in found.reasons]


@pytest.mark.parametrize(
    ("who", "inside", "reasons"),
    [
        (person(country="NO"), False, [("Country is DE or AT", "NO", False)]),
        (person(country=None), False, [("Country is DE or AT", "nothing is known", False)]),
        (person(partner=True), False, [("Is not a partner", "a partner", False)]),
        (
            person(products=["tern-20"]),
            False,
            [
                ("Products include heron-300", "tern-20", False),
                ("Products include heron-500", "tern-20", False),
            ],
        ),
        (
            person(),
            True,
            [
                ("Kind is customer", "customer", True),
                ("Country is DE or AT", "DE", True),
                ("Products include heron-300", "heron-300", True),
                ("Is not a partner", "no partner", True),
            ],
        ),
    ],
)
def test_the_conditions_that_decide_are_named_with_what_is_known(who, inside, reasons):
    assert said(DACH, who) == (inside, reasons)


def test_of_several_that_fail_the_shortest_is_told():
    rule = {"all": [{"any": [{"grade": ["gold"]}, {"grade": ["silver"]}]}, {"country": ["AT"]}]}
    assert said(rule, person()) == (False, [("Country is AT", "DE", False)])


def test_a_not_around_a_group_turns_what_stands_in_it():
    rule = {"not": {"any": [{"country": ["NO"]}, {"partner": [True]}]}}
    assert said(rule, person()) == (True, [("Country is not NO", "DE", True), ("Is not a partner", "no partner", True)])
    assert said(rule, person(country="NO")) == (False, [("Country is not NO", "NO", False)])


@pytest.mark.parametrize("country", ["DE", "AT", "NO", None])
@pytest.mark.parametrize("products", [[], ["heron-300"], ["heron-500", "tern-20"]])
@pytest.mark.parametrize("partner", [True, False, None])
@pytest.mark.parametrize("kind", ["customer", "staff"])
def test_the_verdict_is_the_one_that_lets_in(country, products, partner, kind):
    who = person(kind, country=country, products=products, partner=partner)
    found = verdict(DACH, who)
    assert found.inside == compiled(DACH)(who)
    assert {one.holds for one in found.reasons} == {found.inside}


def user(state="active", kind="customer"):
    return User("u", "Ida", "ida@x.example", utc_now(), kind, state=state)


@pytest.mark.parametrize(
    ("who", "audience", "inside", "known"),
    [
        (user(), "everyone", True, "no condition"),
        (user(), "members", True, "signs in"),
        (user("suspended"), "members", False, "the account is suspended"),
        (user(), "staff", False, "customer"),
        (user(kind="staff"), "staff", True, "staff"),
        (user(), "a7", False, "it is retired, so nobody is in"),
    ],
)
def test_built_in_and_retired_audiences_have_reasons_too(who, audience, inside, known):
    found = verdict_of(who, audience, None)
    assert (found.inside, found.reasons[0].known) == (inside, known)
