"""The language of audiences: rules over what is known of a person, joined by all, any and not.

    {"any": [{"products": ["heron-300", "heron-500"]}, {"kind": ["staff"]}]}

A leaf names one field and the values of which one is enough.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from portalkit.errors import Invalid

DEEPEST, MOST_LEAVES, MOST_VALUES, LONGEST_VALUE = 8, 100, 100, 200
FIELDS = (
    *("kind", "roles", "organisation", "country", "region", "products", "partner", "grade"),
    *("chapter", "organisation_kind", "organisation_role"),  # of the membership they act in
)
CUSTOM = re.compile(r"attributes\.[a-z][a-z0-9_-]{0,39}\Z")
EXAMPLE: dict[str, Any] = {
    "all": [{"region": ["europe"]}, {"products": ["heron-300", "heron-500"]}, {"not": {"partner": [True]}}]
}

Value = str | bool
Test = Callable[["Traits"], bool]


@dataclass(frozen=True, slots=True)
class Traits:
    """What rules can ask of a person."""

    kind: str
    roles: list[str]
    organisation: str | None
    attributes: dict[str, Any]

    def of(self, field: str) -> frozenset[Value]:
        """The values this person has in `field`; none when nothing is known."""
        found = _asking(field)(self)
        if found is None:
            return frozenset()
        return frozenset(found) if isinstance(found, list) else frozenset({found})


def _asking(field: str) -> Callable[[Traits], Any]:
    """What gives a person's value in `field`, their values as a list, or None; chosen once for many people."""
    if field == "kind":
        return lambda person: person.kind
    if field == "roles":
        return lambda person: person.roles
    if field == "organisation":
        return lambda person: person.organisation
    if field == "partner":
        return lambda person: bool(person.attributes.get("partner"))  # nobody is one unless it says so
    if field.startswith("attributes."):
        name = field.removeprefix("attributes.")
        return lambda person: person.attributes.get("custom", {}).get(name)
    return lambda person: person.attributes.get(field)


def check(rule: Any) -> None:
    """Raise Invalid, naming the place, unless `rule` is one of this language within its bounds."""
    leaves = sum(1 for _ in _leaves(rule, "", 1))
    if leaves > MOST_LEAVES:
        raise _wrong("", f"A rule has at most {MOST_LEAVES} conditions; this one has {leaves}.")


def _leaves(rule: Any, place: str, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise _wrong(place, f"A rule is at most {DEEPEST} levels deep.")
    if not isinstance(rule, dict) or len(rule) != 1:
        raise _wrong(place, 'Write one of {"all": […]}, {"any": […]}, {"not": {…}} or {"<field>": [values]}.')
    ((word, inner),) = rule.items()
    here = f"{place} › {word}" if place else str(word)
    if word in ("all", "any"):
        if not isinstance(inner, list) or not inner:
            raise _wrong(here, "Write a list of one or more rules.")
        if len(inner) > MOST_LEAVES:
            raise _wrong(here, f"A list has at most {MOST_LEAVES} rules.")
        for number, each in enumerate(inner, 1):
            yield from _leaves(each, f"{here} › {number}", depth + 1)
    elif word == "not":
        yield from _leaves(inner, here, depth + 1)
    else:
        _check_leaf(word, inner, here)
        yield here


def _check_leaf(field: str, values: Any, place: str) -> None:
    if field not in FIELDS and not CUSTOM.match(field):
        raise _wrong(place, f"“{field[:60]}” is not a field. Fields are {', '.join(FIELDS)} and attributes.<name>.")
    if not isinstance(values, list) or not 0 < len(values) <= MOST_VALUES:
        raise _wrong(place, f"Write a list of 1 to {MOST_VALUES} values.")
    for value in values:
        if field == "partner":
            good, wanted = isinstance(value, bool), "Write true or false."
        elif field == "kind":
            good, wanted = value in ("customer", "staff"), "Write customer or staff."
        elif field == "country":
            good = isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()
            wanted = "Write a country's two letters, such as NO."
        else:
            good = isinstance(value, str) and 0 < len(value) <= LONGEST_VALUE and value.isprintable()
            wanted = f"Write a text of 1 to {LONGEST_VALUE} characters."
        if not good:
            raise _wrong(place, f"{str(value)[:60]!r} is not good here. {wanted}")


def _wrong(place: str, what: str) -> Invalid:
    return Invalid({"rule": [f"{place}: {what}" if place else what]})


def compiled(rule: dict[str, Any]) -> Test:
    """`rule` as a function that says whether a person is in."""
    ((word, inner),) = rule.items()
    if word == "all":
        tests = [compiled(each) for each in inner]
        return lambda person: all(test(person) for test in tests)
    if word == "any":
        tests = [compiled(each) for each in inner]
        return lambda person: any(test(person) for test in tests)
    if word == "not":
        test = compiled(inner)
        return lambda person: not test(person)
    wanted, ask = frozenset(inner), _asking(word)

    def holds(person: Traits) -> bool:
        found = ask(person)
        return not wanted.isdisjoint(found) if isinstance(found, list) else found in wanted

    return holds


def leaves(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The conditions of `rule`, in the order in which they are written."""
    ((word, inner),) = rule.items()
    if word in ("all", "any"):
        for each in inner:
            yield from leaves(each)
    elif word == "not":
        yield from leaves(inner)
    else:
        yield rule
