"""What others may rely on is what really happens."""

import json
from datetime import UTC, datetime
from pathlib import Path

import fastjsonschema
from sqlalchemy import select

from community.actions.restating import restate_decisions, restate_notes
from community.settings import CONTRACTS
from community.store.tables import notes
from community.worker import create_worker
from portalkit import rights
from portalkit.backends import open_bus, open_database
from portalkit.events import Event
from portalkit.forgetting import Forgetting, Journal
from portalkit.migrations import upgrade
from portalkit.settings import Settings
from portalkit.tables import outbox
from portalkit.testing import drain
from portalkit.worker import pulse

SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (CONTRACTS / "publishes").glob("*.json")}
CHECKS = {name: fastjsonschema.compile(schema) for name, schema in SCHEMAS.items()}


def told(forum):
    with forum.database.reading() as db:
        return [(row.type, {"data": row.data}) for row in db.rows(select(outbox))]


def upheld(forum, topic):
    """The writer of a hidden topic appeals, and it stays hidden."""
    forum.hide(f"/v1/topics/{topic}")
    decision = forum.page(f"topic/{topic}", forum.ann)["topic"]["decision_id"]
    forum.done(forum.http.post(f"/v1/decisions/{decision}/appeal", {"text": "Why?"}, forum.ann))
    outcome = {"outcome": "upheld", "reason": "It is an advertisement."}
    forum.done(forum.put(f"/v1/decisions/{decision}/outcome", outcome, forum.second))
    with forum.database.transaction() as tx:
        restate_decisions(tx, [decision])
    forum.hide(f"/v1/topics/{topic}", hidden=False)


def leave(tx, person):
    """Somebody has what is theirs put together, and leaves."""
    handlers, now = rights.handlers("community"), datetime.now(UTC)
    asked = Event("e1", "accounts.export.requested.v1", "/accounts", "x1", 1, now, {"user_id": person})
    gone = Event("e2", "accounts.user.erased.v1", "/accounts", person, 9, now, {"erasure_id": "x2"}, person=person)
    for event in (asked, gone):
        handlers[event.type](tx, event)


def everything(forum, tmp_path):
    """A life in which every kind of fact happens."""
    category = forum.add_category()
    narrower = {"name": "Heron", "description": "", "audiences": ["members"]}
    forum.done(forum.http.patch(f"/v1/categories/{category}", narrower, forum.moderator, version=1))
    topic = forum.ask(category)
    reply = forum.answer(topic)
    forum.done(forum.http.patch(f"/v1/topics/{topic}", {"title": "T", "body": "B"}, forum.ann, version=1))
    forum.done(forum.http.patch(f"/v1/replies/{reply}", {"body": "R"}, forum.ben, version=1))
    forum.done(forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann))
    for path in (f"/v1/replies/{reply}", f"/v1/topics/{topic}"):
        forum.hide(path)
        forum.hide(path, hidden=False)
    upheld(forum, topic)
    other = forum.ask(category)
    forum.done(forum.put(f"/v1/topics/{other}/merged", {"into_id": topic}, forum.moderator))
    version = forum.done(forum.http.get(f"/v1/topics/{topic}", forum.moderator))["version"]
    parted = {"title": "T", "reply_ids": [other], "version": version}
    forum.done(forum.http.post(f"/v1/topics/{topic}/split", parted, forum.moderator))
    forum.done(forum.http.put(f"/v1/topics/{topic}/following", {"following": False}, forum.ann))
    item = {"external_id": "c", "name": "C", "audiences": ["everyone"]}
    forum.done(forum.http.post("/v1/import/categories", {"items": [item]}, forum.importer))
    item = {
        "external_id": "t",
        "title": "T",
        "category": "c",
        "author_id": "x",
        "asked_at": "2025-01-01T00:00:00Z",
        "body": "B",
        "replies": [{"external_id": "r", "author_id": "y", "written_at": "2025-01-02T00:00:00Z", "body": "R"}],
    }
    forum.done(forum.http.post("/v1/import/topics", {"items": [item]}, forum.importer))
    with forum.database.transaction() as tx:
        pulse("community", tx)
        restate_notes(tx, [row.id for row in tx.rows(select(notes))])
        leave(tx, forum.ann.id)
    Forgetting(forum.database, Journal(tmp_path / "erased"), ()).run_due()


def test_every_fact_is_told_as_its_contract_says(forum, tmp_path):
    everything(forum, tmp_path)
    facts = told(forum)
    for name, body in facts:
        CHECKS[name](body)
    assert {name for name, _ in facts} == set(SCHEMAS)


def test_every_example_fits_its_contract():
    for name, schema in SCHEMAS.items():
        assert schema["examples"], name
        for example in schema["examples"]:
            CHECKS[name]({"data": example["data"], "personal": example.get("personal", {})})


def test_the_worker_tells_and_hears(tmp_path: Path):
    settings = Settings(data_dir=tmp_path)
    database = open_database(settings, "community")
    upgrade("community", database.engine)
    other = open_bus(settings, "other", ["community.pulse.sent.v1"])
    other.receive()
    worker = create_worker(settings)
    drain(worker)
    assert [b"community.pulse.sent.v1" in item.body for item in other.receive()] == [True]
    worker.stop()
    other.close()
    database.close()
