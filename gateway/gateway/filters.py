"""What templates say about times and names. Times come as ISO 8601 text in UTC, as services write them."""

from datetime import UTC, datetime
from functools import lru_cache
from zlib import crc32

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GROUNDS = 4  # quiet grounds for initials in the look
Moment = str | datetime | None


def _moment(when: str | datetime) -> datetime:
    return when if isinstance(when, datetime) else _parsed(when)


@lru_cache(maxsize=8192)
def _parsed(text: str) -> datetime:
    made = datetime.fromisoformat(text)
    return made if made.tzinfo else made.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)


def date(when: Moment) -> str:
    """`12 Nov` in this year, `12 Nov 2024` in another."""
    if not when:
        return ""
    moment = _moment(when)
    day = f"{moment.day} {MONTHS[moment.month - 1]}"
    return day if moment.year == _now().year else f"{day} {moment.year}"


def ago(when: Moment) -> str:
    """How long ago, in the words that portal.js uses too; a date from two days on."""
    if not when:
        return ""
    moment = _moment(when)
    minutes = int((_now() - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago"
    return "yesterday" if minutes < 48 * 60 else date(moment)


def date_and_time(when: Moment) -> str:
    """`12 Nov 2026, 14:05 UTC`."""
    if not when:
        return ""
    moment = _moment(when).astimezone(UTC)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} UTC"


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


FILTERS = {"date": date, "ago": ago, "datetime": date_and_time, "initials": initials, "hue": hue}
