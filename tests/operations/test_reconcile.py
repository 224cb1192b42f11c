"""Copies against their owners: what differs is named, and mended by telling again exactly that."""

import argparse
import contextlib
import io
import sys

import pytest
from sqlalchemy import delete, update
from support.portal import SERVICES, Portal

from community.store import tables as community_tables
from knowledge.store import tables as knowledge_tables
from notify.store import tables as notify_tables
from operations.deployed import deployed
from portalkit import operating
from portalkit.backends import open_database
from portalkit.bus_sqlite import SqliteBus
from portalkit.testing import drain

DAY = "2026-01-05T08:00:00+00:00"
reconcile = deployed("reconcile")


@pytest.fixture
def portal(tmp_path):
    made = Portal(tmp_path / "data")
    person = {"roles": [], "organisation": None, "attributes": {}, "locale": "en", "password": None}
    people = [
        person | {"external_id": name, "name": name.title(), "email": f"{name}@people.example", "kind": "customer"}
        for name in ("ann", "ben")
    ]
    ids = made.imports("accounts", "users", people)
    category = {"external_id": "c", "name": "Pumps", "description": "", "parent": None, "audiences": ["everyone"]}
    made.imports("community", "categories", [category])
    reply = {"external_id": "r", "author_id": ids["ben"], "body": "Bleed it.", "written_at": DAY}
    topic = {
        "external_id": "t",
        "category": "c",
        "audiences": [],
        "title": "It hums",
        "body": "All night.",
        "product": None,
        "author_id": ids["ann"],
        "asked_at": DAY,
        "accepted": None,
        "replies": [reply],
    }
    made.topics = made.imports("community", "topics", [topic])
    made.settle()
    yield made
    made.close()


def asking(portal):
    """The services' command lines, in this process."""

    def ask(service, words, typed):
        said, stdin = io.StringIO(), sys.stdin
        options = {"args": words[1:], "since": None, "state": None, "only": None, "contents": False}
        if words[0] == "republish":
            options |= {"args": [], "state": words[2], "only": "-"}
        sys.stdin = io.StringIO(typed)
        try:
            with contextlib.redirect_stdout(said):
                command = getattr(operating, words[0])
                assert command(service, portal.settings[service], argparse.Namespace(**options)) == 0
        finally:
            sys.stdin = stdin
        return said.getvalue()

    return ask


def wrong(portal):
    """What differs, by keeper and noun."""
    found, _ = reconcile.differences(asking(portal))
    return {
        (each.keeper, each.noun): {
            name: dict(getattr(each, name)) for name in ("missing", "stale", "ahead", "surplus") if getattr(each, name)
        }
        for each in found
    }


def mend(portal):
    found, _ = reconcile.differences(asking(portal))
    said = list(reconcile.mend(asking(portal), found))
    portal.settle()
    return said


def change(portal, service, statement):
    database = open_database(portal.settings[service], service)
    with database.transaction() as tx:
        assert tx.execute(statement)
    database.close()


def test_what_has_arrived_everywhere_differs_nowhere(portal):
    found, compared = reconcile.differences(asking(portal))
    assert (found, compared) == ([], 2 * 3 + 2 * 3 + 2)  # people in three, three nouns in two, follows in one


def test_a_lost_copy_is_named_and_filled_again(portal):
    topics = knowledge_tables.topics
    change(portal, "knowledge", delete(topics))
    id = portal.topics["t"]
    assert wrong(portal) == {("knowledge", "community.topic"): {"missing": {id: 0}}}
    assert mend(portal) == ["community.topic: 1 told again."]
    assert wrong(portal) == {}


def test_a_copy_that_is_behind_is_named_and_brought_up(portal):
    id, topics = portal.topics["t"], notify_tables.topics
    change(portal, "notify", update(topics).values(version=0, title="Old"))
    assert wrong(portal) == {("notify", "community.topic"): {"stale": {id: 0}}}
    mend(portal)
    assert wrong(portal) == {}


def test_an_owner_that_went_back_in_time_counts_up_past_its_copies(portal):
    id = portal.topics["t"]
    for service, table in (("knowledge", knowledge_tables.topics), ("notify", notify_tables.topics)):
        change(portal, service, update(table).values(version=9 if service == "notify" else 7, title="Later"))
    assert wrong(portal) == {
        ("knowledge", "community.topic"): {"ahead": {id: 7}},
        ("notify", "community.topic"): {"ahead": {id: 9}},
    }
    mend(portal)
    assert wrong(portal) == {}
    database = open_database(portal.settings["knowledge"], "knowledge")
    with database.reading() as db:
        ((version, title),) = db.rows(
            knowledge_tables.topics.select().with_only_columns(
                knowledge_tables.topics.c.version, knowledge_tables.topics.c.title
            )
        )
    database.close()
    assert (version, title) == (10, "It hums")


def test_a_copy_of_nothing_is_named(portal):
    change(portal, "community", delete(community_tables.follows))
    (difference,) = wrong(portal).items()
    assert difference[0] == ("notify", "community.follow")
    assert set(difference[1]) == {"surplus"} and len(difference[1]["surplus"]) == 2
    assert mend(portal) == []


def test_telling_again_tells_nobody_of_anything(portal):
    mails, said = len(portal.mails()), asking(portal)
    for noun in ("topic", "reply"):
        said("community", ["republish", "--state", noun], f"{portal.topics['t']}\n")
    portal.settle()
    assert len(portal.mails()) == mails
    database = open_database(portal.settings["notify"], "notify")
    with database.reading() as db:
        assert db.rows(notify_tables.messages.select()) == []
    database.close()


def test_a_bus_that_lost_everything_is_made_up_for_by_publishing_again(portal, tmp_path):
    change(portal, "knowledge", delete(knowledge_tables.replies))
    change(portal, "knowledge", knowledge_tables.metadata.tables["topics"].delete())
    bus = SqliteBus(tmp_path / "data" / "bus.db", "nobody")
    bus._db.execute("DELETE FROM log")
    bus.close()
    from portalkit.tables import inbox

    change(portal, "knowledge", inbox.delete())
    for service in SERVICES:
        args = argparse.Namespace(args=[], since="7d", state=None, only=None)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            assert operating.republish(service, portal.settings[service], args) == 0
        assert "will be sent again" in said.getvalue()
    drain(*portal.workers.values())
    assert wrong(portal) == {}
