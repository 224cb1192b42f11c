"""Who tries to vote for what they wrote is refused, and staff see who tries how often."""

import pytest
from sqlalchemy import func, select

from community.model.vote import SELF_VOTES_MOST
from community.store.tables import points, votes


def vote(forum, path, by, helpful=True):
    return forum.http.put(f"/v1/{path}/vote", {"helpful": helpful}, by)


def seen(forum):
    """What staff read: who tried how often."""
    told = forum.page("staff/recognition", forum.moderator)["self_votes"]
    return [(each["person"]["name"], each["times"]) for each in told]


def number(forum, table):
    with forum.database.reading() as db:
        return db.value(select(func.count()).select_from(table))


def test_each_try_is_refused_counts_nothing_and_is_listed_by_person(forum, topic):
    reply = forum.answer(topic)
    assert seen(forum) == []
    before = forum.page(f"person/{forum.ben.id}")["counts"]["points"]
    for _ in range(3):
        assert vote(forum, f"replies/{reply}", forum.ben).get_json()["slug"] == "your-own"
    answer = vote(forum, f"topics/{topic}", forum.ann)
    assert (answer.status_code, answer.content_type) == (403, "application/problem+json")
    assert seen(forum) == [("Ben", 3), ("Ann", 1)]
    assert number(forum, votes) == 0
    assert forum.page(f"person/{forum.ben.id}")["counts"]["points"] == before
    assert forum.page("staff/recognition", forum.moderator)["refused"] == []


def test_taking_back_what_one_never_said_is_no_try(forum, topic):
    assert vote(forum, f"topics/{topic}", forum.ann, helpful=False).status_code == 403
    assert seen(forum) == []


def test_tries_at_one_post_are_noted_so_often_and_no_oftener(forum, topic):
    for _ in range(SELF_VOTES_MOST + 2):
        vote(forum, f"topics/{topic}", forum.ann)
    assert seen(forum) == [("Ann", SELF_VOTES_MOST)] and number(forum, points) == SELF_VOTES_MOST


def test_a_try_keeps_nobody_else_from_scoring_there(forum, topic):
    vote(forum, f"topics/{topic}", forum.ann)
    assert vote(forum, f"topics/{topic}", forum.ben).status_code == 200
    assert forum.page(f"person/{forum.ann.id}")["counts"]["points"] == 5


@pytest.mark.parametrize("days", [89, 91])
def test_what_was_tried_long_ago_is_not_listed(forum, topic, days):
    vote(forum, f"topics/{topic}", forum.ann)
    forum.later(days=days)
    assert seen(forum) == ([("Ann", 1)] if days < 90 else [])


def test_who_may_not_read_the_topic_does_not_see_who_tried_there(forum):
    closed = forum.ask(forum.add_category("Closed", ("members",)))
    vote(forum, f"topics/{closed}", forum.ann)
    assert seen(forum) == [("Ann", 1)]
    inside = forum.moderator
    forum.moderator = type(inside)(inside.id, inside.kind, inside.roles, frozenset({"everyone"}))
    assert seen(forum) == []
