"""When a hold is in force, and who may set and lift one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.model.hold import MOST, Hold, check_can_hold, check_can_lift, check_until
from portalkit.errors import Invalid, Refused

NOW = datetime(2026, 3, 7, 15, 30, tzinfo=UTC)


def hold(until=None, lifted_at=None):
    return Hold("h", "ingrid", "legal-claim", None, until, "henning", NOW - timedelta(days=9), None, lifted_at)


@pytest.mark.parametrize(
    ("until", "lifted_at", "expected"),
    [
        (None, None, True),
        (date(2026, 3, 7), None, True),  # to the end of its last day
        (date(2026, 3, 6), None, False),
        (None, NOW, False),
        (date(2026, 3, 9), NOW, False),
    ],
)
def test_it_is_in_force_to_the_end_of_its_last_day_unless_it_is_lifted_before(until, lifted_at, expected):
    assert hold(until, lifted_at).is_in_force(NOW) is expected


def test_its_last_day_is_the_one_on_which_it_was_lifted_or_else_the_one_that_was_said():
    assert hold().ends_on() is None
    assert hold(date(2026, 3, 9)).ends_on() == date(2026, 3, 9)
    assert hold(date(2026, 3, 9), NOW).ends_on() == date(2026, 3, 7)


@pytest.mark.parametrize("until", [date(2026, 3, 6), date(2036, 3, 20), date.max])
def test_a_day_that_is_over_or_too_far_away_is_none(until):
    with pytest.raises(Invalid) as refused:
        check_until(until, NOW)
    assert list(refused.value.fields) == ["until"]


@pytest.mark.parametrize("until", [None, date(2026, 3, 7), date(2036, 3, 1)])
def test_it_may_end_today_or_within_ten_years_or_when_it_is_lifted(until):
    check_until(until, NOW)


def test_whose_erasure_has_begun_cannot_be_held_any_more_and_nobody_is_held_without_measure():
    for state in ("active", "suspended", "unverified"):
        check_can_hold(state, MOST - 1)
    with pytest.raises(Refused, match="cannot stop it"):
        check_can_hold("erased", 0)
    with pytest.raises(Refused, match="Lift one first"):
        check_can_hold("active", MOST)


def test_nobody_lifts_a_hold_on_themselves_or_one_that_has_ended():
    check_can_lift(hold(), "henning", NOW)
    with pytest.raises(Refused, match="about you"):
        check_can_lift(hold(), "ingrid", NOW)
    with pytest.raises(Refused, match="ended already"):
        check_can_lift(hold(date(2026, 3, 6)), "henning", NOW)
