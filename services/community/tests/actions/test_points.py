"""Points are given for what helps others, go with what they were given for, and cannot be made by playing."""

import pytest
from sqlalchemy import func, select

from community.store.tables import points as ledger
from community.store.tables import tallies, topics


def vote(forum, path, by, helpful=True):
    forum.done(forum.http.put(f"/v1/{path}/vote", {"helpful": helpful}, by))


def accept(forum, topic, reply, by=None):
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, by or forum.ann))


def has(forum, person, viewer=None):
    return forum.page(f"person/{person.id}", viewer or person)["counts"]["points"]


def rows(forum):
    with forum.database.reading() as db:
        return db.value(select(func.count()).select_from(ledger))


def refused(forum):
    with forum.database.reading() as db:
        return [row.why for row in db.rows(select(ledger.c.why).where(ledger.c.amount == 0).order_by(ledger.c.at))]


@pytest.fixture
def people(forum, make_customer):
    made = [make_customer() for _ in range(12)]
    for number, person in enumerate(made):
        forum.know(person, f"P {number:02}")
    return made


def test_an_answer_a_vote_and_an_accepted_answer_give_points(forum, topic):
    reply = forum.answer(topic)
    assert has(forum, forum.ben) == 2
    vote(forum, f"replies/{reply}", forum.ann)
    accept(forum, topic, reply)
    assert has(forum, forum.ben) == 22
    vote(forum, f"topics/{topic}", forum.ben)
    assert has(forum, forum.ann) == 5


def test_what_is_said_again_scores_once(forum, topic):
    reply = forum.answer(topic)
    for _ in range(3):
        vote(forum, f"replies/{reply}", forum.ann)
        accept(forum, topic, reply)
    assert has(forum, forum.ben) == 22 and rows(forum) == 3


def test_points_go_with_what_they_were_given_for_in_entries_of_their_own(forum, topic):
    reply = forum.answer(topic)
    vote(forum, f"replies/{reply}", forum.ann)
    accept(forum, topic, reply)
    vote(forum, f"replies/{reply}", forum.ann, helpful=False)
    assert (has(forum, forum.ben), rows(forum)) == (17, 4)
    accept(forum, topic, None)
    assert (has(forum, forum.ben), rows(forum)) == (2, 5)
    vote(forum, f"replies/{reply}", forum.ann)
    assert has(forum, forum.ben) == 7


def test_another_answer_takes_the_points_over(forum, topic, people):
    first, second = forum.answer(topic), forum.answer(topic, people[0])
    accept(forum, topic, first)
    accept(forum, topic, second)
    assert (has(forum, forum.ben), has(forum, people[0])) == (2, 17)


def test_a_hidden_post_has_no_points_until_it_is_shown_again(forum, topic):
    reply = forum.answer(topic)
    vote(forum, f"replies/{reply}", forum.ann)
    accept(forum, topic, reply)
    forum.hide(f"/v1/replies/{reply}")
    assert has(forum, forum.ben) == 0
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    assert has(forum, forum.ben) == 7  # it is not the answer any more
    forum.hide(f"/v1/topics/{topic}")
    assert has(forum, forum.ben) == 0
    forum.hide(f"/v1/topics/{topic}", hidden=False)
    assert has(forum, forum.ben) == 7


def test_nobody_scores_by_accepting_their_own_answer_or_answering_themselves(forum, topic):
    reply = forum.answer(topic, forum.ann)
    accept(forum, topic, reply)
    assert has(forum, forum.ann) == 0 and refused(forum) == ["self"]


def test_the_eleventh_vote_of_a_day_scores_nothing(forum, topic, people):
    replies = [forum.answer(topic, person) for person in people[:11]]
    for reply in replies:
        forum.later(minutes=1)
        vote(forum, f"replies/{reply}", forum.ann)
    assert [has(forum, person) for person in people[:11]] == [7] * 10 + [2]
    assert refused(forum) == ["cap"]
    vote(forum, f"replies/{replies[0]}", forum.ann, helpful=False)
    vote(forum, f"replies/{replies[0]}", forum.ann)
    assert has(forum, people[0]) == 2  # taking back gives no room
    forum.later(days=1)
    vote(forum, f"replies/{replies[10]}", forum.ann)
    assert has(forum, people[10]) == 2  # it was said before
    other = forum.answer(topic, people[11])
    vote(forum, f"replies/{other}", forum.ann)
    assert has(forum, people[11]) == 7


