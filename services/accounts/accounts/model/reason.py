"""Why somebody is in an audience or not: the conditions that decide, and what is known of the person there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.model.audience import Rules, traits
from accounts.model.rule import Traits
from accounts.model.user import User
from portalkit.rule_words import clause
from portalkit.viewer import EVERYONE, MEMBERS, STAFF

OUTSIDE = {  # why an account that cannot sign in is in no audience
    "unverified": "the account is unverified",
    "suspended": "the account is suspended",
    "erased": "the account is erased",
}
Decided = list[tuple[dict[str, Any], bool]]  # leaves, each with whether a `not` turns it round


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition that decides: in words, what is known of the person, and whether it holds.

    One of a rule has its `leaf`, and whether a `not` turns it round.
    """

    words: str
    known: str
    holds: bool
    leaf: dict[str, Any] | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody is in an audience, and why."""

    inside: bool
    reasons: list[Reason]


def verdict(rule: dict[str, Any], person: Traits) -> Verdict:
    """Whether `person` is in, by the fewest conditions that settle it: one that fails, or all that have to hold."""
    inside, decided = _decided(rule, person)
    reasons = []
    for leaf, turned in decided:
        ((field, values),) = leaf.items()
        holds = not person.of(field).isdisjoint(values)
        reasons.append(Reason(clause(leaf, turned), known(field, person), holds is not turned, leaf, turned))
    return Verdict(inside, reasons)


def _decided(rule: dict[str, Any], person: Traits) -> tuple[bool, Decided]:
    ((word, inner),) = rule.items()
    if word == "not":
        holds, decided = _decided(inner, person)
        return not holds, [(leaf, not turned) for leaf, turned in decided]
    if word not in ("all", "any"):
        return not person.of(word).isdisjoint(inner), [(rule, False)]
    settles = word == "any"  # one that holds settles `any`, one that fails settles `all`
    parts = [_decided(each, person) for each in inner]
    alone = [decided for holds, decided in parts if holds is settles]
    if alone:
        return settles, min(alone, key=len)
    return not settles, [one for _, decided in parts for one in decided]


def known(field: str, person: Traits) -> str:
    """What is known of a person in `field`, in words."""
    values = person.of(field)
    if field == "partner":
        return "a partner" if True in values else "no partner"
    return ", ".join(sorted(str(value) for value in values)) or "nothing is known"


def verdict_of(user: User, audience: str, rule: dict[str, Any] | None) -> Verdict:
    """The same for an audience by its id: a built-in one, or one with this `rule`; without one it is retired."""
    if audience == EVERYONE:
        return Verdict(True, [Reason("Everyone may", "no condition", True)])
    if user.state != "active":
        return Verdict(False, [Reason("Can sign in", OUTSIDE.get(user.state, user.state), False)])
    if audience == MEMBERS:
        return Verdict(True, [Reason("Has an account", "signs in", True)])
    if audience == STAFF:
        return verdict({"kind": ["staff"]}, traits(user))
    if rule is None:
        return Verdict(False, [Reason("The audience is in use", "it is retired, so nobody is in", False)])
    return verdict(rule, traits(user))


def inside(people: Iterable[User], demanded: Collection[str], rules: Rules) -> list[User]:
    """Those who are in all `demanded` audiences, by name; `rules` has at least those of them."""
    wanted = set(demanded)
    return by_name(one for one in people if wanted.issubset(rules.audiences_of(one)))


def by_name(people: Iterable[User]) -> list[User]:
    """People in the order of their names."""
    return sorted(people, key=lambda one: (one.name.casefold(), one.id))
