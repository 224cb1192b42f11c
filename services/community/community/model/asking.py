"""Whether answers that are there spare a question: steps of asking, counted by day. No word and nobody is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portalkit.errors import Invalid

SHOWN = "shown"  # somebody began to ask, and was shown what may answer it
OPENED = "opened"  # they opened something of that
ASKED = "asked"  # and asked all the same, within a day
STEPS = (SHOWN, OPENED, ASKED)
WEEKS = 12
ENOUGH = 20  # of which a share says something


@dataclass(frozen=True, slots=True)
class Steps:
    """How often it came to each step, of what began on a day, or in the week that begins with it."""

    day: date
    shown: int = 0
    opened: int = 0
    asked: int = 0

    @property
    def spared(self) -> int:
        """How many opened something and did not ask."""
        return self.opened - self.asked

    @property
    def share(self) -> int | None:
        """That of a hundred who were shown something; nothing where they are too few."""
        return round(100 * self.spared / self.shown) if self.shown >= ENOUGH else None

    def and_also(self, other: "Steps") -> "Steps":
        """Both together, from the day of this one."""
        return Steps(self.day, self.shown + other.shown, self.opened + other.opened, self.asked + other.asked)


def day_of_step(step: str, day: date | None, today: date) -> date:
    """The day for which a step counts, that on which it began: today or yesterday. Raises Invalid."""
    if step == SHOWN:
        return today
    if day is None or not today - timedelta(days=1) <= day <= today:
        raise Invalid({"day": ["Not a valid date."]})
    return day


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def since(today: date) -> date:
    """The first day of the weeks that are looked at."""
    return monday(today) - timedelta(weeks=WEEKS - 1)


def by_week(days: Iterable[Steps], today: date) -> list[Steps]:
    """The weeks that are looked at, the latest first, whether there was anything in them or not."""
    first = since(today)
    weeks = {begins: Steps(begins) for begins in (first + timedelta(weeks=number) for number in range(WEEKS))}
    for each in days:
        begins = monday(each.day)
        weeks[begins] = weeks[begins].and_also(each)
    return sorted(weeks.values(), key=lambda week: week.day, reverse=True)
