"""People redeem points for rewards, never more than they have or there are; staff fulfil that or refuse it."""

import pytest
from sqlalchemy import select

from community.store.tables import notes, rewards
from portalkit.testing import Client, at_once

MANY = 8


@pytest.fixture
def rich(forum, category):
    """Ben has 34 points: two accepted answers."""
    for _ in range(2):
        topic = forum.ask(category)
        reply = forum.answer(topic)
        forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    return forum


def tell(forum, **more):
    start = forum.now.isoformat()
    return {
        "title": "A mug",
        "body": "With a **heron**.",
        "cost": 10,
        "starts_at": start,
        "audiences": ["members"],
    } | more


def make(forum, **more):
    return forum.done(forum.http.post("/v1/rewards", tell(forum, **more), forum.moderator))["id"]


def redeem(forum, reward, by=None, cost=10, **headers):
    return forum.http.post(f"/v1/rewards/{reward}/redemptions", {"cost": cost}, by or forum.ben, **headers)


def settle(forum, redemption, outcome, reason=""):
    body = {"outcome": outcome, "reason": reason}
    return forum.put(f"/v1/redemptions/{redemption}/outcome", body, forum.moderator)


def balance(forum, viewer=None):
    return forum.page("rewards", viewer or forum.ben)["balance"]


def test_a_reward_is_redeemed_for_its_points_and_fulfilled(rich):
    mug = make(rich, stock=3)
    assert balance(rich) == 34
    redemption = rich.done(redeem(rich, mug))["id"]
    assert balance(rich) == 24 and rich.page(f"reward/{mug}", rich.ben)["reward"]["left"] == 2
    (one,) = rich.page("staff/redemptions", rich.moderator)["waiting"]
    assert (one["title"], one["person"]["name"], one["cost"]) == ("A mug", "Ben", 10)
    rich.done(settle(rich, redemption, "fulfilled", "By post."))
    (mine,) = rich.page("rewards", rich.ben)["mine"]
    assert (mine["state"], mine["reason"], balance(rich)) == ("fulfilled", "By post.", 24)
    assert settle(rich, redemption, "refused", "No.").get_json()["slug"] == "settled-already"
    assert [act for _, act, _, _ in rich.acts()][-2:] == ["reward.created", "redemption.fulfilled"]


def test_a_refusal_gives_points_and_stock_back_and_says_why(rich):
    mug = make(rich, stock=1)
    redemption = rich.done(redeem(rich, mug))["id"]
    assert settle(rich, redemption, "refused").status_code == 422
    rich.done(settle(rich, redemption, "refused", "It broke."))
    assert balance(rich) == 34 and rich.page(f"reward/{mug}", rich.ben)["reward"]["left"] == 1
    with rich.database.reading() as db:
        told = [(row.act, row.person_id, row.title, row.text) for row in db.rows(select(notes))][-1]
    assert told == ("reward-refused", rich.ben.id, "A mug", "It broke.")
    rich.done(redeem(rich, mug))


def test_what_one_redeems_changes_neither_level_nor_place(rich):
    rich.done(redeem(rich, make(rich)))
    assert rich.page(f"person/{rich.ben.id}")["counts"]["points"] == 34
    assert rich.page("leaderboard")["items"][0]["points"] == 34


@pytest.mark.parametrize(
    ("more", "cost", "slug"),
    [
        ({"cost": 35}, 35, "too-few-points"),
        ({}, 9, "cost-changed"),
        ({"starts_at": "2999-01-01T00:00:00Z"}, 10, "not-now"),
        ({"starts_at": "2020-01-01T00:00:00Z", "ends_at": "2021-01-01T00:00:00Z"}, 10, "not-now"),
    ],
)
def test_what_cannot_be_redeemed_costs_nothing(rich, more, cost, slug):
    assert redeem(rich, make(rich, **more), cost=cost).get_json()["slug"] == slug
    assert balance(rich) == 34


def test_one_person_has_no_more_than_is_for_one(rich):
    mug = make(rich, per_person=1)
    rich.done(redeem(rich, mug))
    assert redeem(rich, mug).get_json()["slug"] == "had-already"


def test_rewards_of_other_audiences_are_not_there(rich):
    mug = make(rich, audiences=["staff"])
    assert rich.page("rewards", rich.ben)["items"] == [] and rich.missing(f"reward/{mug}", rich.ben)
    assert redeem(rich, mug).status_code == 404
    assert [each["title"] for each in rich.page("rewards", rich.moderator)["items"]] == ["A mug"]


def test_the_same_click_twice_redeems_once(rich):
    mug = make(rich)
    answers = [redeem(rich, mug, Idempotency_Key="one-click") for _ in range(2)]
    assert answers[0].get_json() == answers[1].get_json() and balance(rich) == 24


def at_one_moment(forum, *asked):
    def call(reward, by):
        client = Client(forum.app, "community")
        return lambda: client.post(f"/v1/rewards/{reward}/redemptions", {"cost": 10}, by).status_code

    return at_once(*(call(*each) for each in asked))


def test_clicks_at_once_never_spend_more_than_there_is(rich):
    mug = make(rich)
    told = at_one_moment(rich, *[(mug, rich.ben)] * MANY)
    assert sorted(told) == [201] * 3 + [409] * (MANY - 3)
    assert balance(rich) == 4


def test_the_last_one_is_had_once(rich, category):
    topic = rich.ask(category, by=rich.ben)
    reply = rich.answer(topic, by=rich.ann)
    rich.done(rich.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, rich.ben))
    mug = make(rich, stock=1)
    assert sorted(at_one_moment(rich, (mug, rich.ben), (mug, rich.ann))) == [201, 409]
    with rich.database.reading() as db:
        assert [row.given for row in db.rows(select(rewards))] == [1]


def test_staff_change_a_reward_but_not_what_was_redeemed(rich):
    mug = make(rich, stock=2)
    rich.done(redeem(rich, mug))
    path = f"/v1/rewards/{mug}"
    changed = rich.http.patch(path, tell(rich, title="A cup", cost=20, stock=1), rich.moderator, version=1)
    assert rich.done(changed)["title"] == "A cup"
    assert rich.http.patch(path, tell(rich), rich.moderator, version=1).status_code == 412
    assert (balance(rich), rich.page("rewards", rich.ben)["mine"][0]["cost"]) == (24, 10)
    wrong = tell(rich, ends_at="2020-01-01T00:00:00Z")
    assert rich.http.patch(path, wrong, rich.moderator, version=2).status_code == 422
    assert rich.http.post("/v1/rewards", tell(rich), rich.ann).status_code == 403
