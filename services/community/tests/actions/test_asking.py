"""Whether answers that are there spare a question is counted by steps, without a word and without anybody."""

from datetime import date, timedelta

import pytest

from community.model.asking import WEEKS, Steps, by_week
from portalkit.viewer import VISITOR, Viewer

STEP = "/internal/v1/asking"


def employee(*roles):
    return Viewer("e", kind="staff", roles=frozenset(roles), audiences=frozenset({"everyone", "members", "staff"}))


def tell(forum, step, day=None, by=None):
    body = {"step": step} | ({"day": day.isoformat()} if day else {})
    return forum.http.post(STEP, body, by or forum.ann).status_code


def today(forum):
    return forum.now.date()


def told(forum):
    return forum.page("staff/asking", employee("author"))


def numbers(steps):
    return [steps[name] for name in ("shown", "opened", "asked", "spared")]


def test_who_opened_something_and_did_not_ask_was_spared_a_question(forum):
    for _ in range(4):
        assert tell(forum, "shown") == 204
    for _ in range(3):
        assert tell(forum, "opened", today(forum)) == 204
    assert tell(forum, "asked", today(forum)) == 204
    found = told(forum)
    assert numbers(found["all"]) == numbers(found["weeks"][0]) == [4, 3, 1, 2]
    assert found["all"]["share"] is None  # of four it would say nothing


def test_a_later_step_counts_for_the_day_on_which_it_began(forum):
    forum.later(days=-forum.now.weekday())  # a Monday
    tell(forum, "shown")
    began = today(forum)
    forum.later(days=1)
    assert (tell(forum, "opened", began), tell(forum, "asked", began)) == (204, 204)
    forum.later(days=1)
    for day in (began, today(forum) + timedelta(days=1), None):
        assert tell(forum, "opened", day) == 422
    assert numbers(told(forum)["all"]) == [1, 1, 1, 0]


def test_no_step_counts_more_often_than_the_one_before_it(forum):
    assert tell(forum, "opened", today(forum)) == 204
    tell(forum, "shown")
    for step in ("opened", "opened", "asked", "asked"):
        tell(forum, step, today(forum))
    assert numbers(told(forum)["all"]) == [1, 1, 1, 0]


def test_twelve_weeks_are_told_the_latest_first_and_nothing_older(forum):
    tell(forum, "shown")
    forum.later(weeks=WEEKS - 1)
    tell(forum, "shown")
    weeks = told(forum)["weeks"]
    assert [week["shown"] for week in weeks] == [1, *[0] * (WEEKS - 2), 1]
    assert all(date.fromisoformat(week["begins"]).weekday() == 0 for week in weeks)
    forum.later(weeks=1)
    assert told(forum)["all"]["shown"] == 1


def test_a_share_is_told_of_enough(forum):
    day = today(forum)
    assert Steps(day, 19, 9, 1).share is None and Steps(day, 20, 9, 1).share == 40
    assert by_week([Steps(day, 20, 9, 1)], day)[0].spared == 8


@pytest.mark.parametrize(("viewer", "status"), [(VISITOR, 401), (employee(), 403), (employee("moderator"), 200)])
def test_only_who_looks_after_questions_and_answers_reads_it(forum, viewer, status):
    assert forum.http.get("/internal/v1/pages/staff/asking", viewer).status_code == status
    assert tell(forum, "shown", by=VISITOR) == 401
