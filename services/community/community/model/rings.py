"""Rings: three people who each give points to the next, so that no two of them do it for each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.model.points import Rules

LEAST = 3  # what one gives another by chance in 30 days is less


@dataclass(frozen=True, slots=True)
class Giving:
    """How often `actor` gave `person` points, and when last."""

    actor: str
    person: str
    times: int
    at: datetime


def least(rules: Rules) -> int:
    """How often each has to give the next: never more often than what scores between two."""
    return min(LEAST, rules.pair_cap)


def rings(givings: Iterable[Giving]) -> list[tuple[Giving, Giving, Giving]]:
    """Every ring of three once, the latest first. Rings both ways round are two."""
    by: dict[str, dict[str, Giving]] = {}
    for one in givings:
        if one.actor != one.person:
            by.setdefault(one.actor, {})[one.person] = one
    found = [
        (first, second, third)
        for actor, given in by.items()
        for first in given.values()
        for second in by.get(first.person, {}).values()
        if (third := by.get(second.person, {}).get(actor)) and actor < min(first.person, second.person)
    ]
    return sorted(found, key=lambda ring: (latest(ring), ring[0].actor, ring[0].person), reverse=True)


def latest(ring: tuple[Giving, Giving, Giving]) -> datetime:
    """When somebody in it gave last."""
    return max(one.at for one in ring)
