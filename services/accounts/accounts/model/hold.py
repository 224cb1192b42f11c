"""A ground to keep what is held of a person: as long as one is in force, an erasure waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.model.user import ERASED
from portalkit.errors import Invalid, Refused

GROUNDS = ("legal-claim", "open-invoice", "investigation", "authority", "legal-duty", "own-wish")
LONGEST = timedelta(days=3660)  # ten years: no law asks to keep anything for longer without looking again
MOST = 20  # in force at a time, of one person


@dataclass(frozen=True, slots=True)
class Hold:
    """One of them: in force to the end of the day `until`, or until somebody lifts it."""

    id: str
    person: str
    ground: str
    note: str | None  # for staff alone
    until: date | None
    set_by: str
    set_at: datetime
    lifted_by: str | None = None
    lifted_at: datetime | None = None
    version: int = 1

    def is_in_force(self, now: datetime) -> bool:
        """Whether it keeps anything now."""
        return self.lifted_at is None and (self.until is None or self.until >= now.date())

    def ends_on(self) -> date | None:
        """Its last day, as far as it is known."""
        return self.lifted_at.date() if self.lifted_at else self.until


def check_until(until: date | None, now: datetime) -> None:
    """Raise Invalid for a last day that is over, or too far away to be meant."""
    if until is not None and not now.date() <= until <= now.date() + LONGEST:
        raise Invalid({"until": ["Choose a day from today on, within ten years."]})


def check_can_hold(state: str, in_force: int) -> None:
    """Raise Refused for somebody whose erasure has begun: services let go of them already, and nobody can stop that."""
    if state == ERASED:
        raise Refused(
            "erasure-begun", "The erasure of this person has begun, in every service. A hold cannot stop it any more."
        )
    if in_force >= MOST:
        raise Refused("holds-enough", f"There are {MOST} holds in force already. Lift one first.")


def check_can_lift(hold: Hold, by: str, now: datetime) -> None:
    """Raise Refused for one that has ended, and for whoever it is about: others decide whether they can be let go."""
    if hold.person == by:
        raise Refused("own-hold", "This hold is about you. Another administrator can lift it.")
    if not hold.is_in_force(now):
        raise Refused("hold-over", "This hold has ended already.")
