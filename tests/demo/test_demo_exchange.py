"""Ideas, rewards, contests and what was redeemed: an evaluator sees pages with something on them."""

import pytest
from demo.content import folder, people, table

from community.model.idea import STATES
from community.model.points import KINDS


@pytest.fixture(scope="module")
def exchange():
    return table("exchange")


def test_ideas_are_in_every_state_and_judged_by_staff(exchange):
    ideas = {topic["external_id"]: topic for topic in folder("topics") if topic.get("kind") == "idea"}
    judged = {idea["topic"]: idea["state"] for idea in exchange["idea"]}
    assert len(judged) == len(exchange["idea"]) and judged.keys() < ideas.keys()
    assert {*judged.values(), "new"} == set(STATES)
    for idea in exchange["idea"]:
        assert people()[idea["by"]]["kind"] == "staff" and idea["reason"].endswith("."), idea["topic"]


def test_some_rewards_have_a_stock_and_what_was_redeemed_is_one_of_them(exchange):
    rewards = {reward["name"]: reward for reward in exchange["reward"]}
    assert {"stock" in reward for reward in rewards.values()} == {True, False}
    for wish in exchange["redemption"]:
        assert wish["reward"] in rewards and people()[wish["person"]]["kind"] == "customer"
    assert {wish.get("outcome") for wish in exchange["redemption"]} == {None, "fulfilled"}


def test_one_contest_runs_and_one_is_over(exchange):
    assert sorted("ends_in_days" in contest for contest in exchange["contest"]) == [False, True]
    assert all(set(contest["kinds"]) <= set(KINDS) for contest in exchange["contest"])
