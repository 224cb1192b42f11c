"""Staff say what becomes of an idea, and why; others find ideas by votes and by state."""

import pytest


@pytest.fixture
def idea(forum, category):
    return forum.ask(category, kind="idea", title="A longer cable")


def judge(forum, idea, state="planned", reason="In spring.", by=None):
    return forum.put(f"/v1/topics/{idea}/idea", {"state": state, "reason": reason}, by or forum.moderator)


def listed(forum, query="", viewer=None):
    page = forum.page(f"ideas{query}", viewer or forum.ben)
    return [(each["title"], each["idea_state"]) for each in page["items"]]


def test_a_state_is_shown_with_its_reason_and_stands_in_history_and_audit_log(forum, idea):
    assert forum.page(f"topic/{idea}")["topic"]["idea"] == {"state": "new", "reason": ""}
    forum.done(judge(forum, idea))
    assert forum.page(f"topic/{idea}")["topic"]["idea"] == {"state": "planned", "reason": "In spring."}
    history = forum.done(forum.http.get(f"/v1/topics/{idea}/history", forum.ann))["items"]
    assert [(each["act"], each["note"]) for each in history] == [("judged", "Planned: In spring.")]
    changed = {"before": {"state": "new"}, "after": {"state": "planned"}}
    assert forum.acts()[-1:] == [(forum.moderator.id, "topic.judged", idea, changed)]
    assert forum.events()[-2:] == ["topic.restated", "note.given"]


def test_the_same_said_again_tells_nobody(forum, idea):
    for _ in range(2):
        forum.done(judge(forum, idea))
    assert forum.events().count("note.given") == 1


def test_a_reason_is_asked_for_and_only_staff_who_look_after_the_forum_judge(forum, idea, topic):
    assert judge(forum, idea, reason=" \n ").status_code == 422
    assert judge(forum, idea, by=forum.ann).status_code == 403
    assert judge(forum, topic).get_json()["slug"] == "no-idea"
    assert judge(forum, "nowhere").status_code == 404


def test_a_hidden_idea_is_shown_first(forum, idea):
    forum.hide(f"/v1/topics/{idea}")
    assert judge(forum, idea).get_json()["slug"] == "topic-hidden"


def test_ideas_are_found_by_votes_and_by_state(forum, category, idea, topic):
    forum.later(minutes=1)
    other = forum.ask(category, kind="idea", title="A lamp")
    assert listed(forum, "?sort=latest") == [("A lamp", "new"), ("A longer cable", "new")]
    forum.done(forum.put(f"/v1/topics/{idea}/vote", {"helpful": True}, forum.ben))
    assert listed(forum) == [("A longer cable", "new"), ("A lamp", "new")]
    forum.done(judge(forum, other, "declined", "Too bright."))
    assert listed(forum, "?state=declined") == [("A lamp", "declined")]
    assert listed(forum, f"?state=new&category={category}") == [("A longer cable", "new")]


def test_pages_of_ideas_follow_each_other_by_votes(forum, category):
    titles = [f"Idea {number:02}" for number in range(23)]
    for title in titles:
        forum.ask(category, kind="idea", title=title)
    first = forum.page("ideas")
    rest = forum.page(f"ideas?cursor={first['next']}")
    shown = [each["title"] for each in first["items"] + rest["items"]]
    assert (len(first["items"]), rest["next"]) == (20, None) and sorted(shown) == titles


def test_ideas_of_others_audiences_are_not_there(forum, make_customer):
    closed = forum.add_category("Closed", audiences=("a1",))
    inside = make_customer("a1")
    forum.ask(closed, by=inside, kind="idea", title="Secret")
    assert listed(forum) == [] and listed(forum, viewer=inside) == [("Secret", "new")]
    assert forum.http.get(f"/internal/v1/pages/ideas?category={closed}", forum.ben).status_code == 404
