"""What templates say about times and names. Times come as ISO 8601 text in UTC, as services write them."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache, partial
from time import gmtime, time
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gateway.addresses import titled
from gateway.catalogue import N_, Catalogue
from gateway.devices import device_in
from gateway.values import written_list

MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
GROUNDS = 4  # quiet grounds for initials in the look
Moment = str | datetime | None


class Times:
    """What one language says about times."""

    def __init__(self, catalogue: Catalogue) -> None:
        text = catalogue.text
        self._months = tuple(text(month) for month in MONTHS)
        self._day = text(N_("%(day)s %(month)s"))
        self._now, self._yesterday = text(N_("just now")), text(N_("yesterday"))
        self._minutes, self._hours = text(N_("%(minutes)s min ago")), text(N_("%(hours)s h ago"))
        self._read = lru_cache(maxsize=8192)(self._understand)

    def date(self, when: Moment, zone: str | None = None) -> str:
        """`12 Nov` in this year, `12 Nov 2024` in another; by the clocks of a `zone`, if one is named."""
        if not when:
            return ""
        _, year, day = self._read(_local(when, zone) if zone else when)
        return day if year == gmtime().tm_year else f"{day} {year}"

    def ago(self, when: Moment) -> str:
        """How long ago, in the words that portal.js uses too; a date from two days on."""
        if not when:
            return ""
        minutes = int(time() - self._read(when)[0]) // 60
        if minutes >= 48 * 60:
            return self.date(when)
        if minutes < 1:
            return self._now
        if minutes < 60:
            return self._minutes % {"minutes": minutes}
        return self._hours % {"hours": minutes // 60} if minutes < 24 * 60 else self._yesterday

    def date_and_time(self, when: Moment, zone: str | None = None, named: bool = True) -> str:
        """`12 Nov 2026, 14:05 UTC`; by the clocks of a `zone`, `12 Nov 2026, 15:05 (Europe/Berlin)`.

        Not `named` is the first of two times of which the other one says whose clocks they are.
        """
        if not when:
            return ""
        moment = _local(when, zone or "UTC")
        name = "UTC" if moment.tzname() == "UTC" else f"({moment.tzinfo})"
        return f"{self._day_of(moment)} {moment.year}, {moment:%H:%M}" + (f" {name}" if named else "")

    def _understand(self, when: str | datetime) -> tuple[float, int, str]:
        """A time as seconds since the epoch, its year, and its day in words without the year."""
        moment = _moment(when)
        return moment.timestamp(), moment.year, self._day_of(moment)

    def _day_of(self, moment: datetime) -> str:
        return self._day % {"day": moment.day, "month": self._months[moment.month - 1]}


def _moment(when: str | datetime) -> datetime:
    moment = when if isinstance(when, datetime) else datetime.fromisoformat(when)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@lru_cache(maxsize=8192)
def _seconds(when: str | datetime) -> float:
    return _moment(when).timestamp()


def after(when: Moment, other: Moment) -> bool:
    """Whether a time is later than another one."""
    return bool(when and other) and _seconds(when) > _seconds(other)  # type: ignore[arg-type]


def clocks(zone: str) -> ZoneInfo:
    """The clocks of a zone; those of UTC where it is not known here."""
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):  # a form may name a folder, or anything else
        return ZoneInfo("UTC")


def _local(when: str | datetime, zone: str) -> datetime:
    """A time by the clocks of a zone."""
    return datetime.fromtimestamp(_seconds(when), clocks(zone))


def typed(when: Moment, zone: str) -> str:
    """A time as a field for day and time has it, by the clocks of a zone."""
    return f"{_local(when, zone):%Y-%m-%dT%H:%M}" if when else ""


@lru_cache(maxsize=8192)
def initials(name: str | None) -> str:
    """The first letters of the first and the last word."""
    words = [word for word in (name or "").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@lru_cache(maxsize=8192)
def hue(id: str | None) -> int:
    """Which of the grounds a person has: always the same one."""
    return crc32((id or "").encode()) % GROUNDS + 1


def filters_in(catalogue: Catalogue) -> dict[str, Callable[..., Any]]:
    """The filters as a language has them."""
    times = Times(catalogue)
    return {
        "date": times.date,
        "ago": times.ago,
        "after": after,
        "datetime": times.date_and_time,
        "typed_in": typed,
        "initials": initials,
        "hue": hue,
        "listed": written_list,
        "titled": titled,
        "device": partial(device_in, catalogue),
    }
