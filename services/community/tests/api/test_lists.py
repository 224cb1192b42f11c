"""The public lists."""

import re
from urllib.parse import urlencode


def test_a_list_says_where_it_goes_on(forum, category):
    for _ in range(21):
        forum.ask(category)
        forum.later(minutes=1)
    answer = forum.http.get(f"/v1/topics?category={category}", forum.ann)
    (query,) = re.fullmatch(r'<\?(.+)>; rel="next"', answer.headers["Link"]).groups()
    rest = forum.http.get(f"/v1/topics?{query}", forum.ann)
    assert len(rest.get_json()["items"]) == 1
    assert "Link" not in rest.headers


def test_categories_come_in_the_order_of_the_tree(forum):
    first = forum.add_category("First")
    forum.add_category("Second")
    below = forum.add_category("Below the first", parent=first)
    items = forum.done(forum.http.get("/v1/categories"))["items"]
    assert [(item["name"], item["depth"]) for item in items] == [("First", 0), ("Below the first", 1), ("Second", 0)]
    assert (items[1]["id"], items[1]["parent_id"]) == (below, first)


def test_replies_come_oldest_first(forum, topic):
    texts = ["One.", "Two.", "Three."]
    for text in texts:
        forum.later(minutes=1)
        forum.answer(topic, body=text)
    items = forum.done(forum.http.get(f"/v1/topics/{topic}/replies"))["items"]
    assert [item["html"] for item in items] == [f"<p>{text}</p>\n" for text in texts]


def test_a_topic_and_a_reply_carry_the_version_that_changes_name(forum, topic):
    reply = forum.answer(topic)
    for path in (f"/v1/topics/{topic}", f"/v1/replies/{reply}"):
        assert forum.http.get(path).headers["ETag"] == '"1"'


def test_the_page_to_ask_on_is_for_members(forum, category):
    assert forum.http.get("/internal/v1/pages/ask").status_code == 401
    assert [each["id"] for each in forum.page("ask", forum.ann)["categories"]] == [category]


def test_what_people_write_is_harmless_in_a_page(forum, category):
    id = forum.ask(category, title="<b>bold</b>", body="<script>alert(1)</script> [x](javascript:alert(1))")
    topic = forum.page(f"topic/{id}")["topic"]
    assert "<script" not in topic["html"] and 'href="javascript' not in topic["html"]
    assert topic["title"] == "<b>bold</b>"  # plain text: templates escape it


def test_how_many_topics_demand_an_audience_is_told_to_administrators(forum, category):
    from portalkit.viewer import Viewer

    head = Viewer("head", "staff", frozenset({"administrator"}), frozenset({"everyone", "members", "staff"}))
    topic = forum.ask(category)
    assert forum.page("staff/uses/a7", head) == {"count": 0}
    limited = {"audiences": ["a7", "members"]}
    moderator = Viewer("mod", "staff", frozenset({"moderator"}), frozenset({"everyone", "members", "staff", "a7"}))
    answer = forum.http.put(f"/v1/topics/{topic}/audiences", limited, moderator, If_Match='"1"')
    assert answer.status_code == 200, answer.json
    assert forum.page("staff/uses/a7", head) == {"count": 1}
    told = forum.page(f"staff/topic/{topic}/demands", moderator)
    assert told["own"] == ["a7", "members"] and told["category"]["id"] == category
    assert forum.http.get(f"/internal/v1/pages/staff/topic/{topic}/demands", head).status_code == 404


def test_new_is_what_was_asked_or_answered_since_and_only_what_one_may_read(forum, category):
    asked, answered = forum.ask(category), forum.ask(category)
    forum.later(minutes=1)
    since = forum.now.isoformat()
    assert forum.page("topics?" + urlencode({"state": "new", "since": since}), forum.ann)["items"] == []
    forum.later(minutes=1)
    forum.answer(answered)
    fresh = forum.ask(category)
    items = forum.page("topics?" + urlencode({"state": "new", "since": since}), forum.ann)["items"]
    assert {item["id"] for item in items} == {answered, fresh}
    items = forum.done(forum.http.get("/v1/topics?state=new", forum.ann))["items"]
    assert {item["id"] for item in items} == {asked, answered, fresh}
