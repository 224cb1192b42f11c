"""People say what helped them: once each, not of their own, and can take it back."""

from portalkit.testing import at_once
from portalkit.viewer import VISITOR, Viewer


def vote(forum, path, by, helpful=True):
    return forum.http.put(f"/v1/{path}/vote", {"helpful": helpful}, by)


def replies(forum, topic, order="written", viewer=VISITOR, cursor=""):
    return forum.page(f"topic/{topic}?order={order}{cursor}", viewer)["replies"]


def test_a_person_has_one_vote_and_takes_it_back(forum, topic):
    reply = forum.answer(topic)
    for _ in range(2):
        assert forum.done(vote(forum, f"replies/{reply}", forum.ann)) == {
            "helpful": True,
            "votes": 1,
            "topic_id": topic,
        }
    assert forum.done(vote(forum, f"replies/{reply}", forum.moderator))["votes"] == 2
    (seen,) = replies(forum, topic, viewer=forum.ann)["items"]
    assert (seen["votes"], seen["voted"]) == (2, True)
    assert [one["voted"] for one in replies(forum, topic)["items"]] == [False]
    for _ in range(2):
        assert forum.done(vote(forum, f"replies/{reply}", forum.ann, helpful=False))["votes"] == 1


def test_a_topic_can_help_too_and_lists_count_it(forum, topic):
    forum.done(vote(forum, f"topics/{topic}", forum.ben))
    assert forum.page("topics")["items"][0]["votes"] == 1
    view = forum.page(f"topic/{topic}", forum.ben)["topic"]
    assert (view["votes"], view["voted"], view["version"]) == (1, True, 1)


def test_nobody_votes_for_their_own_or_what_they_cannot_see(forum, topic):
    reply = forum.answer(topic)
    assert vote(forum, f"topics/{topic}", forum.ann).get_json()["slug"] == "your-own"
    assert vote(forum, f"replies/{reply}", forum.ben).get_json()["slug"] == "your-own"
    assert vote(forum, f"replies/{reply}", VISITOR).status_code == 401
    closed = forum.ask(forum.add_category("Members", ("members",)))
    outsider = Viewer("x", kind="customer", audiences=frozenset({"everyone"}))
    assert vote(forum, f"topics/{closed}", outsider).status_code == 404
    forum.hide(f"/v1/replies/{reply}")
    assert vote(forum, f"replies/{reply}", forum.ann).status_code == 404
    assert vote(forum, f"replies/{reply}", forum.moderator).get_json()["slug"] == "hidden-already"


def test_votes_of_many_at_once_are_all_counted_and_each_once(forum, topic):
    reply = forum.answer(topic)
    people = [Viewer(f"p{number}", kind="customer", audiences=forum.ann.audiences) for number in range(4)]
    at_once(*(lambda each=each: vote(forum, f"replies/{reply}", each) for each in people + people))
    assert replies(forum, topic)["items"][0]["votes"] == 4


def test_replies_are_read_by_votes_page_by_page(forum, topic):
    ids = []
    for number in range(53):
        forum.later(minutes=1)
        ids.append(forum.answer(topic))
        if number % 10 == 3:
            forum.done(vote(forum, f"replies/{ids[-1]}", forum.ann))
    forum.done(vote(forum, f"replies/{ids[43]}", forum.moderator))
    first = replies(forum, topic, "votes")
    rest = replies(forum, topic, "votes", cursor=f"&cursor={first['next']}")
    helped = [ids[43], *(ids[number] for number in (3, 13, 23, 33))]
    assert [each["id"] for each in first["items"] + rest["items"]] == helped + [id for id in ids if id not in helped]
