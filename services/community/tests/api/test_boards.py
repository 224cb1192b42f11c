"""Who helped most among those of an audience: one chooses among audiences one is in, and learns nothing of others."""

import pytest

from portalkit.viewer import VISITOR

PUMPS = {"audience": "a1", "name": "Pumps"}
VALVES = {"audience": "a2", "name": "Valves"}


@pytest.fixture
def pump(forum, make_customer):
    """Somebody of the audience a1."""
    made = make_customer("a1")
    forum.know(made, "Pia")
    return made


def choose(forum, *items, by=None):
    return forum.http.put("/v1/recognition/boards", {"items": list(items)}, by or forum.moderator)


def board(forum, viewer, query="?audience=a1"):
    return [(one["name"], one["points"]) for one in forum.page(f"leaderboard{query}", viewer)["items"]]


def offered(forum, viewer):
    return [one["name"] for one in forum.page("leaderboard", viewer)["audiences"]]


def test_somebody_in_an_audience_sees_who_of_it_helped_most(forum, topic, pump, make_customer):
    forum.done(choose(forum, PUMPS, VALVES))
    other = make_customer("a1", "a2")
    forum.know(other, "Olaf")
    for by, times in ((pump, 1), (other, 2), (forum.ben, 3)):
        for _ in range(times):
            forum.answer(topic, by)
    assert board(forum, pump, "") == [("Ben", 6), ("Olaf", 4), ("Pia", 2)]
    for when in ("month", "all"):
        assert board(forum, pump, f"?audience=a1&when={when}") == [("Olaf", 4), ("Pia", 2)]
    assert board(forum, other, "?audience=a2") == [("Olaf", 4)]
    page = forum.page("leaderboard?audience=a1", pump)
    assert page["audience"] == {"id": "a1", "name": "Pumps"}
    assert (offered(forum, pump), offered(forum, other)) == (["Pumps"], ["Pumps", "Valves"])


def test_who_is_in_an_audience_of_a_longer_id_is_not_taken_for_one_of_it(forum, topic, pump, make_customer):
    forum.done(choose(forum, PUMPS))
    other = make_customer("a11", "a21")
    forum.know(other, "Olaf")
    forum.answer(topic, other)
    assert board(forum, pump) == []


def test_an_audience_can_be_narrowed_to_a_category_and_to_what_one_may_read(forum, topic, pump, make_customer):
    forum.done(choose(forum, PUMPS))
    both, third = make_customer("a1", "a2"), make_customer("a1", "a2")
    forum.know(both, "Olaf")
    forum.answer(topic, both)
    place = forum.add_category("Closed", ("a2",))
    forum.answer(forum.ask(place, third), both)
    assert (board(forum, pump), board(forum, both)) == ([("Olaf", 2)], [("Olaf", 4)])
    assert board(forum, both, f"?audience=a1&category={place}") == [("Olaf", 2)]
    assert forum.missing(f"leaderboard?audience=a1&category={place}", pump)


def test_who_is_not_in_an_audience_does_not_learn_of_it(forum, topic, pump):
    forum.answer(topic, pump)
    forum.done(choose(forum, PUMPS))
    for viewer in (VISITOR, forum.ben, forum.moderator):
        assert offered(forum, viewer) == []
        told = [
            forum.http.get(f"/internal/v1/pages/leaderboard?audience={audience}", viewer) for audience in ("a1", "a77")
        ]
        assert [answer.status_code for answer in told] == [404, 404]
        assert told[0].get_json() | {"instance": ""} == told[1].get_json() | {"instance": ""}


def test_an_audience_that_staff_did_not_choose_has_none(forum, pump):
    assert forum.missing("leaderboard?audience=a1", pump) and forum.missing("leaderboard?audience=members", pump)
    forum.done(choose(forum, PUMPS))
    assert not forum.missing("leaderboard?audience=a1", pump)
    forum.done(choose(forum))
    assert forum.missing("leaderboard?audience=a1", pump) and offered(forum, pump) == []


def test_who_left_an_audience_is_not_on_its_board_any_more(forum, topic, pump, make_customer):
    forum.done(choose(forum, PUMPS))
    other = make_customer("a1")
    forum.know(other, "Olaf")
    forum.answer(topic, other)
    assert board(forum, pump) == [("Olaf", 2)]
    forum.know(type(other)(other.id, other.kind, other.roles, other.audiences - {"a1"}), "Olaf", version=2)
    assert board(forum, pump) == []


def test_staff_choose_all_at_once_and_the_log_says_which(forum):
    assert forum.done(choose(forum, VALVES, PUMPS))["items"] == [
        {"id": "a1", "name": "Pumps"},
        {"id": "a2", "name": "Valves"},
    ]
    forum.done(choose(forum, VALVES, PUMPS))
    forum.done(choose(forum, VALVES))
    assert forum.page("staff/recognition", forum.moderator)["boards"] == [{"id": "a2", "name": "Valves"}]
    told = [(act, detail) for _, act, _, detail in forum.acts()]
    assert told == [
        ("boards.changed", {"before": {"boards": []}, "after": {"boards": ["a1", "a2"]}}),
        ("boards.changed", {"before": {"boards": ["a1", "a2"]}, "after": {"boards": ["a2"]}}),
    ]


@pytest.mark.parametrize(
    "items",
    [
        [PUMPS, PUMPS | {"name": "Again"}],
        [{"audience": "members", "name": "All"}],
        [{"audience": "everyone", "name": "All"}],
        [{"audience": "a%", "name": "All"}],
        [{"audience": "a1", "name": " "}],
    ],
)
def test_what_makes_no_board_is_refused(forum, items):
    assert choose(forum, *items).status_code == 422


def test_customers_choose_none(forum):
    assert choose(forum, PUMPS, by=forum.ann).status_code == 403