def test_two_people_score_by_each_other_a_few_times_a_month(forum, category):
    topics = [forum.ask(category, by) for by in (forum.ann, forum.ben) * 4]
    for number, topic in enumerate(topics):
        forum.later(minutes=1)
        vote(forum, f"topics/{topic}", (forum.ben, forum.ann)[number % 2])
    assert has(forum, forum.ann) + has(forum, forum.ben) == 25
    assert refused(forum) == ["pair"] * 3
    forum.later(days=31)
    vote(forum, f"topics/{forum.ask(category, forum.ann)}", forum.ben)
    assert has(forum, forum.ann) + has(forum, forum.ben) == 30


def test_points_follow_a_post_into_another_topic_and_its_readers(forum, category, topic):
    inner = forum.add_category("Members", ("members",))
    closed = forum.ask(inner, forum.moderator)
    reply = forum.answer(topic)
    forum.done(forum.put(f"/v1/topics/{topic}/merged", {"into_id": closed}, forum.moderator))
    forum.ask(category, forum.ben)
    assert forum.page(f"person/{forum.ben.id}")["counts"]["points"] == 0
    assert has(forum, forum.ben) == 2
    body = {"title": "Of its own", "reply_ids": [reply], "version": 1}
    assert forum.http.post(f"/v1/topics/{closed}/split", body, forum.moderator).status_code == 201
    assert has(forum, forum.ben) == 2


def sums(forum):
    """What the tallies say, and what the ledger does of what stands in shown topics."""
    by = (topics.c.category_id, topics.c.audience_key)
    of_ledger = (
        select(ledger.c.person, *by, func.sum(ledger.c.amount))
        .join_from(ledger, topics, topics.c.id == ledger.c.topic_id)
        .where(topics.c.shown)
        .group_by(ledger.c.person, *by)
    )
    with forum.database.reading() as db:
        found = [db.rows(select(tallies).where(tallies.c.points != 0)), db.rows(of_ledger)]
    return [{tuple(row) for row in rows if row[3]} for rows in found]


def test_the_tallies_follow_the_ledger_whatever_becomes_of_topics(forum, category, topic, people):
    inner = forum.add_category("Members", ("members",))
    closed, first = forum.ask(inner, forum.moderator), forum.answer(topic)
    second = forum.answer(topic, people[0])
    accept(forum, topic, first)
    vote(forum, f"replies/{second}", forum.ann)

    def put(path, body, of=topic):
        forum.done(forum.put(f"/v1/topics/{of}/{path}", body, forum.moderator))

    steps = [
        lambda: put("audiences", {"audiences": ["members"]}),
        lambda: put("category", {"category_id": inner}),
        lambda: forum.hide(f"/v1/replies/{second}"),
        lambda: forum.hide(f"/v1/topics/{topic}"),
        lambda: vote(forum, f"topics/{closed}", forum.ann),
        lambda: forum.hide(f"/v1/topics/{topic}", hidden=False),
        lambda: put("merged", {"into_id": closed}),
        lambda: forum.hide(f"/v1/replies/{second}", hidden=False),
        lambda: forum.http.post(
            f"/v1/topics/{closed}/split", {"title": "Back", "reply_ids": [topic, first], "version": 1}, forum.moderator
        ),
    ]
    for number, step in enumerate(steps):
        step()
        told, meant = sums(forum)
        assert told == meant, number
    assert told


