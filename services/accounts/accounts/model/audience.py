"""What an audience is, and who is in which."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.model.rule import Test, Traits, compiled
from accounts.model.user import User
from portalkit.errors import Refused
from portalkit.viewer import EVERYONE, MEMBERS, STAFF

MOST = 500  # audiences in use, so that nobody is in more


@dataclass(frozen=True, slots=True)
class Audience:
    """A named rule. Its id is never used for another, and it is retired, not deleted.

    Its owner looks after it, and the deputy when the owner cannot; an imported one may have neither.
    """

    id: str
    name: str
    description: str
    rule: dict[str, Any]
    created_at: datetime
    retired_at: datetime | None = None
    owner_id: str | None = None
    deputy_id: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """An audience that every portal has."""

    id: str
    name: str
    description: str
    words: str


BUILT_IN = (
    BuiltIn(EVERYONE, "Everyone", "Whoever comes by, signed in or not.", "No condition."),
    BuiltIn(MEMBERS, "Members", "Everybody with an account.", "Is signed in."),
    BuiltIn(STAFF, "Staff", "Our own people.", "Kind is staff."),
)


def traits(user: User) -> Traits:
    """What rules can ask of this person, the membership they act in included.

    Where the organisation is stands for where the person is, as long as that is not known; the grade of a membership
    goes before the person's own.
    """
    there = user.standing
    if there is None:
        return Traits(user.kind, user.roles, None, user.attributes)
    known = {"country": there.country, "region": there.region} | user.attributes
    known |= {"organisation_kind": there.kind, "organisation_role": there.role}
    known |= {name: value for name in ("grade", "chapter") if (value := getattr(there, name))}
    return Traits(user.kind, user.roles, there.organisation, known)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in use, ready to be asked."""

    tests: list[tuple[str, Test]] = field(default_factory=list)

    @classmethod
    def of(cls, rules: Iterable[tuple[str, dict[str, Any]]]) -> "Rules":
        """From ids and rules."""
        return cls([(id, compiled(rule)) for id, rule in rules])

    def audiences_of(self, user: User) -> list[str]:
        """The ids of all audiences `user` is in, sorted. Somebody who cannot sign in is in none."""
        if user.state != "active":
            return []
        person = traits(user)
        built_in = [EVERYONE, MEMBERS, *([STAFF] if user.kind == "staff" else [])]
        return sorted([*built_in, *(id for id, test in self.tests if test(person))])


def is_audience(id: str) -> bool:
    """Whether `id` can be one of an audience; no person has such a one."""
    return id in (EVERYONE, MEMBERS, STAFF) or (id[:1] == "a" and id[1:].isascii() and id[1:].isdigit())


def somebody_in(audience: Audience | BuiltIn, locale: str) -> dict[str, Any]:
    """Whoever is in this audience and in no other that not everybody with an account is in, as `whoami` shows people.

    There is no such person: nothing is kept of the id. It is a customer, or somebody of the staff without a role.
    """
    return {
        "id": f"audience-{audience.id}",
        "name": f"Somebody in {audience.name}",
        "email": "",
        "kind": "staff" if audience.id == STAFF else "customer",
        "roles": [],
        "organisation": None,
        "audiences": sorted({EVERYONE, MEMBERS, audience.id}),
        "locale": locale,
    }


def check_may_view_in(audience: Audience | BuiltIn) -> None:
    """Raise Refused when there is nothing to see as somebody in `audience`."""
    if audience.id == EVERYONE:
        raise Refused("cannot-view", "Open a private window: that is how everyone sees the portal.")
    if isinstance(audience, Audience) and audience.retired_at is not None:
        raise Refused("cannot-view", "Nobody is in this audience any more, so there is nothing to see.")


def check_can_change(audience: Audience) -> None:
    """Raise Refused when nothing about `audience` can be changed any more."""
    if audience.retired_at is not None:
        raise Refused("audience-retired", "This audience is retired. Make a new one.")


def check_room_for_another(in_use: int) -> None:
    """Raise Refused when there are as many audiences as a person can be in."""
    if in_use >= MOST:
        raise Refused("too-many-audiences", f"At most {MOST} audiences can be in use. Retire one first.")


def headcount(audiences: Iterable[Audience], people: Iterable[User]) -> dict[str, int]:
    """How many people are in each audience that can be counted; nobody counts visitors."""
    rules = Rules.of((audience.id, audience.rule) for audience in audiences if audience.retired_at is None)
    numbers = dict.fromkeys((MEMBERS, STAFF, *(id for id, _ in rules.tests)), 0)
    for person in people:
        for id in rules.audiences_of(person):
            if id in numbers:
                numbers[id] += 1
    return numbers
