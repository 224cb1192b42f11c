"""Who gives points in a ring of three is found, although no two of them do it for each other."""

import pytest


@pytest.fixture
def three(forum, make_customer):
    """Ann, Ben and Cleo."""
    cleo = make_customer()
    forum.know(cleo, "Cleo")
    return [forum.ann, forum.ben, cleo]


def give(forum, category, giver, taker, times):
    """Vote for topics of somebody."""
    for _ in range(times):
        forum.later(minutes=1)
        topic = forum.ask(category, taker)
        forum.done(forum.http.put(f"/v1/topics/{topic}/vote", {"helpful": True}, giver))


def ring(forum, category, people, times=3):
    """Each gives the next points, the last the first."""
    for giver, taker in zip(people, people[1:] + people[:1], strict=True):
        give(forum, category, giver, taker, times)


def seen(forum):
    """The rings that staff read: who gave the next how often."""
    told = forum.page("staff/recognition", forum.moderator)["rings"]
    return [{each["person"]["name"]: each["times"] for each in ring["people"]} for ring in told]


def test_three_who_give_each_other_points_in_a_ring_are_found(forum, category, three):
    ring(forum, category, three[:2], 1)
    ring(forum, category, three, 2)
    assert seen(forum) == []  # Ann gave Ben three, the others two
    ring(forum, category, three, 1)
    assert seen(forum) == [{"Ann": 4, "Ben": 3, "Cleo": 3}]
    assert forum.page("staff/recognition", forum.moderator)["refused"] == []


def test_what_goes_in_no_circle_is_none(forum, category, three):
    ann, ben, cleo = three
    give(forum, category, ann, ben, 3)
    give(forum, category, ben, cleo, 3)
    give(forum, category, ann, cleo, 2)
    assert seen(forum) == []
    give(forum, category, cleo, ann, 2)
    assert seen(forum) == []
    give(forum, category, cleo, ann, 1)
    assert len(seen(forum)) == 1


def test_a_ring_goes_after_30_days_and_with_what_is_hidden(forum, category, three):
    ring(forum, category, three)
    assert len(seen(forum)) == 1
    topic = forum.page("topics")["items"][0]["id"]
    forum.hide(f"/v1/topics/{topic}")
    assert seen(forum) == []
    forum.hide(f"/v1/topics/{topic}", False)
    assert len(seen(forum)) == 1
    forum.later(days=31)
    assert seen(forum) == []


def test_who_may_not_read_where_points_were_given_sees_no_ring(forum, three):
    ring(forum, forum.add_category("Closed", ("members",)), three)
    assert len(seen(forum)) == 1
    inside = forum.moderator
    forum.moderator = type(inside)(inside.id, inside.kind, inside.roles, frozenset({"everyone"}))
    assert seen(forum) == []


def test_where_two_may_give_less_a_ring_is_of_less(forum, category, three):
    kinds = [{"kind": kind, "points": 3, "cap": 0} for kind in ("accepted", "voted", "answered", "helped")]
    forum.done(forum.put("/v1/recognition/rules", {"kinds": kinds, "pair_cap": 1}, forum.moderator, 1))
    ring(forum, category, three, 1)
    assert seen(forum) == [{"Ann": 1, "Ben": 1, "Cleo": 1}]
