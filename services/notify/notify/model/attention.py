"""The one place that decides whether, when and by which channel a message reaches somebody."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from notify.model.message import ACTS, ARTICLE_COMMENTED, DECIDED, OF_COMMENTS, OF_DESK
from notify.model.times import Times
from portalkit.errors import Invalid

NOW, DAILY, WEEKLY, NEVER = "now", "daily", "weekly", "never"
FREQUENCIES = (NOW, DAILY, WEEKLY, NEVER)
DIGEST = "digest"  # the kind of the mail that gathers; also where a message's mail waits
NONE = "none"  # no mail at all
CRITICAL = (*DECIDED, *OF_COMMENTS)  # decided about what one wrote: no cap, no quiet hours, always in the portal
OF_STAFF = (*OF_DESK, ARTICLE_COMMENTED)  # nobody else is told of these
# Why a mail goes as it goes.
WANTED, IS_CRITICAL, QUIET = "wanted", "critical", "quiet"
KIND_DAILY, KIND_WEEKLY, KIND_NEVER = "kind-daily", "kind-weekly", "kind-never"
DAY_FULL, WEEK_FULL = "day-full", "week-full"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wants of one kind of message."""

    mail: str = NOW
    portal: bool = True
    digest: bool = True  # whether they want digests at all


@dataclass(frozen=True, slots=True)
class Caps:
    """How many mails one person gets at most, critical ones and digests aside; 0 is without a cap."""

    day: int = 5
    week: int = 20


@dataclass(slots=True)
class Budget:
    """What one person was to get at once in a week, by day, and how much of that was sent at once."""

    days: list[int] = field(default_factory=lambda: [0] * 7)
    spent: int = 0

    def ask(self, day: date, caps: Caps) -> tuple[str | None, int]:
        """Ask for one more mail on `day`: what is full, or None when it may go; and the how-manieth it is."""
        self.days[day.weekday()] += 1
        of_day, of_week = self.days[day.weekday()], sum(self.days)
        if caps.day and of_day > caps.day:
            return DAY_FULL, of_day
        if caps.week and self.spent >= caps.week:
            return WEEK_FULL, of_week
        self.spent += 1
        return None, of_day


@dataclass(frozen=True, slots=True)
class Plan:
    """How a message reaches somebody. `nth` is which of the day, or of the week, where that is the reason."""

    mail: str  # now | digest | none
    why: str
    at: datetime | None = None
    nth: int | None = None
    portal: bool = True
    also_at: datetime | None = None  # when it comes by the other channels; None: not by them


def week_of(day: date) -> str:
    """The Monday of the week in which `day` is."""
    return (day - timedelta(days=day.weekday())).isoformat()


def kinds_of(staff: bool) -> list[str]:
    """The kinds of messages that somebody can get, in the order in which they choose."""
    return [kind for kind in ACTS if staff or kind not in OF_STAFF]


def check(choices: Iterable[Mapping[str, Any]], when: Times, kinds: Container[str]) -> None:
    """Raise Invalid unless somebody who can get these `kinds` can choose all that, and when."""
    faults = when.faults()
    for each in choices:
        fixed = each["kind"] in CRITICAL and (each["mail"] not in (NOW, NEVER) or not each["portal"])
        if each["kind"] not in kinds or fixed:
            faults["choices"] = ["One of these cannot be chosen like that."]
    if faults:
        raise Invalid(faults)


def is_counted(kind: str, wishes: Wishes, also: bool = False) -> bool:
    """Whether what is sent at once of this kind, by mail or `also` by another channel, is of what has a cap."""
    return kind not in CRITICAL and (wishes.mail == NOW or also)


def plan(
    kind: str, wishes: Wishes, times: Times, budget: Budget, caps: Caps, now: datetime, also: bool = False
) -> Plan:
    """How a message of `kind` that is made `now` reaches somebody; `also` says that other channels reach them, too.

    `budget` is that of the week in which it would be sent at once; asking is counted there. What comes by mail and by
    other channels at the same time takes attention once, and so is counted once.
    """
    if kind in CRITICAL:
        planned = Plan(NONE, KIND_NEVER) if wishes.mail == NEVER else Plan(NOW, IS_CRITICAL, now)
        return replace(planned, also_at=now if also else None)
    at = times.awake(now)
    full, nth = budget.ask(times.day(at), caps) if is_counted(kind, wishes, also) else (None, None)
    also_at = at if also and not full else None
    if wishes.mail == NEVER:
        return Plan(NONE, KIND_NEVER, portal=wishes.portal, also_at=also_at)
    if wishes.mail != NOW:
        weekly = wishes.mail == WEEKLY
        gathered = _gathered(wishes, times, now, KIND_WEEKLY if weekly else KIND_DAILY, weekly=weekly)
        return replace(gathered, also_at=also_at)
    if full:
        return _gathered(wishes, times, at, full, nth)
    return Plan(NOW, QUIET if at > now else WANTED, at, portal=wishes.portal, also_at=also_at)


def _gathered(
    wishes: Wishes, times: Times, after: datetime, why: str, nth: int | None = None, weekly: bool = False
) -> Plan:
    if not wishes.digest:
        return Plan(NONE, why, None, nth, wishes.portal)
    return Plan(DIGEST, why, times.next_digest(after, weekly), nth, wishes.portal)


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many mails somebody would get: an estimate from the `messages` of the last `days`."""

    mails_a_week: int
    messages: int
    days: int


def forecast(
    past: Iterable[tuple[str, datetime]], wishes: dict[str, Wishes], times: Times, caps: Caps, now: datetime, days: int
) -> Forecast:
    """What these wishes would have made of the messages of the last `days` (kind and time, oldest first)."""
    budgets: dict[str, Budget] = {}
    mails, digests, told = 0, set(), list(past)
    for kind, at in told:
        budget = budgets.setdefault(week_of(times.day(times.awake(at))), Budget())
        planned = plan(kind, wishes.get(kind, Wishes()), times, budget, caps, at)
        mails += planned.mail == NOW
        if planned.mail == DIGEST:
            digests.add(planned.at)
    since = (times.day(now) - times.day(told[0][1])).days + 1 if told else days
    passed = max(min(since, days), 7)
    return Forecast(round((mails + len(digests)) * 7 / passed), len(told), passed)
