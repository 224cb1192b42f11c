"""People who are new: how much they may write, and what waits for a moderator first."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from community.model.newcomer import Limits

LIMITS = Limits(days=3, posts=2, topics_a_day=2, replies_a_day=3)
LINK = "Look at https://cheap.example"


@pytest.fixture
def strict(forum):
    """A forum with limits for people who are new, where Ann asked and Ben is new."""
    forum.app.config["NEWCOMERS"] = LIMITS
    forum.know(forum.ben, "Ben", 2, forum.now)
    yield forum
    del forum.app.config["NEWCOMERS"]


def reply(forum, topic, body="So.", by=None):
    return forum.http.post(f"/v1/topics/{topic}/replies", {"body": body}, by or forum.ben)


def settled(forum, viewer, topic):
    """Somebody who has said enough, and is here for long."""
    for _ in range(LIMITS.posts):
        assert reply(forum, topic, by=viewer).status_code == 201
    forum.later(days=LIMITS.days)


def test_somebody_new_writes_a_few_posts_a_day_and_is_told_when_to_go_on(strict, topic):
    assert [reply(strict, topic).status_code for _ in range(4)] == [201, 201, 201, 429]
    answer = reply(strict, topic)
    assert "3 replies a day. You can go on in 8 hours." in answer.get_json()["detail"]
    assert answer.headers["Retry-After"] == str(8 * 3600)
    strict.later(hours=8)
    assert reply(strict, topic).status_code == 201


def test_fifty_posts_at_once_are_no_way_around(strict, topic):
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: reply(strict, topic).status_code, range(50)))
    assert codes.count(201) == 3 and set(codes) == {201, 429}


def test_topics_are_counted_apart_and_staff_are_not_counted(strict, category, topic):
    body = {"category_id": category, "title": "T", "body": "B"}
    codes = [strict.http.post("/v1/topics", body, strict.ben).status_code for _ in range(3)]
    assert codes == [201, 201, 429] and reply(strict, topic).status_code == 201
    assert {strict.http.post("/v1/topics", body, strict.moderator).status_code for _ in range(4)} == {201}


def test_who_has_said_enough_and_is_here_for_long_has_no_limits(strict, topic):
    settled(strict, strict.ben, topic)
    assert {reply(strict, topic, LINK * 3).status_code for _ in range(5)} == {201}
    strict.know(strict.ben, "Ben", 3, strict.now)  # who has joined only now is new, however much they say
    assert strict.done(reply(strict, topic, LINK))["state"] == "shown"
    assert reply(strict, topic, " ".join([LINK] * 3)).status_code == 422


def test_a_link_of_somebody_new_waits_for_a_moderator_and_nobody_is_told_before(strict, topic):
    before = strict.events()
    made = strict.done(reply(strict, topic, LINK))
    assert made["state"] == "hidden" and "reply.posted" not in strict.events()[len(before) :]
    assert strict.page(f"topic/{topic}")["replies"]["items"] == []
    (mine,) = strict.page(f"topic/{topic}", strict.ben)["replies"]["items"]
    assert mine["held"] and mine["decision_id"] is None
    (held,) = strict.done(strict.http.get("/v1/moderation/held", strict.moderator))["items"]
    assert (held["id"], held["author"]["name"]) == (made["id"], "Ben")
    strict.later(hours=5)
    strict.hide(f"/v1/replies/{made['id']}", hidden=False)
    assert strict.events()[-1] == "reply.posted"
    (shown,) = strict.page(f"topic/{topic}")["replies"]["items"]
    assert shown["written_at"] == strict.now.isoformat() and not shown["hidden"]
    assert strict.done(strict.http.get("/v1/moderation/held", strict.moderator))["items"] == []


def test_a_topic_with_a_link_waits_too_and_is_asked_when_it_is_let_through(strict, category):
    held = strict.ask(category, strict.ben, body=LINK)
    assert "topic.asked" not in strict.events() and strict.page("topics", strict.ben)["items"] == []
    assert strict.page(f"topic/{held}", strict.ben)["topic"]["held"] and strict.missing(f"topic/{held}", strict.ann)
    strict.later(hours=5)
    strict.hide(f"/v1/topics/{held}", hidden=False)
    assert strict.events()[-1] == "topic.asked"
    (row,) = strict.page("topics")["items"]
    assert row["asked_at"] == row["last_activity_at"] == strict.now.isoformat()
    assert strict.page("topics")["categories"][0]["topic_count"] == 1


def test_what_waits_is_turned_down_with_a_reason_and_may_be_appealed(strict, category, topic):
    held = strict.ask(category, strict.ben, body=LINK)
    strict.hide(f"/v1/topics/{held}")
    view = strict.page(f"topic/{held}", strict.ben)["topic"]
    assert not view["held"] and view["hidden_reason"] == "an advertisement"
    made = strict.done(reply(strict, topic, LINK))
    strict.hide(f"/v1/replies/{made['id']}")
    (mine,) = strict.page(f"topic/{topic}", strict.ben)["replies"]["items"]
    appeal = {"text": "It is no advertisement."}
    strict.done(strict.http.post(f"/v1/decisions/{mine['decision_id']}/appeal", appeal, strict.ben))


def test_links_do_not_come_in_by_an_edit_and_names_are_few(strict, topic, make_customer):
    made = strict.done(reply(strict, topic))
    answer = strict.http.patch(f"/v1/replies/{made['id']}", {"body": LINK}, strict.ben, version=1)
    assert answer.status_code == 422 and "later" in answer.get_json()["errors"]["body"][0]
    strict.done(strict.http.patch(f"/v1/replies/{made['id']}", {"body": "Anew."}, strict.ben, version=1))
    for number in range(3):
        strict.know(person := make_customer(), f"Reader {number}")
        assert reply(strict, topic, by=person).status_code == 201
    answer = reply(strict, topic, "@reader-0 @reader-1 @reader-2")
    assert answer.status_code == 422 and "2 people" in answer.get_json()["errors"]["body"][0]
