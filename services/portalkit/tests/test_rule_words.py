"""Rules of audiences as sentences, in whatever language says their texts."""

from typing import Any

import pytest

from portalkit.rule_words import clause, sentence

GERMAN = {
    "country": "Land",
    "products": "Produkte",
    "kind": "Art",
    "staff": "Team",
    ", and ": ", und ",
    " or ": " oder ",
    "is a partner": "ist Partner",
    "not (%(rule)s)": "nicht (%(rule)s)",
    "%(name)s is %(values)s": "%(name)s ist %(values)s",
    "%(name)s include %(values)s": "%(name)s umfassen %(values)s",
    "%(values)s or %(last)s": "%(values)s oder %(last)s",
}
NESTED: dict[str, Any] = {
    "all": [{"not": {"all": [{"country": ["NO", "SE", "DK"]}, {"kind": ["staff"]}]}}, {"products": ["staff"]}]
}


def in_german(text: str, **values: Any) -> str:
    said = GERMAN[text]
    return said % values if values else said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {"all": [{"region": ["europe"]}, {"products": ["a", "b"]}, {"not": {"partner": [True]}}]},
            "Region is europe, and products include a or b, and is not a partner.",
        ),
        ({"any": [{"products": ["a"]}, {"kind": ["staff"]}]}, "Products include a, or kind is staff."),
        (
            {"any": [{"all": [{"grade": ["x"]}, {"grade": ["y"]}]}, {"partner": [False]}]},
            "(Grade is x, and grade is y), or",
        ),
        (
            {"all": [{"not": {"any": [{"country": ["NO"]}, {"roles": ["expert"]}]}}, {"not": {"region": ["europe"]}}]},
            "Not (country is NO, or roles include expert), and region is not europe.",
        ),
        ({"not": {"not": {"attributes.plant_size": ["large"]}}}, "Not (plant size is not large)."),
        ({"not": {"any": [{"organisation_role": ["member"]}]}}, "Organisation role is not member."),
    ],
)
def test_a_rule_can_be_read_as_a_sentence(rule: dict[str, Any], said: str) -> None:
    assert sentence(rule).casefold().startswith(said.casefold())


def test_the_sentence_is_in_the_language_that_says_its_texts_and_values_stay_as_they_are() -> None:
    told = sentence(NESTED, in_german)
    assert told == "Nicht (Land ist NO, SE oder DK, und Art ist Team), und Produkte umfassen staff."


def test_a_condition_that_a_not_turns_round_says_what_holds_then() -> None:
    assert clause({"partner": [True, False]}, True) == "Is not a partner or is a partner"
    assert clause({"roles": ["expert"]}, True) == "Roles do not include expert"
