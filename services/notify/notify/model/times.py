"""When somebody wants mail: their time zone, the hours in which none is wanted, and when a digest is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Times:
    """Clock times are `HH:MM` on the person's own clock; without both ends there are no quiet hours."""

    zone: str = "UTC"
    quiet_from: str | None = None
    quiet_until: str | None = None
    digest_at: str = "08:00"
    digest_on: int = 0  # the day of the weekly digest: 0 is Monday

    def faults(self) -> dict[str, list[str]]:
        """What of it cannot be, by field."""
        found = {} if self.zone in _zones() else {"zone": ["Choose a time zone of the list."]}
        if bool(self.quiet_from) != bool(self.quiet_until):
            found["quiet_until" if self.quiet_from else "quiet_from"] = ["Give both ends, or none."]
        elif self.quiet_from and self.quiet_from == self.quiet_until:
            found["quiet_until"] = ["Choose another end: so there would be no time for mail at all."]
        return found

    def day(self, moment: datetime) -> date:
        """The day on which `moment` is where the person is."""
        return self._local(moment).date()

    def awake(self, moment: datetime) -> datetime:
        """`moment` itself, or the end of the quiet hours in which it is."""
        if not self.quiet_from or not self.quiet_until:
            return moment
        local = self._local(moment)
        minute, begin, end = local.hour * 60 + local.minute, _minutes(self.quiet_from), _minutes(self.quiet_until)
        if begin <= end:
            return self._at(local.date(), end) if begin <= minute < end else moment
        if minute >= begin:
            return self._at(local.date() + timedelta(days=1), end)
        return self._at(local.date(), end) if minute < end else moment

    def next_digest(self, moment: datetime, weekly: bool = False) -> datetime:
        """When the first digest after `moment` is due, outside the quiet hours."""
        first = self._local(moment).date() - timedelta(days=1)  # quiet hours may carry one over midnight
        for passed in range(10):
            day = first + timedelta(days=passed)
            if not weekly or day.weekday() == self.digest_on:
                due = self.awake(self._at(day, _minutes(self.digest_at)))
                if due > moment:
                    return due
        raise AssertionError

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def _at(self, day: date, minute: int) -> datetime:
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))
        return midnight.replace(hour=minute // 60, minute=minute % 60).astimezone(UTC)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


@cache
def _zones() -> set[str]:
    return available_timezones()  # looks through the system's files each time
