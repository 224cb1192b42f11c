"""A real forum for each test: SQLite, the real app, and a clock that a test can turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from community import NAME
from community.actions.people import remember_person
from community.app import BLUEPRINTS
from community.store.tables import metadata
from portalkit.database import Database
from portalkit.ids import new_id
from portalkit.tables import metadata as mechanisms
from portalkit.tables import outbox
from portalkit.testing import PUBLIC_KEYS, Client, fresh_database, published
from portalkit.viewer import VISITOR, Viewer
from portalkit.web import create_service_app

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MEMBER = frozenset({"everyone", "members"})
EMPLOYEE = MEMBER | {"staff"}


def customer(*audiences: str) -> Viewer:
    """A customer who is also in `audiences`."""
    return Viewer(new_id(), kind="customer", audiences=MEMBER | set(audiences))


def employee(*roles: str, audiences: frozenset[str] = frozenset()) -> Viewer:
    """Somebody of the staff with `roles`."""
    return Viewer(new_id(), kind="staff", roles=frozenset(roles), audiences=EMPLOYEE | audiences)


@dataclass
class Forum:
    """The service with its callers. Times pass only when `later` is called."""

    folder: Path
    now: datetime = MORNING
    database: Database = field(init=False)
    http: Client = field(init=False)

    def __post_init__(self) -> None:
        self.database = fresh_database(self.folder, NAME, metadata, clock=lambda: self.now)
        self.app = create_service_app(
            NAME, self.database, BLUEPRINTS, public_keys=PUBLIC_KEYS, secret="s", release="1", check_answers=True
        )
        self.http = Client(self.app, NAME)
        self.forget()

    def forget(self) -> None:
        """Begin anew, with nothing but two people whose names are known."""
        with self.database.transaction() as tx:
            for table in (*reversed(metadata.sorted_tables), *mechanisms.sorted_tables):
                tx.execute(table.delete())
        self.now = MORNING
        self.ann, self.ben = customer(), customer()
        self.moderator, self.importer = employee("moderator"), employee("importer")
        self.second = employee("moderator")
        self.know(self.ann, "Ann")
        self.know(self.ben, "Ben")

    def later(self, **time: int) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def know(
        self, viewer: Viewer, name: str, version: int = 1, joined_at: datetime | None = None, active: bool = True
    ) -> None:
        """Have the copy of a person."""
        with self.database.transaction() as tx:
            judges = sorted(viewer.audiences) if viewer.has("moderator") else None
            inside = sorted(viewer.audiences)
            remember_person(tx, viewer.id, version, name, viewer.kind, judges, joined_at, active, inside)

    def add_category(
        self, name: str = "Heron", audiences: tuple[str, ...] = ("everyone",), parent: str | None = None
    ) -> str:
        """A category; its id."""
        body = {"name": name, "audiences": list(audiences), "parent_id": parent}
        return self.done(self.http.post("/v1/categories", body, self.moderator))["id"]

    def ask(self, category: str, by: Viewer | None = None, title: str = "Why does it drift?", **more: Any) -> str:
        """A question; its id."""
        body = {"category_id": category, "title": title, "body": "It drifts by *two* units."} | more
        return self.done(self.http.post("/v1/topics", body, by or self.ann))["id"]

    def answer(self, topic: str, by: Viewer | None = None, body: str = "Clean the electrode.") -> str:
        """A reply; its id."""
        return self.done(self.http.post(f"/v1/topics/{topic}/replies", {"body": body}, by or self.ben))["id"]

    def put(self, path: str, body: Any, by: Viewer, version: int | None = None) -> TestResponse:
        """A PUT over `version`, or over whatever there is."""
        return self.http.put(path, body, by, If_Match=f'"{version}"' if version else "*")

    def hide(self, path: str, hidden: bool = True) -> dict[str, Any]:
        """A moderator hides or shows what is at `path`."""
        return self.done(self.put(f"{path}/hidden", {"hidden": hidden, "reason": "an advertisement"}, self.moderator))

    def page(self, path: str, viewer: Viewer = VISITOR) -> dict[str, Any]:
        """The view model of a page."""
        return self.done(self.http.get(f"/internal/v1/pages/{path}", viewer))

    def missing(self, path: str, viewer: Viewer = VISITOR) -> bool:
        """Whether a page is not there."""
        return self.http.get(f"/internal/v1/pages/{path}", viewer).status_code == 404

    def events(self) -> list[str]:
        """What was told so far: the names of the facts, without the service and the version; acts are told apart."""
        with self.database.reading() as db:
            names = [type.removeprefix("community.").removesuffix(".v1") for type, _, _ in published(db)]
        return [name for name in names if name != "act.done"]

    def acts(self) -> list[tuple[str, str, str, dict[str, Any]]]:
        """What the audit log was told so far: who did what to which thing, and its details."""
        with self.database.reading() as db:
            rows = db.rows(select(outbox.c.data).where(outbox.c.type == "community.act.done.v1").order_by(outbox.c.seq))
        return [(told["actor_id"], told["act"], told["thing_id"], told["detail"]) for (told,) in rows]

    @staticmethod
    def done(answer: TestResponse) -> dict[str, Any]:
        """The body of an answer that has to be a success."""
        assert answer.status_code in (200, 201), answer.get_data(as_text=True)
        return answer.get_json()  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def make_forum() -> type[Forum]:
    """For tests that need a forum besides their own, or one for several tests."""
    return Forum


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """One database and one app for all tests: building them costs more than most tests do."""
    made = Forum(tmp_path_factory.mktemp("shared"))
    yield made
    made.database.close()


@pytest.fixture
def forum(shared: Forum) -> Forum:
    """A forum in which nothing has happened yet."""
    shared.forget()
    return shared


@pytest.fixture(scope="session")
def make_customer() -> Callable[..., Viewer]:
    """For tests that need people besides the forum's own."""
    return customer


@pytest.fixture
def category(forum: Forum) -> str:
    return forum.add_category()


@pytest.fixture
def topic(forum: Forum, category: str) -> str:
    return forum.ask(category)
