"""Whoever leaves is named by nobody any more: others' texts speak of a former member."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.actions import masking
from community.store.tables import contests, history, messages, people, replies, topics
from portalkit import rights
from portalkit.tables import outbox


@pytest.fixture
def ingrid(forum, topic, make_customer):
    """Somebody whom those may name who read this topic."""
    made = make_customer()
    forum.know(made, "Ingrid Solheim-Berg")
    forum.answer(topic, made, "Rinse it.")
    return made


def leave(forum, person):
    with forum.database.transaction() as tx:
        return rights.forget(tx, rights.held("community"), person.id, "since")


def row(forum, table, id):
    with forum.database.reading() as db:
        return db.rows(select(table).where(table.c.id == id))[0]


def told(forum, id):
    """The last fact about a thing."""
    with forum.database.reading() as db:
        return db.rows(select(outbox).where(outbox.c.subject == id).order_by(outbox.c.seq))[-1]


def test_a_reply_names_a_former_member_and_leads_nowhere_and_those_who_keep_copies_are_told(forum, topic, ingrid):
    reply = forum.answer(topic, forum.ann, "Ask @Ingrid-Solheim-Berg, she knows.\n\n> @ingrid-solheim-berg: rinse it")
    before = row(forum, replies, reply)
    assert f"/people/{ingrid.id}" in before.html and before.mentions == ingrid.id
    assert leave(forum, ingrid)
    after = row(forum, replies, reply)
    assert after.body == "Ask @former-member, she knows.\n\n> @former-member: rinse it"
    assert "ingrid" not in after.html.lower() and "<a" not in after.html and "@former-member" in after.html
    assert (after.mentions, after.edited_at, after.version) == ("", None, before.version + 1)
    fact = told(forum, reply)
    assert (fact.type, fact.version) == ("community.reply.restated.v1", after.version)
    assert (fact.data["body"], fact.data["mentions"]) == (after.body, [])
    answer = forum.http.patch(f"/v1/replies/{reply}", {"body": "Ask."}, forum.ann, version=before.version)
    assert answer.status_code == 412


def test_a_topic_its_excerpt_and_whom_else_it_names_follow(forum, category, topic, ingrid):
    forum.answer(topic)
    asked = forum.ask(category, body="Does @ingrid-solheim-berg or @ben know?")
    leave(forum, ingrid)
    after = row(forum, topics, asked)
    assert after.body == "Does @former-member or @ben know?" and after.excerpt == after.body
    assert f'<a href="/people/{forum.ben.id}"' in after.html and after.mentions == forum.ben.id
    assert told(forum, asked).type == "community.topic.restated.v1" and after.all_removals == 1
    assert forum.page(f"topic/{asked}")["topic"]["html"] == after.html


def test_what_a_post_said_before_and_a_name_from_before_are_masked_too(forum, topic, ingrid):
    named = forum.answer(topic, forum.ann, "@ingrid-solheim-berg knows")
    dropped = forum.answer(topic, forum.ann, "@ingrid-berg knows")
    forum.done(forum.http.patch(f"/v1/replies/{named}", {"body": "So @ingrid-solheim-berg knows"}, forum.ann, 1))
    forum.know(ingrid, "Ingrid Berg", version=2)
    late = forum.answer(topic, forum.ann, "@ingrid-berg and nobody else")
    forum.done(forum.http.patch(f"/v1/replies/{late}", {"body": "Nobody."}, forum.ann, 1))
    leave(forum, ingrid)
    assert row(forum, replies, named).body == "So @former-member knows"
    assert row(forum, replies, dropped).body == "@ingrid-berg knows"  # nobody was called so when it was written
    with forum.database.reading() as db:
        assert {entry.body for entry in db.rows(select(history).where(history.c.body.is_not(None)))} == {
            "@former-member knows",
            "@former-member and nobody else",
        }


def test_messages_contests_and_what_somebody_wrote_of_themselves_are_masked(forum, topic, ingrid):
    own = forum.answer(topic, ingrid, "Signed, @ingrid-solheim-berg")
    message = {"body": "Does @ingrid-solheim-berg, or @ann, know?"}
    sent = forum.done(forum.http.post(f"/v1/people/{ingrid.id}/messages", message, forum.ann))["id"]
    times = {"starts_at": forum.now.isoformat(), "ends_at": (forum.now + timedelta(days=2)).isoformat()}
    contest = {"title": "Autumn", "body": "Ask @ingrid-solheim-berg.", "kinds": ["answered"]} | times
    made = forum.done(forum.http.post("/v1/contests", contest, forum.moderator))["id"]
    leave(forum, ingrid)
    assert row(forum, replies, own).body == "Signed, @former-member"
    kept = row(forum, messages, sent)
    assert kept.body == kept.excerpt == "Does @former-member, or @ann, know?"
    assert f"/people/{ingrid.id}" not in kept.html and f"/people/{forum.ann.id}" in kept.html
    assert row(forum, contests, made).html == "<p>Ask @former-member.</p>\n"


def test_hidden_posts_are_masked_and_say_nothing_to_others(forum, topic, ingrid):
    reply = forum.answer(topic, forum.ann, "@ingrid-solheim-berg!")
    forum.hide(f"/v1/replies/{reply}")
    leave(forum, ingrid)
    assert row(forum, replies, reply).body == "@former-member!" and told(forum, reply).data["body"] is None


def test_it_is_done_once_and_posts_that_name_nobody_stay_as_they_are(forum, topic, ingrid):
    reply = forum.answer(topic, forum.ann, "Ask ingrid-solheim-berg@example.org or `@ingrid-solheim-berg`.")
    before = row(forum, replies, reply)
    leave(forum, ingrid)
    assert row(forum, replies, reply) == before
    events = forum.events()
    assert not leave(forum, ingrid) and forum.events() == events


def test_whom_very_many_name_is_masked_some_posts_at_a_time(forum, category, topic, ingrid, monkeypatch):
    monkeypatch.setattr(masking, "AT_ONCE", 2)
    asked = [forum.ask(category, body="@ingrid-solheim-berg?") for _ in range(3)]
    said = [forum.answer(topic, forum.ann, f"{number} @ingrid-solheim-berg") for number in range(5)]
    own = forum.answer(topic, ingrid, f"@ingrid-solheim-berg is [me](/people/{ingrid.id})")
    leave(forum, ingrid)
    assert "@former" in row(forum, replies, said[0]).body and "@ingrid" in row(forum, replies, said[4]).body
    assert masking.mask_rest(forum.database, [ingrid.id])
    assert {row(forum, topics, id).body for id in asked} == {"@former-member?"}
    assert [row(forum, replies, id).body for id in said] == [f"{number} @former-member" for number in range(5)]
    assert row(forum, replies, own).body.startswith("@former-member is [me]")
    versions = [row(forum, replies, id).version for id in (*said, own)]
    assert masking.mask_rest(forum.database, [ingrid.id])  # whatever died before it was said that it is done
    assert [row(forum, replies, id).version for id in (*said, own)] == versions


def test_nobody_is_called_a_former_member(forum, make_customer):
    forum.know(somebody := make_customer(), "Former Member")
    assert row(forum, people, somebody.id).handle == "former-member-2"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@ingrid", "@former-member"),
        ("Hi @Ingrid, @ingrid-2 and @ingrids", "Hi @former-member, @ingrid-2 and @ingrids"),
        ("ben@ingrid.example and x@ingrid", "ben@ingrid.example and x@ingrid"),
        ("`@ingrid` and @ingrid", "`@ingrid` and @former-member"),
        ("```\n@ingrid\n```\n\n    @ingrid\n\n*@ingrid*", "```\n@ingrid\n```\n\n    @ingrid\n\n*@former-member*"),
        ("[@ingrid](https://x.example/@ingrid) \\@ingrid", "[@ingrid](https://x.example/@ingrid) \\@former-member"),
        ("| a |\n|---|\n| @ingrid |\n\n> @ingrid wrote", "| a |\n|---|\n| @former-member |\n\n> @former-member wrote"),
        ("@named0 @ingrid @namedx1", "@named0 @former-member @namedx1"),
        ("@ingrid @ingrid-2 @ingrid-berg", "@former-member @ingrid-2 @former-member"),
    ],
)
def test_a_text_is_masked_where_it_would_lead_to_somebody(text, left):
    assert masking.masked(text, {"ingrid", "ingrid-berg"}) == left
