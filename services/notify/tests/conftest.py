"""A real notify for each test: SQLite, the embedded bus, the mailbox, and facts as their owners would tell them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from notify import NAME
from notify.app import create_app
from notify.settings import Settings
from notify.store import tables
from notify.worker import create_worker
from portalkit.bus_sqlite import SqliteBus
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.mail_mailbox import Mailbox
from portalkit.tables import deliveries
from portalkit.testing import PUBLIC_KEYS, Client, Fresh, drain, fresh_database
from portalkit.viewer import Viewer
from portalkit.worker import Worker

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class House:
    """notify with its neighbours' voices. Times pass only when `later` is called."""

    settings: Settings
    now: datetime = MORNING
    database: Fresh = field(init=False)
    worker: Worker = field(init=False)
    versions: dict[str, int] = field(default_factory=dict)
    ann: Viewer = field(init=False)
    ben: Viewer = field(init=False)
    eve: Viewer = field(init=False)

    def __post_init__(self) -> None:
        self.database = fresh_database(self.settings.data_dir, NAME, tables.metadata, lambda: self.now)
        self.settings = replace(self.settings, database_url=self.database.url)
        self.bus = SqliteBus(self.settings.data_dir / "bus.db", "others")
        self.mailbox = Mailbox(self.settings.data_dir / "mailbox.db", "portal@portal.example", "Saltmarsh")
        self.worker = create_worker(self.settings, self.database)

    def tell(self, type: str, subject: str, data: dict[str, Any], version: int | None = None, **more: Any) -> Event:
        """Publish a fact as its owner would; versions count up by themselves."""
        self.versions[subject] = version or self.versions.get(subject, 0) + 1
        event = Event(
            more.pop("id", None) or new_id(),
            type,
            f"/{type.split('.')[0]}",
            subject,
            self.versions[subject],
            self.now,
            data,
            **more,
        )
        self.bus.publish([event])
        return event

    def work(self) -> None:
        """Let notify do all it can do just now."""
        drain(self.worker)

    def later(self, seconds: float) -> None:
        """Let time pass, and let notify do what has become due."""
        self.now += timedelta(seconds=seconds)
        self.work()

    def pulse(self, *services: str) -> None:
        """A sign of life of each of `services`, by default of both that matter."""
        for service in services or ("accounts", "community"):
            self.tell(f"{service}.pulse.sent.v1", service, {}, version=int(self.now.timestamp()))

    def user(self, id: str, *audiences: str, verb: str = "changed", **changed: Any) -> Viewer:
        """A person, as accounts tells of one; the viewer they are when they come."""
        kind, locale = changed.pop("kind", "customer"), changed.pop("locale", "en")
        data = {"kind": kind, "state": "active", "roles": [], "organisation": None}
        data |= {"audiences": ["everyone", "members", *(["staff"] if kind == "staff" else []), *audiences]} | changed
        personal = {"name": f"{id.title()} Lind", "email": f"{id}@example.org", "locale": locale}
        self.tell(f"accounts.user.{verb}.v1", id, data, person=id, personal=personal)
        return Viewer(id=id, kind=kind, audiences=frozenset(data["audiences"]))

    def category(self, id: str, key: str = "everyone") -> None:
        """A category."""
        self.tell(
            "community.category.changed.v1", id, {"name": f"All about {id}", "parent_id": None, "audience_key": key}
        )

    def topic(self, id: str, verb: str = "asked", **changed: Any) -> Event:
        """A topic that Ann asked in the category `pumps`."""
        data = {
            "title": "Which pump?",
            "body": "Mine is loud.\n\nWhat is yours?",
            "category_id": "pumps",
            "audience_key": "everyone",
            "author_id": "ann",
            "product": None,
            "solved": False,
            "shown": True,
            "accepted_reply_id": None,
            "accepted_author_id": None,
            "accepted_by_id": None,
            "asked_at": self.now.isoformat(),
            "last_activity_at": self.now.isoformat(),
            "removals": 0,
        }
        version = changed.pop("version", None)
        return self.tell(f"community.topic.{verb}.v1", id, data | changed, version)

    def reply(self, id: str, verb: str = "posted", **changed: Any) -> Event:
        """A reply that Ben wrote to the topic `t1`."""
        data = {
            "topic_id": "t1",
            "author_id": "ben",
            "body": "Take the `small` one.",
            "state": "shown",
            "written_at": self.now.isoformat(),
            "removals": 0,
        }
        version = changed.pop("version", None)
        return self.tell(f"community.reply.{verb}.v1", id, data | changed, version)

    def decision(self, id: str, verb: str = "made", **changed: Any) -> Event:
        """What Mo decided about Ben's reply `r1`."""
        data = {
            "kind": "reply",
            "thing_id": "r1",
            "topic_id": "t1",
            "author_id": "ben",
            "made_by_id": "mo",
            "reason": "It is an advertisement.",
            "made_at": self.now.isoformat(),
            "appealed": False,
            "outcome": None,
            "outcome_reason": "",
            "ended_by_id": None,
        }
        version = changed.pop("version", None)
        return self.tell(f"community.decision.{verb}.v1", id, data | changed, version)

    def follow(self, user: str, kind: str, thing: str, following: bool = True, before: str = "z") -> None:
        """Somebody follows something, or does no more; they did so before any post of this name was there."""
        data = {"user_id": user, "kind": kind, "thing_id": thing, "following": following}
        type, id = f"community.follow.{'started' if following else 'ended'}.v1", f"{before}-{new_id()}"
        self.tell(type, f"{user}-{thing}", data, id=id)

    def copy(self, table: Table, id: str) -> Any:
        """The row of a copy."""
        with self.database.reading() as db:
            return db.rows(table.select().where(table.c.id == id))[0]

    def mails(self) -> list[dict[str, Any]]:
        """What has reached the mailbox, oldest first."""
        return [self.mailbox.read(row["seq"]) or {} for row in reversed(self.mailbox.list())]

    def states(self) -> list[str]:
        """What became of each delivery."""
        with self.database.reading() as db:
            return [row.state for row in db.rows(deliveries.select().order_by(deliveries.c.created_at))]

    def told(self) -> list[tuple[str, str, str]]:
        """Every message there is: person, act, thing."""
        with self.database.reading() as db:
            rows = db.rows(tables.messages.select().order_by(tables.messages.c.person, tables.messages.c.act))
        return [(row.person, row.act, row.thing_id) for row in rows]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    settings = Settings(data_dir=tmp_path, public_origin="https://portal.example", public_keys=PUBLIC_KEYS)
    made = House(settings)
    yield made
    made.worker.stop()
    made.bus.close()
    made.mailbox.close()


@pytest.fixture
def pumps(house: House) -> House:
    """Ann asks, Ben answers, Eve follows the category `pumps`; all copies are there and fresh."""
    house.ann, house.ben, house.eve = (house.user(name) for name in ("ann", "ben", "eve"))
    house.category("pumps")
    house.follow("eve", "category", "pumps")
    house.pulse()
    house.work()
    return house


@pytest.fixture
def many(pumps: House) -> list[str]:
    """Twenty more who follow the category besides Eve; their ids."""
    people = [f"p{number:02}" for number in range(20)]
    for each in people:
        pumps.user(each)
        pumps.follow(each, "category", "pumps")
    pumps.work()
    return people


@pytest.fixture
def client(pumps: House) -> Client:
    app = create_app(pumps.settings, check_answers=True, database=pumps.database)
    return Client(app, NAME)
