"""Contests: who helps most in a time that staff set."""

from dataclasses import dataclass
from datetime import datetime

from community.model.points import KINDS
from portalkit.errors import Invalid, Refused

COMING, RUNNING, OVER = "coming", "running", "over"
STATES = (COMING, RUNNING, OVER)


@dataclass(frozen=True, slots=True)
class Contest:
    """What scores from `starts_at` on and before `ends_at`: deeds of `kinds`, everywhere or in a category and below."""

    id: str
    title: str
    body: str
    html: str
    starts_at: datetime
    ends_at: datetime
    category_id: str | None
    kinds: str  # joined by spaces
    made_by: str
    made_at: datetime
    version: int = 1


def state(starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """Whether a contest has begun, and has ended."""
    return COMING if now < starts_at else RUNNING if now < ends_at else OVER


def check_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raise Invalid unless the end comes after the start, and is still to come."""
    if ends_at <= starts_at:
        raise Invalid({"ends_at": ["It has to end after it starts."]})
    if ends_at <= now:
        raise Invalid({"ends_at": ["Choose a time that is still to come."]})


def check_open(contest: Contest, now: datetime) -> None:
    """Raise Refused when the contest is over: its result stands."""
    if now >= contest.ends_at:
        raise Refused("contest-over", "This contest is over, and its result stands.")


def clean_kinds(kinds: list[str]) -> str:
    """What counts, as it is kept. Raises Invalid when nothing does."""
    chosen = [kind for kind in KINDS if kind in kinds]
    if not chosen:
        raise Invalid({"kinds": ["Choose what counts."]})
    return " ".join(chosen)
