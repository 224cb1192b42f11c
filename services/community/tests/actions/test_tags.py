"""Topics are found by their tags."""

from portalkit.viewer import VISITOR


def listed(forum, query, viewer=VISITOR):
    return [row["id"] for row in forum.page(f"topics?{query}", viewer)["items"]]


def edit(forum, topic, **more):
    body = {"title": "T", "body": "B"} | more
    return forum.done(forum.http.patch(f"/v1/topics/{topic}", body, forum.moderator, If_Match="*"))


def test_a_tag_leads_to_the_topics_that_have_it(forum, category):
    first = forum.ask(category, tags=["Flow Cell", "pH"])
    second = forum.ask(category, tags=["flow-cell"], kind="idea")
    forum.ask(category)
    assert set(listed(forum, "tag=flow-cell")) == set(listed(forum, "tag=Flow%20Cell")) == {first, second}
    assert listed(forum, "tag=flow-cell&kind=idea") == [second]
    assert listed(forum, f"tag=ph&category={category}&state=open") == [first] and listed(forum, "tag=never") == []
    assert forum.page(f"topic/{first}")["topic"]["tags"] == ["flow-cell", "ph"]


def test_an_edit_changes_the_tags_or_leaves_them(forum, category):
    topic = forum.ask(category, tags=["winter", "ice"])
    edit(forum, topic)
    assert listed(forum, "tag=winter") == [topic]
    edit(forum, topic, tags=["ice"])
    assert listed(forum, "tag=winter") == [] and listed(forum, "tag=ice") == [topic]


def test_those_that_most_of_the_latest_topics_have_are_suggested_as_far_as_one_may_read_them(forum, category):
    for tags in (["winter", "ice"], ["winter"]):
        forum.ask(category, tags=tags)
    forum.ask(forum.add_category("Staff", ("staff",)), forum.moderator, tags=["secret"])
    assert forum.page("ask", forum.ann)["tags"] == ["winter", "ice"]
    assert forum.page("ask", forum.moderator)["tags"] == ["winter", "ice", "secret"]


def test_an_import_brings_tags_and_one_that_says_nothing_of_them_is_as_it_was(forum):
    item = {"external_id": "c", "name": "C", "audiences": ["everyone"]}
    forum.done(forum.http.post("/v1/import/categories", {"items": [item]}, forum.importer))
    item = {"external_id": "t", "title": "T", "category": "c", "author_id": "x", "asked_at": "2025-01-01T00:00:00Z"}
    outcomes = []
    for more in ({}, {"tags": []}, {"tags": ["Ice"]}):
        answer = forum.http.post("/v1/import/topics", {"items": [item | {"body": "B"} | more]}, forum.importer)
        outcomes.append(forum.done(answer)["items"][0]["outcome"])
    assert outcomes == ["created", "unchanged", "changed"] and len(listed(forum, "tag=ice")) == 1
