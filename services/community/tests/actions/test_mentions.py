"""A text names people after an @: it leads to them, and says whom it names."""

import pytest
from sqlalchemy import select

from community.store.tables import people
from portalkit.tables import outbox


def said(forum):
    """The last fact that was told of a post."""
    with forum.database.reading() as db:
        rows = db.rows(select(outbox.c.type, outbox.c.data).order_by(outbox.c.id))
    return [row.data for row in rows if "mentions" in row.data][-1]


def html(forum, topic, viewer):
    return forum.page(f"topic/{topic}", viewer)["replies"]["items"][-1]["html"]


def test_a_name_after_an_at_leads_to_the_person_and_the_fact_says_whom(forum, topic):
    forum.answer(topic, body="Ask @ann, not `@ann` or ben@ann.")
    assert said(forum)["mentions"] == [forum.ann.id]
    assert html(forum, topic, forum.ben).count(f'<a href="/people/{forum.ann.id}"') == 1


def test_two_of_one_name_are_told_apart_and_a_new_name_is_a_new_one(forum, topic):
    def handles():
        with forum.database.reading() as db:
            return {row.id: row.handle for row in db.rows(select(people.c.id, people.c.handle))}

    forum.know(forum.second, "Ann")
    assert (handles()[forum.ann.id], handles()[forum.second.id]) == ("ann", "ann-2")
    forum.know(forum.second, "Ann", version=2)
    forum.know(forum.ann, "Änne Müller-Lüß", version=2)
    assert (handles()[forum.ann.id], handles()[forum.second.id]) == ("anne-muller-luss", "ann-2")
    forum.know(forum.second, "", version=3)
    forum.know(forum.ann, "Ann", version=3)
    assert (handles()[forum.ann.id], handles()[forum.second.id]) == ("ann", None)


def test_an_edit_keeps_whom_it_named_and_adds_others(forum, category):
    topic = forum.ask(category, body="Who knows? @ben?")
    assert said(forum)["mentions"] == []  # nobody can read anything of Ben's yet, so nobody can name him
    forum.answer(topic)
    edit = {"title": "Why?", "body": "Who knows? @ben? @ann"}
    forum.done(forum.http.patch(f"/v1/topics/{topic}", edit, forum.ann, version=1))
    assert said(forum)["mentions"] == [forum.ben.id]  # and nobody is told of having named themselves
    edit = {"title": "Why?", "body": "Nobody."}
    forum.done(forum.http.patch(f"/v1/topics/{topic}", edit, forum.ann, version=2))
    assert said(forum)["mentions"] == []


def test_nobody_learns_of_a_person_whose_posts_they_may_not_read(forum, topic):
    closed = forum.add_category("Closed", ("staff",))
    forum.know(forum.moderator, "Mo")
    forum.ask(closed, forum.moderator)
    forum.answer(topic, body="Hello @mo")
    assert said(forum)["mentions"] == [] and "<a" not in html(forum, topic, forum.ben)
    forum.answer(topic, forum.second, body="Hello @mo")
    assert said(forum)["mentions"] == [forum.moderator.id]


def test_what_is_merged_and_split_names_whom_it_named(forum, category, topic):
    forum.answer(topic)
    other = forum.ask(category, title="And this?", body="@ben, look.")
    forum.done(forum.put(f"/v1/topics/{other}/merged", {"into_id": topic}, forum.moderator))
    assert html(forum, topic, forum.ben).count(f"/people/{forum.ben.id}") == 1
    version = forum.done(forum.http.get(f"/v1/topics/{topic}", forum.moderator))["version"]
    parted = {"title": "And this?", "reply_ids": [other], "version": version}
    forum.done(forum.http.post(f"/v1/topics/{topic}/split", parted, forum.moderator))
    assert forum.page(f"topic/{other}")["topic"]["html"].count(f"/people/{forum.ben.id}") == 1


def test_what_is_hidden_names_nobody_to_others(forum, topic):
    reply = forum.answer(topic, body="@ann")
    forum.hide(f"/v1/replies/{reply}")
    assert said(forum)["mentions"] == []


@pytest.mark.parametrize("many", [10, 11])
def test_a_text_names_ten_people_at_most(forum, topic, make_customer, many):
    for number in range(many):
        forum.know(person := make_customer(), f"Reader {number}")
        forum.answer(topic, person)
    body = " ".join(f"@reader-{number}" for number in range(many))
    answer = forum.http.post(f"/v1/topics/{topic}/replies", {"body": body}, forum.ben)
    assert answer.status_code == (201 if many == 10 else 422)
    if many == 11:
        assert "10 people" in answer.get_json()["errors"]["body"][0]


def test_an_import_may_name_anybody(forum, category):
    item = {"external_id": "c", "name": "C", "audiences": ["everyone"]}
    forum.done(forum.http.post("/v1/import/categories", {"items": [item]}, forum.importer))
    item = {"external_id": "t", "title": "T", "category": "c", "author_id": forum.ann.id, "body": "@ben?"}
    item["asked_at"] = "2025-01-01T00:00:00Z"
    forum.done(forum.http.post("/v1/import/topics", {"items": [item]}, forum.importer))
    assert said(forum)["mentions"] == [forum.ben.id]
