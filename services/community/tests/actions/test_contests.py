"""Contests count what scores in their time, and stand fixed when that is over."""

from datetime import timedelta

from portalkit.viewer import VISITOR


def make(forum, hours=(0, 48), by=None, **more):
    start, end = (forum.now + timedelta(hours=each) for each in hours)
    body = {"title": "Autumn", "body": "Help **most**.", "kinds": ["answered", "accepted"]}
    body |= {"starts_at": start.isoformat(), "ends_at": end.isoformat()} | more
    return forum.http.post("/v1/contests", body, by or forum.moderator)


def made(forum, *args, **more):
    return forum.done(make(forum, *args, **more))["id"]


def seen(forum, contest, viewer=VISITOR):
    view = forum.page(f"contest/{contest}", viewer)
    return view["contest"]["state"], [(each["name"], each["points"]) for each in view["items"]]


def test_only_what_scores_in_its_time_counts_and_then_the_result_stands(forum, topic):
    forum.answer(topic)
    contest = made(forum, (1, 48))
    assert seen(forum, contest) == ("coming", [])
    forum.later(hours=2)
    reply = forum.answer(topic)
    assert seen(forum, contest) == ("running", [("Ben", 2)])
    forum.later(hours=47)
    forum.answer(topic)
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    forum.hide(f"/v1/replies/{reply}")
    assert seen(forum, contest) == ("over", [("Ben", 2)])


def test_only_what_it_says_counts(forum, topic):
    contest = made(forum, kinds=["voted"])
    reply = forum.answer(topic)
    assert seen(forum, contest)[1] == []
    forum.done(forum.http.put(f"/v1/replies/{reply}/vote", {"helpful": True}, forum.ann))
    assert seen(forum, contest)[1] == [("Ben", 5)]


def test_one_in_a_category_counts_what_was_done_there_then_and_is_for_its_readers(forum, category, topic):
    closed = forum.add_category("Closed", ("members",))
    inside = forum.ask(forum.add_category("Below", ("members",), closed))
    contest = made(forum, category_id=closed)
    forum.answer(topic)
    forum.answer(inside)
    assert seen(forum, contest, forum.ann)[1] == [("Ben", 2)]
    assert forum.missing(f"contest/{contest}") and forum.page("contests")["items"] == []
    assert [each["id"] for each in forum.page("contests", forum.ann)["items"]] == [contest]
    forum.done(forum.put(f"/v1/topics/{inside}/category", {"category_id": category}, forum.moderator))
    assert seen(forum, contest, forum.ann)[1] == [("Ben", 2)]


def test_it_is_changed_by_one_person_at_a_time_until_it_is_over(forum):
    contest = made(forum)
    path, later = f"/v1/contests/{contest}", (forum.now + timedelta(hours=96)).isoformat()
    body = {"title": "Winter", "body": "Go on.", "ends_at": later}
    forum.done(forum.http.patch(path, body, forum.moderator, If_Match='"1"'))
    assert forum.http.patch(path, body, forum.moderator, If_Match='"1"').status_code == 412
    view = forum.page(f"contest/{contest}", forum.moderator)["contest"]
    assert (view["title"], view["ends_at"], view["can_change"], view["body"]) == ("Winter", later, True, "Go on.")
    assert "body" not in forum.page(f"contest/{contest}")["contest"]
    forum.later(hours=96)
    assert forum.http.patch(path, body, forum.moderator, If_Match='"2"').get_json()["slug"] == "contest-over"
    assert [act for _, act, _, _ in forum.acts()] == ["contest.created", "contest.changed"]


def test_staff_make_it_with_an_end_after_its_start_that_is_still_to_come(forum):
    for hours in ((2, 1), (-2, -1)):
        assert make(forum, hours).status_code == 422
    assert make(forum, category_id="nowhere").status_code == make(forum, kinds=[]).status_code == 422
    assert make(forum, by=forum.ann).status_code == 403