def test_a_badge_shows_to_those_who_may_read_where_it_was_earned(forum, category):
    closed = forum.ask(forum.add_category("Members", ("members",)))
    reply = forum.answer(closed)
    accept(forum, closed, reply)
    forum.ask(category, forum.ben)
    assert forum.page(f"person/{forum.ben.id}")["badges"] == []
    assert len(forum.page(f"person/{forum.ben.id}", forum.ann)["badges"]) == 1
    accept(forum, closed, None)
    assert len(forum.page(f"person/{forum.ben.id}", forum.ann)["badges"]) == 1  # it is kept
    forum.hide(f"/v1/topics/{closed}")
    assert forum.page(f"person/{forum.ben.id}", forum.ann)["badges"] == []


def test_a_level_follows_from_what_the_reader_may_read(forum, topic):
    closed = forum.add_category("Members", ("members",))
    for _ in range(2):
        asked = forum.ask(closed)
        accept(forum, asked, forum.answer(asked))
    forum.answer(topic)
    for viewer, name in ((forum.ann, "Contributor"), (None, None)):
        seen = [] if viewer is None else [viewer]
        assert forum.page(f"topic/{topic}", *seen)["replies"]["items"][0]["author"]["level"] == name
        assert forum.page("leaderboard?when=all", *seen)["items"][0]["level"] == name


def test_badges_are_given_once_and_stay(forum, topic):
    reply = forum.answer(topic)
    accept(forum, topic, reply)
    accept(forum, topic, None)
    forum.later(days=1)
    accept(forum, topic, reply)
    (badge,) = forum.page(f"person/{forum.ben.id}")["badges"]
    assert (badge["id"], badge["given_on"]) == ("first-answer", "2026-11-22")


def test_who_answers_on_thirty_days_has_a_badge_for_that(forum, topic):
    for _ in range(30):
        assert forum.page(f"person/{forum.ben.id}", forum.ben)["badges"] == []
        forum.answer(topic)
        forum.answer(topic)
        forum.later(days=1)
    assert [each["id"] for each in forum.page(f"person/{forum.ben.id}")["badges"]] == ["thirty-days"]


def test_a_level_stands_beside_the_name_of_who_has_reached_one(forum, topic, people):
    reply = forum.answer(topic)
    accept(forum, topic, reply)
    assert forum.page(f"topic/{topic}")["replies"]["items"][0]["author"]["level"] is None
    for person in people[:2]:
        vote(forum, f"replies/{reply}", person)
    view = forum.page(f"topic/{topic}")
    assert view["replies"]["items"][0]["author"]["level"] == "Contributor"
    assert (view["topic"]["accepted"]["author"]["level"], view["topic"]["author"]["level"]) == ("Contributor", None)
    assert forum.page(f"person/{forum.ben.id}")["level"] == {"number": 2, "name": "Contributor", "next_at": 100}


def test_what_was_answered_elsewhere_scores_at_its_own_time_and_once(forum, category):
    things = [{"external_id": "c", "name": "C", "audiences": ["everyone"]}]
    forum.done(forum.http.post("/v1/import/categories", {"items": things}, forum.importer))
    item = {"external_id": "t", "title": "T", "category": "c", "author_id": forum.ann.id, "body": "How?"}
    item |= {"asked_at": "2025-01-01T00:00:00+00:00"}
    answers = [
        {"external_id": name, "author_id": by.id, "written_at": "2025-01-02T00:00:00+00:00", "body": "So."}
        for name, by in (("r1", forum.ben), ("r2", forum.ann), ("r3", forum.moderator))
    ]
    forum.know(forum.moderator, "Mo")
    for accepted, scored in (("r1", [17, 0, 2]), ("r1", [17, 0, 2]), ("r3", [2, 0, 17]), ("r1", [17, 0, 2])):
        sent = {"items": [item | {"replies": answers, "accepted": accepted}]}
        forum.done(forum.http.post("/v1/import/topics", sent, forum.importer))
        assert [has(forum, person) for person in (forum.ben, forum.ann, forum.moderator)] == scored
    assert forum.page("leaderboard")["items"] == []
    assert forum.page("leaderboard?when=all")["items"][0]["points"] == 17
