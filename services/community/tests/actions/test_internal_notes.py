"""What staff notes beside a topic stays with staff who may read that topic."""

import pytest
from sqlalchemy import select

from community.model.internal_note import MOST
from community.store.tables_notes import internal_notes
from portalkit import rights
from portalkit.ids import new_id
from portalkit.viewer import VISITOR, Viewer

ONE = "/internal/v1/internal-notes"


def beside(topic):
    return f"/internal/v1/topics/{topic}/internal-notes"


def read(forum, topic, viewer):
    return forum.http.get(f"/internal/v1/pages/topic/{topic}/internal-notes", viewer)


def note(forum, topic, by=None, body="They called twice."):
    return forum.done(forum.http.post(beside(topic), {"note": body}, by or forum.moderator))["id"]


def said(forum, topic, viewer):
    return [one["body"] for one in forum.done(read(forum, topic, viewer))["items"]]


def employee(*audiences):
    """Somebody of the staff without a role, who is also in `audiences`."""
    return Viewer(new_id(), kind="staff", audiences=frozenset({"everyone", "members", "staff", *audiences}))


@pytest.fixture
def colleague(forum):
    """One whose name is known."""
    made = employee()
    forum.know(made, "Cora")
    return made


def test_all_of_the_staff_writes_and_reads_them_in_the_order_of_time(forum, topic, colleague):
    note(forum, topic, colleague, "First.\nSecond <line>.")
    forum.later(minutes=1)
    note(forum, topic)
    first, second = forum.done(read(forum, topic, colleague))["items"]
    assert (first["body"], first["author"]["name"]) == ("First.\nSecond <line>.", "Cora")
    assert (first["can_delete"], second["can_delete"]) == (True, False)
    assert [one["can_delete"] for one in forum.done(read(forum, topic, forum.moderator))["items"]] == [True, True]
    empty = forum.http.post(beside(topic), {"note": " \n"}, colleague)
    assert (empty.status_code, list(empty.json["errors"])) == (422, ["note"])


def test_who_asked_and_everybody_else_who_is_not_of_the_staff_learns_of_none(forum, topic):
    before, events = forum.page(f"topic/{topic}", forum.ann), forum.events()
    one = note(forum, topic)
    assert forum.page(f"topic/{topic}", forum.ann) == before and forum.events() == events
    for viewer, status in ((VISITOR, 401), (forum.ann, 403), (forum.ben, 403)):
        assert read(forum, topic, viewer).status_code == status
        assert forum.http.post(beside(topic), {"note": "Me too."}, viewer).status_code == status
        assert forum.http.delete(f"{ONE}/{one}", viewer).status_code == status
    paths = (rule.rule for rule in forum.app.url_map.iter_rules())
    assert [path for path in paths if path.startswith("/v1/") and "internal-notes" in path] == []


def test_staff_who_may_not_read_the_topic_learns_of_none_either(forum, colleague):
    inside = employee("a3")
    closed = forum.ask(forum.add_category("Partners", ("a3",)), by=inside)
    one = note(forum, closed, inside)
    never = read(forum, new_id(), colleague)
    assert (read(forum, closed, colleague).status_code, never.status_code) == (404, 404)
    assert forum.http.post(beside(closed), {"note": "N"}, colleague).status_code == 404
    assert forum.http.delete(f"{ONE}/{one}", forum.moderator).status_code == 404
    assert said(forum, closed, inside) == ["They called twice."]


def test_who_wrote_one_deletes_it_and_so_does_a_moderator(forum, topic, colleague):
    mine, other = note(forum, topic, colleague), note(forum, topic, colleague)
    refused = forum.http.delete(f"{ONE}/{mine}", employee())
    assert (refused.status_code, refused.json["slug"]) == (403, "not-yours")
    for one, by in ((mine, colleague), (other, forum.moderator)):
        assert forum.http.delete(f"{ONE}/{one}", by).status_code == 204
    assert said(forum, topic, colleague) == []
    assert forum.http.delete(f"{ONE}/{mine}", colleague).status_code == 404


def test_there_is_an_end_to_what_is_noted_beside_one_topic(forum, topic):
    for number in range(MOST):
        note(forum, topic, body=str(number))
    refused = forum.http.post(beside(topic), {"note": "More."}, forum.moderator)
    assert (refused.status_code, refused.json["slug"]) == (409, "too-many-notes")


def test_when_topics_are_merged_their_notes_stand_together(forum, category):
    old, new = forum.ask(category), forum.ask(category, forum.ben, "Drift again")
    note(forum, new, body="Second.")
    forum.later(minutes=1)
    note(forum, old, body="Third.")
    forum.done(forum.put(f"/v1/topics/{new}/merged", {"into_id": old}, forum.moderator))
    assert said(forum, old, forum.moderator) == ["Second.", "Third."]


def told(forum, person):
    with forum.database.reading() as db:
        return rights.told(db, rights.held("community"), person.id)


def test_an_export_has_no_word_of_them_and_they_go_with_who_began_the_topic(forum, category, topic, colleague):
    theirs = forum.ask(category, forum.ben, "Mine too")
    note(forum, topic, colleague, "Ann pays late.")
    note(forum, theirs, colleague, "Ask @ann again.")
    assert "pays late" not in str(told(forum, forum.ann))
    assert set(told(forum, colleague)["internal notes written"][0]) == {"id", "written_at"}
    with forum.database.transaction() as tx:
        rights.forget(tx, rights.held("community"), forum.ann.id, "since")
    with forum.database.reading() as db:
        assert [row.body for row in db.rows(select(internal_notes.c.body))] == ["Ask @former-member again."]
