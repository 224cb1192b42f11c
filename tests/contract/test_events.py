"""What one service publishes and another consumes fit together, and stay so."""

import json
from importlib import import_module
from pathlib import Path

import fastjsonschema
import pytest
from sqlalchemy import select

from portalkit.clock import utc_now
from portalkit.events import Event, matches
from portalkit.ids import new_id
from portalkit.runner import Contracts
from portalkit.testing import fresh_database

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("accounts", "knowledge", "community", "notify")
PUBLISHED = {
    path.stem: json.loads(path.read_text()) for path in sorted(ROOT.glob("services/*/contracts/publishes/*.json"))
}
CONSUMED = sorted(ROOT.glob("services/*/contracts/consumes/*.json"))
PULSE = {"type": "object"}  # portalkit's own, of every service


def speaks_for(path):
    """The published types that a file in consumes/ is about."""
    noun, _, major = path.stem.rpartition(".")
    return [
        name
        for name in [*PUBLISHED, *(f"{service}.pulse.sent.v1" for service in SERVICES)]
        if name == path.stem or matches(f"{noun}.*.{major}", name)
    ]


def examples(name):
    for example in PUBLISHED.get(name, {}).get("examples", []):
        yield Event(
            id=new_id(),
            type=name,
            source=f"/{name.split('.')[0]}",
            subject=example["subject"],
            version=example["version"],
            time=utc_now(),
            data=example["data"],
            person=example.get("person"),
            personal=example.get("personal", {}),
        )


def handlers(service):
    return import_module(f"{service}.events").HANDLERS


@pytest.mark.parametrize("path", CONSUMED, ids=lambda path: f"{path.parts[-4]}:{path.stem}")
def test_what_is_consumed_is_published(path):
    assert speaks_for(path), f"nobody publishes {path.stem}"


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_schema_has_examples_that_fit_it(name):
    check = fastjsonschema.compile({k: v for k, v in PUBLISHED[name].items() if k != "examples"})
    assert PUBLISHED[name]["examples"]
    for event in examples(name):
        check({"data": event.data, "personal": event.personal})


@pytest.mark.parametrize("service", SERVICES)
def test_every_pattern_that_is_handled_has_a_contract(service):
    folder = ROOT / "services" / service / "contracts" / "consumes"
    known = [name for path in folder.glob("*.json") for name in speaks_for(path)]
    for pattern in handlers(service):
        assert any(matches(pattern, name) for name in known), pattern


@pytest.mark.parametrize("service", SERVICES)
def test_every_example_ever_written_is_taken_and_a_second_copy_changes_nothing(service, tmp_path):
    tables = import_module(f"{service}.store.tables").metadata
    database = fresh_database(tmp_path, service, tables)
    contracts = Contracts(ROOT / "services" / service / "contracts" / "consumes")
    # Facts about people and places come before those about what is said there.
    order = (
        "pulse",
        "user",
        "session",
        "category",
        "article",
        "comment",
        "credit",
        "notice",
        "follow",
        "topic",
        "reply",
        "decision",
        "note",
        "act",
        "export",
        "erasure",
    )
    names = sorted(PUBLISHED, key=lambda name: order.index(name.split(".")[1]))
    taken = 0
    for name in names:
        for event in examples(name):
            wanted = [handle for pattern, handle in handlers(service).items() if matches(pattern, name)]
            for handle in wanted:
                contracts.check(event)
                with database.transaction() as tx:
                    handle(tx, event)
                before = snapshot(database, tables)
                with database.transaction() as tx:
                    handle(tx, event)
                assert snapshot(database, tables) == before, f"{name} twice"
                taken += 1
    database.close()
    assert taken or not handlers(service)


def snapshot(database, tables):
    with database.reading() as db:
        return {name: [tuple(row) for row in db.rows(select(table))] for name, table in sorted(tables.tables.items())}
