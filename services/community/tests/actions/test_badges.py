"""Who earns a badge is told of it once; what comes in from elsewhere tells nobody."""

from sqlalchemy import select

from community.store.tables import notes


def told(forum):
    with forum.database.reading() as db:
        return [(row.act, row.person_id, row.topic_id, row.text) for row in db.rows(select(notes))]


def accept(forum, topic, reply):
    return forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))


def test_who_earned_a_badge_is_told_of_it_once(forum, category):
    first = forum.ask(category)
    accept(forum, first, forum.answer(first))
    second = forum.ask(category)
    accept(forum, second, forum.answer(second))
    assert told(forum) == [("badge-earned", forum.ben.id, first, "First accepted answer")]
    assert forum.events().count("note.given") == 1


def test_what_was_accepted_elsewhere_gives_the_badge_and_tells_nobody(forum):
    place = {"external_id": "c", "name": "C", "audiences": ["everyone"]}
    forum.done(forum.http.post("/v1/import/categories", {"items": [place]}, forum.importer))
    reply = {"external_id": "r", "author_id": forum.ben.id, "written_at": "2025-01-02T00:00:00Z", "body": "R"}
    item = {"external_id": "t", "title": "T", "category": "c", "author_id": forum.ann.id, "body": "B"}
    item |= {"asked_at": "2025-01-01T00:00:00Z", "replies": [reply], "accepted": "r"}
    forum.done(forum.http.post("/v1/import/topics", {"items": [item]}, forum.importer))
    assert told(forum) == []
