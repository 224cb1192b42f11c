"""Whether, when and by which channel a message reaches somebody: every case of the rule."""

from datetime import UTC, datetime, timedelta

import pytest

from notify.model.attention import Budget, Caps, Plan, Wishes, forecast, plan, week_of
from notify.model.message import APPEAL_UPHELD, COMMENT_HIDDEN, POST_HIDDEN, REPLY_POSTED, TOPIC_ASKED
from notify.model.times import Times

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday
TOMORROW, MONDAY = datetime(2026, 11, 26, 8, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
CAPS, NIGHT = Caps(5, 20), Times("UTC", "08:30", "17:00")


def day_full():
    return Budget([0, 0, 5, 0, 0, 0, 0], 5)


def week_full():
    return Budget([5, 15, 0, 0, 0, 0, 0], 20)


@pytest.mark.parametrize(
    ("kind", "wishes", "times", "budget", "planned"),
    [
        (REPLY_POSTED, Wishes(), Times(), Budget(), Plan("now", "wanted", NOW)),
        (REPLY_POSTED, Wishes(portal=False), Times(), Budget(), Plan("now", "wanted", NOW, portal=False)),
        (REPLY_POSTED, Wishes("never"), Times(), Budget(), Plan("none", "kind-never")),
        (REPLY_POSTED, Wishes("never", False), Times(), day_full(), Plan("none", "kind-never", portal=False)),
        (REPLY_POSTED, Wishes("daily"), Times(), Budget(), Plan("digest", "kind-daily", TOMORROW)),
        (REPLY_POSTED, Wishes("weekly"), Times(), Budget(), Plan("digest", "kind-weekly", MONDAY)),
        (REPLY_POSTED, Wishes("daily", digest=False), Times(), Budget(), Plan("none", "kind-daily")),
        (REPLY_POSTED, Wishes(), Times(), day_full(), Plan("digest", "day-full", TOMORROW, 6)),
        (REPLY_POSTED, Wishes(), Times(), week_full(), Plan("digest", "week-full", TOMORROW, 21)),
        (REPLY_POSTED, Wishes(digest=False), Times(), day_full(), Plan("none", "day-full", None, 6)),
        (REPLY_POSTED, Wishes(), NIGHT, Budget(), Plan("now", "quiet", NOW + timedelta(hours=8))),
        (POST_HIDDEN, Wishes(), NIGHT, day_full(), Plan("now", "critical", NOW)),
        (APPEAL_UPHELD, Wishes("weekly"), Times(), week_full(), Plan("now", "critical", NOW)),
        (COMMENT_HIDDEN, Wishes("now", False), Times(), Budget(), Plan("now", "critical", NOW)),
        (POST_HIDDEN, Wishes("never", False), Times(), Budget(), Plan("none", "kind-never")),
    ],
)
def test_each_case_has_its_one_answer(kind, wishes, times, budget, planned):
    assert plan(kind, wishes, times, budget, CAPS, NOW) == planned


def test_five_go_at_once_and_the_sixth_of_the_day_waits_for_tomorrow_with_its_number():
    budget = Budget()
    planned = [plan(REPLY_POSTED, Wishes(), Times(), budget, CAPS, NOW) for _ in range(7)]
    assert [(each.mail, each.nth) for each in planned] == [("now", None)] * 5 + [("digest", 6), ("digest", 7)]


def test_a_week_has_a_cap_too_and_begins_on_monday():
    budget = Budget()
    asked = [
        (day, plan(REPLY_POSTED, Wishes(), Times(), budget, CAPS, NOW + timedelta(days=day)))
        for day in (-2, -1, 0, 1, 2)
        for _ in range(5)
    ]
    assert [each.mail for _, each in asked] == ["now"] * 20 + ["digest"] * 5
    assert {each.why for _, each in asked[20:]} == {"week-full"}
    assert week_of(NOW.date()) == "2026-11-23"


def test_without_caps_all_go_at_once():
    budget = Budget()
    assert {plan(TOPIC_ASKED, Wishes(), Times(), budget, Caps(0, 0), NOW).mail for _ in range(60)} == {"now"}


def test_a_forecast_counts_single_mails_and_digests_as_the_rule_would_have_sent_them():
    sunday = NOW + timedelta(days=4)
    past = [(TOPIC_ASKED, sunday - timedelta(days=27 - day)) for day in range(28) for _ in range(7)]
    told = forecast(past, {}, Times(), CAPS, sunday, 28)
    assert (told.messages, told.days) == (196, 28)
    assert told.mails_a_week == 27  # twenty, and a digest of each day
    assert forecast(past, {TOPIC_ASKED: Wishes("weekly")}, Times(), CAPS, sunday, 28).mails_a_week == 1
    assert forecast(past, {TOPIC_ASKED: Wishes("never")}, Times(), CAPS, sunday, 28).mails_a_week == 0
    assert forecast([], {}, Times(), CAPS, sunday, 28).mails_a_week == 0


def test_a_forecast_from_a_single_day_is_not_blown_up():
    past = [(TOPIC_ASKED, NOW)] * 3
    assert forecast(past, {}, Times(), CAPS, NOW, 28).mails_a_week == 3
