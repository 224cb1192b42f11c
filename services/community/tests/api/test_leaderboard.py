"""Who helped most: of a month or of all time, by what the reader may read, and only those who want to be listed."""

from portalkit.viewer import VISITOR


def listed(forum, query="", viewer=VISITOR):
    return [(each["name"], each["points"]) for each in forum.page(f"leaderboard{query}", viewer)["items"]]


def answer(forum, topic, by, accepted=False):
    reply = forum.answer(topic, by)
    if accepted:
        forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))


def test_the_months_and_all_time_are_told_apart(forum, topic, make_customer):
    cy = make_customer()
    forum.know(cy, "Cy")
    answer(forum, topic, forum.ben, accepted=True)
    forum.later(days=20)  # it is December
    answer(forum, topic, cy)
    assert listed(forum) == [("Cy", 2)]
    assert listed(forum, "?when=last") == [("Ben", 17)]
    assert listed(forum, "?when=all") == [("Ben", 17), ("Cy", 2)]
    assert forum.page("leaderboard?when=last")["since"] == "2026-11-01T00:00:00+00:00"


def test_what_is_taken_back_goes_from_the_month_in_which_it_was_given(forum, topic):
    reply = forum.answer(topic)
    forum.later(days=20)
    forum.answer(topic)
    forum.hide(f"/v1/replies/{reply}")
    assert listed(forum) == [("Ben", 2)] and listed(forum, "?when=last") == []
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    assert listed(forum, "?when=last") == [("Ben", 2)]


def test_a_category_stands_for_those_below_it_too(forum, category, topic):
    below = forum.ask(forum.add_category("Below", parent=category))
    beside = forum.ask(other := forum.add_category("Beside"))
    for place in (topic, below, beside):
        answer(forum, place, forum.ben)
    assert listed(forum, f"?category={category}") == [("Ben", 4)]
    assert listed(forum, f"?category={other}") == [("Ben", 2)]


def test_what_one_may_not_read_does_not_count_for_one(forum, topic):
    closed = forum.add_category("Closed", ("members",))
    answer(forum, forum.ask(closed), forum.ben)
    assert listed(forum) == [] and listed(forum, viewer=forum.ann) == [("Ben", 2)]
    assert forum.missing(f"leaderboard?category={closed}")
    answer(forum, topic, forum.ben)
    assert listed(forum) == [("Ben", 2)] and listed(forum, viewer=forum.ann) == [("Ben", 4)]


def test_who_does_not_want_to_be_listed_is_not_and_keeps_their_points(forum, topic):
    answer(forum, topic, forum.ben)
    for wanted, names in ((False, []), (True, [("Ben", 2)])):
        assert forum.done(forum.http.put("/v1/recognition/listed", {"listed": wanted}, forum.ben)) == {"listed": wanted}
        view = forum.page(f"person/{forum.ben.id}")
        assert (listed(forum), view["listed"], view["counts"]["points"]) == (names, wanted, 2)
    assert forum.http.put("/v1/recognition/listed", {"listed": True}).status_code == 401


def test_who_was_erased_is_not_listed(forum, topic):
    answer(forum, topic, forum.ben)
    forum.know(forum.ben, "", version=2)
    assert listed(forum) == []
