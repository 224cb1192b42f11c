"""A level that somebody has earned opens what is closed to who is new, and is lost when something is taken away."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from community.model.newcomer import Limits

LIMITS = Limits(days=3, posts=2, topics_a_day=2, replies_a_day=3)
LINK = "Look at https://cheap.example"
OPEN = {"days": 0, "accepted": 1, "topics": 0, "replies": 5, "links": True, "conversations": 12, "messages": 70}
SHUT = {"days": 0, "accepted": 0, "topics": 1, "replies": 1, "links": False, "conversations": 1, "messages": 60}


@pytest.fixture
def strict(forum):
    """A forum with limits for people who are new, where Ben has just joined."""
    forum.app.config["NEWCOMERS"] = LIMITS
    forum.know(forum.ben, "Ben", 2, forum.now)
    yield forum
    del forum.app.config["NEWCOMERS"]


def levels(forum, *above, version=1, lost_days=30, first=SHUT):
    """Staff choose the levels; the last of `above` is for all that are higher."""
    sent = [first, *above, *[above[-1]] * (4 - len(above))]
    body = {"levels": sent, "lost_days": lost_days}
    return forum.put("/v1/recognition/levels", body, forum.moderator, version)


def reply(forum, topic, body="So."):
    return forum.http.post(f"/v1/topics/{topic}/replies", {"body": body}, forum.ben)


def earn(forum, category):
    """Ben has the second level: two answers of his are accepted; the last one."""
    for _ in range(2):
        topic = forum.ask(category)
        answer = forum.answer(topic)
        forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": answer}, forum.ann))
    return answer


def stands(forum):
    return forum.page(f"person/{forum.ben.id}", forum.ben)["trust"]


def test_who_has_earned_a_level_is_not_held_any_more(strict, category, topic):
    forum = strict
    forum.done(levels(forum, OPEN | {"replies": 0}))
    held = forum.done(reply(forum, topic, LINK))
    assert held["state"] == "hidden" and stands(forum)["number"] == 1
    earn(forum, category)
    trust = stands(forum)
    assert (trust["number"], trust["limited"], trust["accepted"]) == (2, True, 2) and trust["points"] >= 25
    assert forum.done(reply(forum, topic, " ".join([LINK] * 3)))["state"] == "shown"
    made = forum.done(reply(forum, topic))
    edit = forum.http.patch(f"/v1/replies/{made['id']}", {"body": LINK}, forum.ben, version=1)
    assert edit.status_code == 200


def test_somebody_held_is_told_which_level_opens_more(strict, topic):
    strict.done(levels(strict, OPEN | {"links": False}, OPEN))
    codes = [reply(strict, topic).status_code for _ in range(3)]
    refused = reply(strict, topic)
    assert codes == [201] * 3 and refused.status_code == 429
    said = refused.get_json()["detail"]
    assert said.endswith("You can go on in 8 hours. The level “Contributor” opens more.")
    refused = reply(strict, topic, " ".join([LINK] * 3))
    assert refused.get_json()["errors"]["body"][0].endswith("2 links at most. The level “Regular” opens more.")


def test_what_a_level_opens_is_a_limit_that_many_at_once_cannot_pass(strict, category, topic):
    strict.done(levels(strict, OPEN))
    earn(strict, category)
    strict.later(days=1)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: reply(strict, topic).status_code, range(30)))
    assert codes.count(201) == 5 and set(codes) == {201, 429}


def test_a_level_is_lost_for_a_time_when_a_moderator_takes_something_away(strict, category, topic):
    strict.done(levels(strict, OPEN, lost_days=10))
    earn(strict, category)
    made = strict.done(reply(strict, topic))
    strict.hide(f"/v1/replies/{made['id']}")
    trust = stands(strict)
    assert trust["number"] == 1 and trust["lost_until"] == "2026-12-02T09:00:00+00:00"
    assert reply(strict, topic, " ".join([LINK] * 3)).status_code == 422
    strict.hide(f"/v1/replies/{made['id']}", hidden=False)
    assert (stands(strict)["number"], stands(strict)["lost_until"]) == (2, None)
    strict.hide(f"/v1/replies/{made['id']}")
    strict.later(days=10)
    assert stands(strict)["number"] == 2


def test_points_that_are_taken_back_take_the_level_with_them(strict, category):
    strict.done(levels(strict, OPEN))
    earn(strict, category)
    topic = strict.page("topics")["items"][0]["id"]
    strict.done(strict.put(f"/v1/topics/{topic}/accepted", {"reply_id": None}, strict.ann))
    assert stands(strict)["number"] == 1


def test_a_level_says_how_many_one_may_begin_to_talk_to(strict, category, topic, make_customer):
    strict.app.config["NEWCOMERS"] = Limits(0, 0, 0, 0)
    strict.done(levels(strict, OPEN | {"conversations": 2}))
    others = [make_customer() for _ in range(3)]
    for number, other in enumerate(others):
        strict.know(other, f"Other {number}")
        strict.ask(category, other)
    strict.answer(topic)
    codes = [send(strict, other).status_code for other in others]
    assert codes == [201, 429, 429]
    assert send(strict, others[1]).get_json()["detail"].endswith("The level “Contributor” opens more.")
    earn(strict, category)
    strict.later(hours=12)
    assert send(strict, others[1]).status_code == 201


def send(forum, other):
    return forum.http.post(f"/v1/people/{other.id}/messages", {"body": "Hello."}, forum.ben)


def test_levels_rise_and_the_first_asks_for_nothing(strict):
    assert levels(strict, OPEN, OPEN | {"replies": 4}).status_code == 422
    assert levels(strict, OPEN, OPEN | {"accepted": 0}).status_code == 422
    assert levels(strict, OPEN, lost_days=366).status_code == 422
    made = strict.done(levels(strict, OPEN, first=SHUT | {"days": 9, "topics": 0, "links": True}))
    first, second, *_ = made["levels"]
    assert (first["days"], first["topics"], first["replies"], first["links"]) == (0, 2, 3, False)
    assert (second["name"], second["points"], second["replies"]) == ("Contributor", 25, 5)
    assert levels(strict, OPEN).status_code == 412 and levels(strict, OPEN, version=2).status_code == 200
    assert strict.acts()[-1][1:3] == ("levels.changed", "levels")


def test_no_level_opens_less_than_the_operator_gives_everybody(strict):
    made = strict.done(levels(strict, OPEN | {"replies": 1, "topics": 1}))
    assert [(each["topics"], each["replies"]) for each in made["levels"]] == [(2, 3)] * 5


def test_where_somebody_stands_is_told_to_them_alone(strict, topic):
    strict.answer(topic)
    path = f"person/{strict.ben.id}"
    assert strict.page(path)["trust"] is strict.page(path, strict.ann)["trust"] is None
    strict.know(strict.moderator, "Mo")
    assert strict.page(f"person/{strict.moderator.id}", strict.moderator)["trust"] is None


def test_what_was_earned_where_somebody_may_not_read_any_more_does_not_count(strict, make_customer):
    inner = make_customer("a3")
    strict.know(inner, "Ida", 1, strict.now)
    closed = strict.add_category("Closed", ("a3",))
    strict.ann, outer = make_customer("a3"), strict.ann
    topic = strict.ask(closed)
    answer = strict.answer(topic, inner)
    strict.done(strict.put(f"/v1/topics/{topic}/accepted", {"reply_id": answer}, strict.ann))
    left = type(inner)(inner.id, inner.kind, audiences=outer.audiences)
    assert strict.page(f"person/{inner.id}", inner)["trust"]["accepted"] == 1
    assert strict.page(f"person/{inner.id}", left)["trust"] == stands(strict)
