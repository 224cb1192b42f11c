"""What notify relies on, and what others may rely on."""

import json

import fastjsonschema
import pytest

from notify import CONTRACTS, NAME
from notify.events import HANDLERS
from notify.store.tables import metadata
from portalkit.bus_sqlite import SqliteBus
from portalkit.errors import Poison
from portalkit.events import Event
from portalkit.runner import Contracts
from portalkit.tables import outbox

CONSUMES = {path.stem for path in (CONTRACTS / "consumes").glob("*.json")}


def noun(pattern):
    return pattern.replace(".*", "")


def test_every_fact_that_is_handled_has_a_contract_and_the_other_way_round():
    nouns = {noun(pattern) for pattern in HANDLERS if "*" in pattern}
    alone = {pattern for pattern in HANDLERS if "*" not in pattern and not covered(pattern, nouns)}
    more = {name for name in CONSUMES if name in HANDLERS and covered(name, nouns)}  # one verb says more than the noun
    assert nouns | alone | more == CONSUMES


def covered(name, nouns):
    service, thing, _, major = name.split(".")
    return f"{service}.{thing}.{major}" in nouns


@pytest.mark.parametrize("path", sorted((CONTRACTS / "publishes").glob("*.json")), ids=lambda path: path.stem)
def test_every_published_example_fits_its_schema(path):
    schema = json.loads(path.read_text())
    check = fastjsonschema.compile(schema)
    for example in schema["examples"]:
        check(example)


def test_what_is_really_published_fits_its_schema(pumps):
    with pumps.database.reading() as db:
        rows = db.rows(outbox.select())
    assert {row.type for row in rows} == {"notify.pulse.sent.v1"}
    check = fastjsonschema.compile(json.loads((CONTRACTS / "publishes" / "notify.pulse.sent.v1.json").read_text()))
    for row in rows:
        check({"data": row.data})


def test_a_fact_that_breaks_its_contract_is_parked_and_not_half_done(pumps):
    fact = pumps.topic("t1", audience_key=None)
    with pytest.raises(Poison):
        Contracts(CONTRACTS / "consumes").check(Event.from_json(fact.to_json()))
    pumps.work()
    assert pumps.told() == []


def test_each_fact_handled_twice_leaves_what_it_left_the_first_time(pumps):
    pumps.follow("ann", "topic", "t1")
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.topic("t1", "solved", solved=True, accepted_reply_id="r1", accepted_author_id="ben")
    pumps.decision("d1")
    pumps.tell("accounts.session.ended.v1", "s1", {"user_id": "eve"})
    pumps.work()
    before = rows(pumps)
    received = SqliteBus(pumps.settings.data_dir / "bus.db", "again", ["*.*.*.*"]).receive()
    assert len(received) >= 10
    for item in received:
        event = Event.from_json(item.body)
        with pumps.database.transaction() as tx:
            for pattern, handle in HANDLERS.items():
                if event.source != f"/{NAME}" and pattern in (event.type, star(event.type)):
                    handle(tx, event)
    assert rows(pumps) == before


def star(name):
    service, thing, _, major = name.split(".")
    return f"{service}.{thing}.*.{major}"


def rows(house):
    with house.database.reading() as db:
        return {name: [tuple(row) for row in db.rows(table.select())] for name, table in metadata.tables.items()}
