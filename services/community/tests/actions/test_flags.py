"""People tell moderators of what does not belong here; moderators see it in a queue, and dismiss it or hide it."""

import pytest

from portalkit.viewer import VISITOR, Viewer

SPAM = {"reason": "spam", "note": "It sells shoes."}


def flag(forum, path, by, **body):
    return forum.http.post(f"/v1/{path}/flags", SPAM | body, by)


def queue(forum, of="flags", by=None):
    return forum.done(forum.http.get(f"/v1/moderation/{of}", by or forum.moderator))["items"]


def history(forum, path, by):
    return [entry["act"] for entry in forum.done(forum.http.get(f"/v1/{path}/history", by))["items"]]


def test_what_several_people_flag_is_one_row_of_the_queue_with_the_text_and_why(forum, topic):
    reply = forum.answer(topic, forum.ben, "Buy *shoes*.")
    forum.done(flag(forum, f"replies/{reply}", forum.ann))
    forum.later(minutes=1)
    forum.done(flag(forum, f"topics/{topic}", forum.ben, reason="misplaced", note=""))
    forum.later(minutes=1)
    forum.done(flag(forum, f"replies/{reply}", forum.second, reason="rude", note=""))
    first, second = queue(forum)
    assert (first["post"]["id"], first["count"], first["post"]["kind"]) == (reply, 2, "reply")
    assert [(one["reason"], one["note"], one["by"]["name"]) for one in first["said"]] == [
        ("spam", "It sells shoes.", "Ann"),
        ("rude", "", "A member"),
    ]
    assert "<em>shoes</em>" in first["post"]["html"] and first["post"]["author"]["name"] == "Ben"
    assert first["post"]["topic"] == {"id": topic, "title": "Why does it drift?"}
    assert (second["post"]["id"], second["post"]["kind"], second["count"]) == (topic, "topic", 1)
    assert "<em>two</em>" in second["post"]["html"] and second["post"]["author"]["name"] == "Ann"


def test_the_same_person_flags_a_post_once_whatever_became_of_it(forum, topic):
    reply = forum.answer(topic)
    forum.done(flag(forum, f"replies/{reply}", forum.ann))
    again = flag(forum, f"replies/{reply}", forum.ann, reason="rude")
    assert (again.status_code, again.get_json()["slug"]) == (409, "flagged-already")
    assert forum.http.post(f"/v1/replies/{reply}/flags/dismiss", None, forum.moderator).status_code == 204
    assert flag(forum, f"replies/{reply}", forum.ann).status_code == 409
    assert queue(forum) == []


def test_nobody_flags_their_own_or_what_they_cannot_read_or_what_is_hidden(forum, topic):
    assert flag(forum, f"topics/{topic}", forum.ann).get_json()["slug"] == "your-own"
    assert flag(forum, f"topics/{topic}", VISITOR).status_code == 401
    closed = forum.ask(forum.add_category("Members", ("members",)))
    outsider = Viewer("x", kind="customer", audiences=frozenset({"everyone"}))
    assert flag(forum, f"topics/{closed}", outsider).status_code == 404
    forum.hide(f"/v1/topics/{topic}")
    assert flag(forum, f"topics/{topic}", forum.ben).status_code == 404
    assert flag(forum, f"topics/{topic}", forum.moderator).get_json()["slug"] == "hidden-already"


@pytest.mark.parametrize("body", [{"reason": "dull"}, {"reason": ""}, {"note": "x" * 501}])
def test_a_flag_has_one_of_the_reasons_and_a_short_text(forum, topic, body):
    assert flag(forum, f"topics/{topic}", forum.ben, **body).status_code == 422


def test_dismissing_leaves_the_post_and_later_flags_of_others_come_again(forum, topic):
    reply = forum.answer(topic)
    forum.done(flag(forum, f"replies/{reply}", forum.ann))
    for _ in range(2):
        assert forum.http.post(f"/v1/replies/{reply}/flags/dismiss", None, forum.moderator).status_code == 204
    assert queue(forum) == [] and not forum.missing(f"reply/{reply}")
    forum.done(flag(forum, f"replies/{reply}", forum.second))
    assert [row["count"] for row in queue(forum)] == [1]
    assert history(forum, f"replies/{reply}", forum.moderator) == ["flagged", "dismissed", "flagged"]


def test_hiding_settles_what_was_flagged(forum, topic):
    reply = forum.answer(topic)
    forum.done(flag(forum, f"replies/{reply}", forum.ann))
    forum.hide(f"/v1/replies/{reply}")
    assert queue(forum) == []


def test_the_queue_shows_a_moderator_only_what_they_may_read(forum):
    inside = Viewer("in", kind="customer", audiences=forum.ann.audiences | {"a3"})
    topic = forum.ask(forum.add_category("Closed", ("a3",)), inside)
    reader = Viewer("reader", kind="customer", audiences=inside.audiences)
    forum.done(flag(forum, f"topics/{topic}", reader))
    assert queue(forum) == []
    keeper = Viewer("keeper", "staff", frozenset({"moderator"}), inside.audiences | {"staff"})
    assert [row["post"]["id"] for row in queue(forum, by=keeper)] == [topic]
    assert forum.http.post(f"/v1/topics/{topic}/flags/dismiss", None, forum.moderator).status_code == 404


def test_only_moderators_see_the_queue_and_who_flagged(forum, topic):
    reply = forum.answer(topic)
    forum.done(flag(forum, f"replies/{reply}", forum.ann))
    for of in ("flags", "appeals"):
        assert forum.http.get(f"/v1/moderation/{of}", forum.ben).status_code == 403
    assert history(forum, f"replies/{reply}", forum.ben) == []
    assert history(forum, f"replies/{reply}", forum.moderator) == ["flagged"]
    assert forum.http.get(f"/v1/replies/{reply}/history", forum.ann).status_code == 403


def test_a_long_queue_is_walked_page_by_page(forum, topic):
    replies = []
    for _ in range(23):
        forum.later(minutes=1)
        replies.append(forum.answer(topic))
        forum.done(flag(forum, f"replies/{replies[-1]}", forum.ann))
    first = forum.done(forum.http.get("/v1/moderation/flags", forum.moderator))
    rest = forum.done(forum.http.get(f"/v1/moderation/flags?cursor={first['next']}", forum.moderator))
    assert [row["post"]["id"] for row in first["items"] + rest["items"]] == replies and rest["next"] is None
