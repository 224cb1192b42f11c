"""What scores, how much, and what does not: rules that staff choose, with the limits against playing with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from portalkit.errors import Invalid

ACCEPTED, VOTED, ANSWERED, HELPED = "accepted", "voted", "answered", "helped"
KINDS = (ACCEPTED, VOTED, ANSWERED, HELPED)
BETWEEN_TWO = (ACCEPTED, VOTED)  # what one person does for another
PAIR_TIME = timedelta(days=30)
POINTS_MOST, CAP_MOST = 1000, 10_000
SELF, CAP, PAIR = "self", "cap", "pair"  # why something was refused
WITHDRAWN, HIDDEN, SHOWN, CHANGED = "withdrawn", "hidden", "shown", "changed"  # why an entry counters or amends another


@dataclass(frozen=True, slots=True)
class Rule:
    """How many points something gives, and how often a day one actor's doing it does (0: always)."""

    points: int
    cap: int


STANDARD = {ACCEPTED: Rule(15, 10), VOTED: Rule(5, 10), ANSWERED: Rule(2, 10), HELPED: Rule(1, 0)}


@dataclass(frozen=True, slots=True)
class Rules:
    """What scores. Between the same two people `pair_cap` votes and accepted answers score in 30 days, both ways."""

    version: int = 1
    kinds: Mapping[str, Rule] = field(default_factory=lambda: STANDARD)
    pair_cap: int = 5

    def plain(self) -> dict[str, Any]:
        """As it is told and sent."""
        kinds = [{"kind": kind, "points": rule.points, "cap": rule.cap} for kind, rule in self.kinds.items()]
        return {"version": self.version, "kinds": kinds, "pair_cap": self.pair_cap}


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody (`actor`) did that may give `person` points: something of `kind` to a thing in a topic."""

    kind: str
    person: str
    actor: str
    thing_id: str
    topic_id: str
    category_id: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """How often the actor's doing the same scored today, and how often the two scored by each other in 30 days."""

    today: int
    between: int


def refusal(rules: Rules, deed: Deed, done: Done) -> str | None:
    """Why a deed gives no points, or None when it does."""
    if deed.kind in BETWEEN_TWO:
        if deed.actor == deed.person:
            return SELF
        if done.between >= rules.pair_cap:
            return PAIR
    cap = rules.kinds[deed.kind].cap
    return CAP if cap and done.today >= cap else None


def checked_rules(version: int, sent: list[dict[str, Any]], pair_cap: int) -> Rules:
    """New rules from what was sent for each kind. Raises Invalid unless every kind is there once."""
    kinds = {each["kind"]: Rule(each["points"], each["cap"]) for each in sent}
    if len(sent) != len(KINDS) or set(kinds) != set(KINDS):
        raise Invalid({"kinds": ["Say of every kind once how many points it gives."]})
    return Rules(version, {kind: kinds[kind] for kind in KINDS}, pair_cap)
