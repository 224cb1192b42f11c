"""R27: whatever was emitted by any release is still understood, and what is not understood yet is kept.

`emitted.jsonl` holds an envelope of each version of each event that a release has emitted, as it travelled. Lines are
only ever added to it: a backup, a broker or `republish` can bring any of them back.
"""

import json
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import select

from portalkit import parked
from portalkit.backends import open_database
from portalkit.bus_sqlite import SqliteBus
from portalkit.events import matches
from portalkit.runner import Contracts, Runner
from portalkit.settings import load
from portalkit.tables import inbox, metadata

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("accounts", "knowledge", "community", "notify")
CONSUMERS = [name for name in SERVICES if import_module(f"{name}.events").HANDLERS]
EMITTED = [json.loads(line) for line in (ROOT / "tests" / "contract" / "emitted.jsonl").read_text().splitlines()]
# Facts about people and places come before those about what is said there.
ORDER = ("pulse", "user", "session", "category", "article", "comment", "credit", "notice", "follow")
ORDER += ("topic", "reply", "decision", "note", "act", "export", "erasure")


class Consumer:
    """A service's database, and its end of a bus on which `emitted` lies."""

    def __init__(self, service, folder, emitted):
        self.service, self.folder, self.patterns = service, folder, list(import_module(f"{service}.events").HANDLERS)
        settings = load(import_module(f"{service}.settings").Settings, service, {"DATA_DIR": str(folder)})
        self.database = open_database(settings, service)
        metadata.create_all(self.database.engine)
        import_module(f"{service}.store.tables").metadata.create_all(self.database.engine)
        SqliteBus(folder / "bus.db", "sender").close()
        with closing(sqlite3.connect(folder / "bus.db")) as bus, bus:
            bus.executemany(
                "INSERT INTO log (type, at, body, person, personal) VALUES (?, ?, ?, ?, ?)",
                [_row(each) for each in sorted(emitted, key=lambda each: ORDER.index(each["type"].split(".")[1]))],
            )

    def wants(self, name):
        return any(matches(pattern, name) for pattern in self.patterns)

    def work(self, handlers=None, also=()):
        """Take and carry out all there is; what became of each event, by its id."""
        bus = SqliteBus(self.folder / "bus.db", self.service, [*self.patterns, *also])
        contracts = Contracts(ROOT / "services" / self.service / "contracts" / "consumes")
        runner = Runner(self.database, bus, handlers or import_module(f"{self.service}.events").HANDLERS, contracts)
        while runner.receive() + runner.run_due():
            pass
        bus.close()
        with self.database.reading() as db:
            rows = db.rows(select(inbox.c.id, inbox.c.state, inbox.c.last_error))
        return {row.id: row.state if row.state == "done" else f"{row.state}: {row.last_error}" for row in rows}


def _row(event):
    body = {name: value for name, value in event.items() if name not in ("person", "personal")}
    personal = json.dumps(event.get("personal", {})).encode()
    return event["type"], event["time"], json.dumps(body).encode(), event.get("person"), personal


@pytest.fixture
def consumer(tmp_path):
    made = []

    def make(service, emitted=EMITTED):
        made.append(Consumer(service, tmp_path, emitted))
        return made[0]

    yield make
    made[0].database.close()


def test_something_of_every_published_version_is_kept():
    published = {path.stem for path in ROOT.glob("services/*/contracts/publishes/*.json")}
    assert published <= {event["type"] for event in EMITTED}
    assert len({event["id"] for event in EMITTED}) == len(EMITTED)


@pytest.mark.parametrize("service", CONSUMERS)
def test_all_that_was_ever_emitted_is_carried_out(consumer, service):
    made = consumer(service)
    wanted = {event["id"] for event in EMITTED if made.wants(event["type"])}
    assert made.work() == dict.fromkeys(wanted, "done") and wanted


@pytest.mark.parametrize("service", CONSUMERS)
def test_fields_that_a_later_release_adds_are_passed_over(consumer, service):
    added = {"added_later": {"by": ["somebody", 1]}}
    richer = [
        event
        | added
        | {"data": event["data"] | added}
        | ({"personal": event["personal"] | added} if "personal" in event else {})
        for event in EMITTED
    ]
    made = consumer(service, richer)
    assert set(made.work().values()) == {"done"}


@pytest.mark.parametrize("service", CONSUMERS)
def test_a_major_version_of_later_is_parked_whole_and_carried_out_once_it_is_understood(consumer, service):
    handlers = import_module(f"{service}.events").HANDLERS
    (event,) = [each for each in EMITTED if any(matches(pattern, each["type"]) for pattern in handlers)][:1]
    later = event | {"type": event["type"].removesuffix("v1") + "v9"}
    made = consumer(service, [later])
    assert made.work(also=[later["type"]]) == {event["id"]: f"parked: Poison: nobody here handles {later['type']}"}
    done = []
    with made.database.transaction() as tx:
        assert parked.replay(tx, id=event["id"]) == 1
    assert made.work({later["type"]: lambda tx, told: done.append(told.data)}) == {event["id"]: "done"}
    assert done == [event["data"]]
