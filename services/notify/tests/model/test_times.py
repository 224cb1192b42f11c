"""Quiet hours and digests on a person's own clock."""

from datetime import UTC, datetime

import pytest

from notify.model.times import Times

NIGHT = Times("Europe/Berlin", "22:00", "07:00")


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "moment", "awake"),
    [
        (NIGHT, "2026-11-22 09:00", "2026-11-22 09:00"),
        (NIGHT, "2026-11-22 20:59", "2026-11-22 20:59"),  # 21:59 in Berlin
        (NIGHT, "2026-11-22 21:00", "2026-11-23 06:00"),
        (NIGHT, "2026-11-23 05:59", "2026-11-23 06:00"),
        (NIGHT, "2026-07-01 20:00", "2026-07-02 05:00"),  # in summer it is two hours later there
        (NIGHT, "2026-10-24 22:00", "2026-10-25 06:00"),  # the night that is an hour longer
        (Times("Asia/Kolkata", "12:00", "14:00"), "2026-11-22 07:00", "2026-11-22 08:30"),
        (Times("UTC", "22:00", None), "2026-11-22 23:00", "2026-11-22 23:00"),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(times, moment, awake):
    assert times.awake(utc(moment)) == utc(awake)


@pytest.mark.parametrize(
    ("times", "weekly", "moment", "due"),
    [
        (Times(), False, "2026-11-22 07:59", "2026-11-22 08:00"),
        (Times(), False, "2026-11-22 08:00", "2026-11-23 08:00"),
        (Times("America/New_York"), False, "2026-11-22 09:00", "2026-11-22 13:00"),
        (Times(), True, "2026-11-22 09:00", "2026-11-23 08:00"),  # a Sunday
        (Times(digest_on=5), True, "2026-11-22 09:00", "2026-11-28 08:00"),
        (Times("UTC", "22:00", "07:00", "06:00"), False, "2026-11-22 06:30", "2026-11-22 07:00"),
        (Times("UTC", "22:00", "07:00", "23:00"), False, "2026-11-22 23:30", "2026-11-23 07:00"),
    ],
)
def test_a_digest_is_due_at_its_time_of_day_and_never_in_quiet_hours(times, weekly, moment, due):
    assert times.next_digest(utc(moment), weekly) == utc(due)
