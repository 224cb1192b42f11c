"""The times that points are counted of."""

from datetime import datetime, timedelta

MONTH, LAST, ALL = "month", "last", "all"
PERIODS = (MONTH, LAST, ALL)


def bounds(when: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when on, and until when: this month, the last one, or (None) all time."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if when == LAST:
        return (first - timedelta(days=1)).replace(day=1), first
    return (first, None) if when == MONTH else (None, None)
