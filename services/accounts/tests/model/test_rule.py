"""What the language of audiences says, and what it refuses."""

import json
from itertools import product

import pytest

from accounts.model.reason import verdict
from accounts.model.rule import EXAMPLE, Traits, check, compiled
from portalkit.errors import Invalid


def person(kind="customer", roles=(), organisation="Fjordvann Utilities", **attributes):
    return Traits(kind, list(roles), organisation, attributes)


NORWEGIAN = person(country="NO", region="europe", products=["heron-300", "tern-2-pro"], partner=False, grade="gold")


@pytest.mark.parametrize(
    ("rule", "is_in"),
    [
        ({"products": ["heron-300", "heron-500"]}, True),
        ({"products": ["heron-500"]}, False),
        ({"kind": ["staff"]}, False),
        ({"organisation": ["Fjordvann Utilities"]}, True),
        ({"country": ["SE", "NO"]}, True),
        ({"grade": ["gold"]}, True),
        ({"partner": [False]}, True),
        ({"partner": [True]}, False),
        ({"all": [{"region": ["europe"]}, {"kind": ["customer"]}]}, True),
        ({"all": [{"region": ["europe"]}, {"kind": ["staff"]}]}, False),
        ({"any": [{"region": ["asia-pacific"]}, {"kind": ["customer"]}]}, True),
        ({"not": {"any": [{"kind": ["staff"]}, {"partner": [True]}]}}, True),
        ({"not": {"region": ["europe"]}}, False),
        ({"attributes.shift": ["night"]}, False),
    ],
)
def test_a_rule_says_who_is_in(rule, is_in):
    check(rule)
    assert compiled(rule)(NORWEGIAN) is is_in


A, B, C = {"region": ["europe"]}, {"kind": ["customer"]}, {"partner": [True]}
TABLE = [  # by whether A, B and C hold: 000, 001, 010, 011, 100, 101, 110, 111
    ({"all": [A, B, C]}, "00000001"),
    ({"any": [A, B, C]}, "01111111"),
    ({"not": A}, "11110000"),
    ({"not": {"not": C}}, "01010101"),
    ({"all": [A, {"any": [B, C]}]}, "00000111"),
    ({"any": [A, {"all": [B, C]}]}, "00011111"),
    ({"all": [A, {"not": {"any": [B, C]}}]}, "00001000"),
    ({"any": [{"not": A}, {"not": {"all": [B, C]}}]}, "11111110"),
    ({"not": {"all": [A, {"not": {"any": [B, {"not": C}]}}]}}, "11111011"),
    ({"any": [{"all": [A, {"not": B}]}, {"all": [{"not": A}, B]}]}, "00111100"),
]


@pytest.mark.parametrize(("rule", "wanted"), TABLE, ids=str)
def test_nested_rules_and_the_reasons_given_for_them_have_this_truth_table(rule, wanted):
    check(rule)
    everybody = [
        person("customer" if b else "staff", region="europe" if a else "asia-pacific", partner=c)
        for a, b, c in product((False, True), repeat=3)
    ]
    assert "".join(str(int(compiled(rule)(each))) for each in everybody) == wanted
    assert "".join(str(int(verdict(rule, each).inside)) for each in everybody) == wanted


def test_what_is_not_known_of_a_person_matches_nothing():
    nobody = person(organisation=None)
    for field in ("organisation", "country", "region", "products", "grade", "attributes.shift"):
        assert not compiled({field: ["NO"]})(nobody), field
    assert compiled({"partner": [False]})(nobody)


def test_a_portal_can_have_attributes_of_its_own():
    assert compiled({"attributes.shift": ["night", "day"]})(person(custom={"shift": "night"}))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({}, 'Write one of {"all": […]}, {"any": […]}, {"not": {…}} or {"<field>": [values]}.'),
        ({"kind": ["staff"], "roles": ["author"]}, "Write one of"),
        ({"all": []}, "all: Write a list of one or more rules."),
        (
            {"all": [{"kind": ["staff"]}, {"any": [{"produkts": ["x"]}]}]},
            "all › 2 › any › 1 › produkts: “produkts” is not a field",
        ),
        ({"any": [{"kind": ["robot"]}]}, "any › 1 › kind: 'robot' is not good here. Write customer or staff."),
        ({"not": [{"kind": ["staff"]}]}, "not: Write one of"),
        ({"partner": ["yes"]}, "partner: 'yes' is not good here. Write true or false."),
        ({"country": ["Norway"]}, "country: 'Norway' is not good here. Write a country's two letters, such as NO."),
        ({"region": "europe"}, "region: Write a list of 1 to 100 values."),
        ({"region": []}, "region: Write a list of 1 to 100 values."),
        ({"region": ["a"] * 101}, "region: Write a list of 1 to 100 values."),
        ({"region": [7]}, "region: '7' is not good here. Write a text of 1 to 200 characters."),
        ({"region": [["europe"]]}, "is not good here"),
        ({"attributes.Shift": ["night"]}, "is not a field"),
        ({"any": [{"region": ["a"]}] * 101}, "any: A list has at most 100 rules."),
        ({"all": [{"any": [{"region": ["a"]}] * 60}] * 2}, "A rule has at most 100 conditions; this one has 120."),
        ("staff", "Write one of"),
        (None, "Write one of"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_place(rule, message):
    with pytest.raises(Invalid) as refused:
        check(rule)
    assert message in refused.value.fields["rule"][0]


def test_a_rule_is_at_most_eight_levels_deep():
    rule = {"kind": ["staff"]}
    for _ in range(7):
        rule = {"not": rule}
    check(rule)
    with pytest.raises(Invalid):
        check({"not": rule})


def test_the_example_is_a_rule():
    check(json.loads(json.dumps(EXAMPLE)))
