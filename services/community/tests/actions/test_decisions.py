"""A writer is told why a post was hidden, appeals once, and somebody else looks at it again."""

import pytest

from community.store.tables import topics
from portalkit.viewer import VISITOR, Viewer


@pytest.fixture
def forum(forum):
    """Two moderators, and both are known."""
    forum.know(forum.moderator, "Mo")
    forum.know(forum.second, "Sue")
    return forum


@pytest.fixture
def reply(forum, topic):
    """Ben's reply, which Mo hid."""
    id = forum.answer(topic, forum.ben, "Buy *shoes*.")
    forum.hide(f"/v1/replies/{id}")
    return id


def decision_of(forum, reply):
    return forum.page(f"reply/{reply}", forum.moderator)["reply"]["decision_id"]


def look(forum, id, by):
    return forum.http.get(f"/v1/decisions/{id}", by)


def appeal(forum, id, by=None, text="They are water shoes."):
    return forum.http.post(f"/v1/decisions/{id}/appeal", {"text": text}, by or forum.ben)


def judge(forum, id, outcome, by=None, reason="They are shoes.", version=None):
    return forum.put(f"/v1/decisions/{id}/outcome", {"outcome": outcome, "reason": reason}, by or forum.second, version)


def waiting(forum, by=None):
    return [row["id"] for row in forum.done(forum.http.get("/v1/moderation/appeals", by or forum.second))["items"]]


def test_who_hides_says_why_and_the_writer_reads_it_beside_their_text(forum, topic, reply):
    id = decision_of(forum, reply)
    told = forum.done(look(forum, id, forum.ben))
    assert (told["reason"], told["mine"], told["can"]) == ("an advertisement", True, {"appeal": True, "judge": False})
    assert "<em>shoes</em>" in told["post"]["html"] and told["post"]["topic"]["id"] == topic
    for other in (forum.ann, forum.importer):
        assert look(forum, id, other).status_code == 404
    assert look(forum, id, VISITOR).status_code == 401
    silent = forum.put(f"/v1/topics/{topic}/hidden", {"hidden": True, "reason": " "}, forum.moderator)
    assert (silent.status_code, list(silent.get_json()["errors"])) == (422, ["reason"])
    assert not forum.missing(f"topic/{topic}")


def test_the_writer_appeals_once_and_the_appeal_comes_to_the_queue(forum, reply):
    id = decision_of(forum, reply)
    assert appeal(forum, id, forum.ann).status_code == 404
    assert appeal(forum, id, forum.second).status_code == 404
    assert waiting(forum) == []
    forum.done(appeal(forum, id))
    again = appeal(forum, id, text="Please!")
    assert (again.status_code, again.get_json()["slug"]) == (409, "appealed-already")
    (row,) = forum.done(forum.http.get("/v1/moderation/appeals", forum.second))["items"]
    assert (row["id"], row["appeal"], row["can"]["judge"]) == (id, "They are water shoes.", True)


def test_another_moderator_reverses_and_the_reply_is_there_again(forum, topic, reply):
    id = decision_of(forum, reply)
    forum.done(appeal(forum, id))
    forum.done(judge(forum, id, "reversed", reason=""))
    assert forum.page(f"topic/{topic}")["topic"]["reply_count"] == 1
    assert waiting(forum) == [] and forum.done(look(forum, id, forum.ben))["outcome"] == "reversed"
    assert forum.events()[-3:] == ["decision.appealed", "decision.reversed", "reply.shown"]
    assert judge(forum, id, "upheld").get_json()["slug"] == "no-appeal"


def test_another_moderator_upholds_with_a_reason_and_it_stays_hidden(forum, topic, reply):
    id = decision_of(forum, reply)
    forum.done(appeal(forum, id))
    assert judge(forum, id, "upheld", reason=" ").status_code == 422
    forum.done(judge(forum, id, "upheld"))
    told = forum.done(look(forum, id, forum.ben))
    assert (told["outcome"], told["outcome_reason"], told["can"]["appeal"]) == ("upheld", "They are shoes.", False)
    assert forum.page(f"topic/{topic}")["topic"]["reply_count"] == 0
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    assert forum.done(look(forum, id, forum.ben))["outcome"] == "reversed"


