"""A person's visits: what is new to them is what came since the visit before this one."""

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)  # without a page, a visit is over


def visit_before(seen_at: datetime | None, last_visit_at: datetime | None, now: datetime) -> datetime | None:
    """When the visit before the one of `now` ended; None on the first.

    `seen_at` is when a page was last opened, `last_visit_at` what was said then.
    """
    if seen_at is not None and now - seen_at >= PAUSE:
        return seen_at
    return last_visit_at
