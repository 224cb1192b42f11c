"""A made-up service whose events the bench sends: its database, its events, and every way of sending them."""

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Float, Integer, MetaData, String, Table

from bench import events_bare as bare
from portalkit import relay
from portalkit.bus_rabbitmq import RabbitBus
from portalkit.bus_rabbitmq_receiving import queue_of
from portalkit.bus_sqlite import SqliteBus
from portalkit.clock import utc_now
from portalkit.database import Database
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.relay import sweep
from portalkit.runner import Contracts, Runner
from portalkit.tables import metadata, outbox
from portalkit.testing.rabbitmq import Broker

TYPE = "things.thing.made.v1"
DATA = {"title": "A probe drifts after a cold night", "body": "It shows two units too many. " * 8, "state": "shown"}
BATCH = 200  # of the bare publisher; the size whose figure the goals are stated in
tables = MetaData()
things = Table(
    "things",
    tables,
    Column("id", String(36), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Float),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """What is written."""

    id: str
    name: str = "a thing"
    version: int = 1


def database(folder: Path, name: str, woken: Callable[[], None] = lambda: None) -> Database:
    """A new database as a service has it: every commit is on the disk."""
    made = Database(f"sqlite:///{folder / name}.db", name, woken=woken)
    metadata.create_all(made.engine)
    tables.create_all(made.engine)
    return made


def events(count: int) -> list[Event]:
    """Facts as the relay sends them."""
    return [Event(new_id(), TYPE, "/things", f"t{number}", 1, utc_now(), DATA) for number in range(count)]


def write(db: Database) -> None:
    """What a request writes: a row, and the fact beside it."""
    with db.transaction() as tx:
        thing = Thing(new_id())
        tx.insert(things, thing)
        tx.publish(TYPE, thing, DATA)


class Ways:
    """Each way sends events to the same queue, which is emptied between them. The answer is how many a second."""

    def __init__(self, broker: Broker) -> None:
        self._broker, self._opened = broker, ExitStack()
        folder = Path(self._opened.enter_context(tempfile.TemporaryDirectory()))
        self._database = database(folder, "things")
        self._opened.callback(self._database.close)
        self._bus = RabbitBus(broker.url(), "things")
        self._opened.callback(self._bus.close)
        self._messages = [(event.type, event.to_json()) for event in events(5000)]
        broker.define({"others": ["things.*.*.v1"]})

    def close(self) -> None:
        """Let everything go."""
        self._opened.close()

    def empty(self) -> None:
        """Take away what the last way has sent."""
        self._broker.ask("DELETE", f"queues/{self._broker.vhost}/others.inbox/contents")

    def one_by_one(self, count: int = 500) -> float:
        """Pika, waiting for each confirm."""
        return count / bare.one_by_one(self._broker.url(), self._messages[:count])

    def in_batches(self, count: int = 4000) -> float:
        """Pika, waiting for the confirms of each batch."""
        return count / bare.in_batches(self._broker.url(), self._messages[:count], BATCH)

    def relay(self, count: int = 4000) -> float:
        """Ours: from rows of the outbox to rows that are marked."""
        self._fill(count)
        began = time.perf_counter()
        while sweep(self._database, self._bus):
            pass
        return count / (time.perf_counter() - began)

    def writes(self, count: int = 300) -> float:
        """Ours: a transaction with an event in it."""
        began = time.perf_counter()
        for _ in range(count):
            write(self._database)
        took = time.perf_counter() - began
        while sweep(self._database, self._bus):
            pass
        return count / took

    def writes_that_publish(self, count: int = 300) -> float:
        """The other way: publish in the transaction, on a connection that is kept, and commit after the confirm."""
        kept = bare.OneByOne(self._broker.url())
        speed = self._publishing_inside(self._messages[:count], kept.publish)
        kept.close()
        return speed

    def writes_that_connect(self, count: int = 50) -> float:
        """The same on a connection of the request's own, as threads cannot share one and idle ones are closed."""

        def publish(type: str, body: bytes) -> None:
            own = bare.OneByOne(self._broker.url())
            own.publish(type, body)
            own.close()

        return self._publishing_inside(self._messages[:count], publish)

    def embedded(self, count: int = 4000) -> float:
        """The embedded bus: from appending to rows of the inbox."""
        sent = events(count)
        with tempfile.TemporaryDirectory() as folder:
            db, bus = database(Path(folder), "others"), SqliteBus(Path(folder) / "bus.db", "others", ["things.*.*.v1"])
            runner = Runner(db, bus, {}, Contracts(Path(folder)))
            began = time.perf_counter()
            for place in range(0, count, relay.BATCH):  # as the relay hands them over
                bus.publish(sent[place : place + relay.BATCH])
            while runner.receive():
                pass
            took = time.perf_counter() - began
            bus.close()
            db.close()
        return count / took

    def travels(self, rate: float, count: int = 1500) -> list[float]:
        """Milliseconds that pika alone needs from one connection to another, through the queue that is measured."""
        return bare.travels(self._broker.url(), queue_of("others"), self._messages[:count], rate)

    def _publishing_inside(self, messages: Sequence[bare.Message], publish: Callable[[str, bytes], None]) -> float:
        began = time.perf_counter()
        for type, body in messages:
            with self._database.transaction() as tx:
                tx.insert(things, Thing(new_id()))
                publish(type, body)
        return len(messages) / (time.perf_counter() - began)

    def _fill(self, count: int) -> None:
        with self._database.transaction(counted=False) as tx:
            row = {"type": TYPE, "version": 1, "data": DATA, "created_at": tx.now, "next_at": tx.now, "attempts": 0}
            tx.execute_many(outbox.insert(), [row | {"id": new_id(), "subject": f"t{n}"} for n in range(count)])