def test_who_hid_it_does_not_judge_unless_nobody_else_can(forum, reply):
    id = decision_of(forum, reply)
    forum.done(appeal(forum, id))
    assert not forum.done(look(forum, id, forum.moderator))["can"]["judge"]
    assert judge(forum, id, "upheld", forum.moderator).get_json()["slug"] == "your-own-decision"
    elsewhere = Viewer(forum.second.id, "staff", forum.second.roles, frozenset({"staff"}))
    forum.know(elsewhere, "Sue", 2)  # who may not read the topic any more
    assert forum.done(look(forum, id, forum.moderator))["can"]["judge"]
    forum.done(judge(forum, id, "upheld", forum.moderator))


def test_the_slower_of_two_judges_is_told(forum, reply):
    id = decision_of(forum, reply)
    forum.done(appeal(forum, id))
    for outcome in ("upheld", "reversed"):
        assert judge(forum, id, outcome, version=1).status_code == 412


def test_nobody_judges_before_there_is_an_appeal(forum, reply):
    assert judge(forum, decision_of(forum, reply), "reversed").get_json()["slug"] == "no-appeal"


def test_the_writer_of_a_hidden_topic_meets_it_but_nothing_of_others_in_it(forum, topic):
    accepted = forum.answer(topic, forum.ben, "By Ben.")
    own = forum.answer(topic, forum.ann, "By Ann.")
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": accepted}, forum.ann))
    forum.hide(f"/v1/topics/{topic}")
    view = forum.page(f"topic/{topic}", forum.ann)
    assert view["topic"]["hidden"] and view["topic"]["hidden_reason"] == "an advertisement"
    assert view["topic"]["accepted"] is None and [each["id"] for each in view["replies"]["items"]] == [own]
    assert not any(view["topic"]["can"][name] for name in ("edit", "reply", "accept", "follow", "flag", "hide"))
    assert forum.missing(f"topic/{topic}", forum.ben) and forum.missing(f"topic/{topic}")
    for path in ("topics", "topics?state=mine", "topics?state=followed", "recent", "sitemap"):
        assert forum.page(path, forum.ann)["items"] == []
    id = view["topic"]["decision_id"]
    forum.done(appeal(forum, id, forum.ann))
    forum.done(judge(forum, id, "reversed"))
    assert not forum.missing(f"topic/{topic}")


def test_a_decision_goes_with_a_topic_that_others_hid_or_that_was_closed_to_its_writer(forum, topic, reply):
    id = decision_of(forum, reply)
    asked = {"things": [{"kind": "decision", "id": id}]}
    shown = [{"kind": "decision", "id": id, "title": "Why does it drift?", "state": "open"}]
    assert forum.done(forum.http.post("/internal/v1/visible", asked, forum.ben))["visible"] == shown
    assert forum.done(forum.http.post("/internal/v1/visible", asked, forum.ann))["visible"] == []
    forum.hide(f"/v1/topics/{topic}")
    assert look(forum, id, forum.ben).status_code == 404
    assert forum.done(forum.http.post("/internal/v1/visible", asked, forum.ben))["visible"] == []
    forum.hide(f"/v1/topics/{topic}", hidden=False)
    forum.done(forum.put(f"/v1/topics/{topic}/audiences", {"audiences": ["a3"]}, forum.moderator))
    assert look(forum, id, forum.ben).status_code == 404
    assert appeal(forum, id).status_code == 404


def test_no_visitor_is_the_writer_of_what_an_import_calls_anonymous(forum, category):
    topic = forum.ask(category)
    with forum.database.transaction() as tx:
        tx.execute(topics.update().values(author_id="anonymous"))
    forum.hide(f"/v1/topics/{topic}")
    assert forum.missing(f"topic/{topic}", VISITOR)
