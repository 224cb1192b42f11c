"""What templates say about times and names. Times come as ISO 8601 text in UTC, as services write them."""

from datetime import UTC, datetime
from functools import lru_cache
from time import gmtime, time
from zlib import crc32
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gateway.addresses import titled
from gateway.values import written_list

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUNDS = 4  # quiet grounds for initials in the look
Moment = str | datetime | None


@lru_cache(maxsize=8192)
def _read(when: str | datetime) -> tuple[float, int, str]:
    """A time as seconds since the epoch, its year, and its day in words without the year."""
    moment = when if isinstance(when, datetime) else datetime.fromisoformat(when)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.timestamp(), moment.year, f"{moment.day} {MONTHS[moment.month - 1]}"


def date(when: Moment, zone: str | None = None) -> str:
    """`12 Nov` in this year, `12 Nov 2024` in another; by the clocks of a `zone`, if one is named."""
    if not when:
        return ""
    _, year, day = _read(_local(when, zone) if zone else when)
    return day if year == gmtime().tm_year else f"{day} {year}"


def ago(when: Moment) -> str:
    """How long ago, in the words that portal.js uses too; a date from two days on."""
    if not when:
        return ""
    minutes = int(time() - _read(when)[0]) // 60
    if minutes >= 48 * 60:
        return date(when)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 24 * 60 else "yesterday"


def after(when: Moment, other: Moment) -> bool:
    """Whether a time is later than another one."""
    return bool(when and other) and _read(when)[0] > _read(other)[0]  # type: ignore[arg-type]


def date_and_time(when: Moment, zone: str | None = None) -> str:
    """`12 Nov 2026, 14:05 UTC`; by the clocks of a `zone`, `12 Nov 2026, 15:05 (Europe/Berlin)`."""
    if not when:
        return ""
    moment = _local(when, zone or "UTC")
    named = "UTC" if moment.tzname() == "UTC" else f"({moment.tzinfo})"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} {named}"


def _local(when: str | datetime, zone: str) -> datetime:
    """A time by the clocks of a zone; by UTC where it is not known here."""
    try:
        clocks = ZoneInfo(zone)
    except (ValueError, ZoneInfoNotFoundError):
        clocks = ZoneInfo("UTC")
    return datetime.fromtimestamp(_read(when)[0], clocks)


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


FILTERS = {
    "date": date,
    "ago": ago,
    "after": after,
    "datetime": date_and_time,
    "initials": initials,
    "hue": hue,
    "listed": written_list,
    "titled": titled,
}
