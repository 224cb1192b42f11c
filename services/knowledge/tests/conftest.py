"""A real knowledge for each test: SQLite, the embedded bus and index, and facts as their owners would tell them.

With TEST_SEARCH=elasticsearch its index is on the server at TEST_ELASTICSEARCH_URL.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

import pytest
from flask import Flask

from knowledge import NAME
from knowledge.app import create_app
from knowledge.search_log import SearchLog
from knowledge.settings import Settings
from knowledge.store import tables
from knowledge.store.search import FIELDS
from knowledge.worker import create_worker
from portalkit.backends import open_files, open_index
from portalkit.bus_sqlite import SqliteBus
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.search import GenerationMissing, Query
from portalkit.testing import PUBLIC_KEYS, Client, Fresh, drain, fresh_database
from portalkit.testing.search_servers import forget_indices, search_settings
from portalkit.viewer import VISITOR, Viewer
from portalkit.worker import Worker

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MEMBER = Viewer("ann", "customer", audiences=frozenset({"everyone", "members"}))
# In the audience a1.
OWNER = Viewer("olaf", "customer", audiences=frozenset({"everyone", "members", "a1"}))
STAFF = Viewer("sam", "staff", audiences=frozenset({"everyone", "members", "staff"}))
AUTHOR = Viewer("priya", "staff", frozenset({"author"}), frozenset({"everyone", "members", "staff"}))
IMPORTER = Viewer("importer", "staff", frozenset({"importer"}), frozenset({"everyone", "members", "staff"}))
PAGES = "/internal/v1/pages"


@dataclass
class House:
    """knowledge with its neighbours' voices. Times pass only when `now` is set; the worker works when asked."""

    VISITOR: ClassVar[Viewer] = VISITOR
    MEMBER: ClassVar[Viewer] = MEMBER
    OWNER: ClassVar[Viewer] = OWNER
    STAFF: ClassVar[Viewer] = STAFF
    AUTHOR: ClassVar[Viewer] = AUTHOR
    IMPORTER: ClassVar[Viewer] = IMPORTER

    settings: Settings
    app: Flask
    now: datetime = MORNING
    database: Fresh = field(init=False)
    worker: Worker = field(init=False)
    client: Client = field(init=False)
    versions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.database = fresh_database(self.settings.data_dir, NAME, tables.metadata, lambda: self.now)
        self.settings = replace(self.settings, database_url=self.database.url)
        self.bus = SqliteBus(self.settings.data_dir / "bus.db", "others", [])
        self.worker = create_worker(self.settings, self.database)
        self.app.extensions["database"] = self.database
        self.app.extensions["searches"] = SearchLog(self.database, self.settings.search_log_days, every=None)
        self.app.extensions["files"] = open_files(self.settings)
        self.app.extensions["index"] = open_index(self.settings, NAME, FIELDS)
        self.client = Client(self.app, NAME)
        self.work()

    def work(self) -> None:
        """Let the worker do all it can do just now."""
        drain(self.worker)

    def take_in(self) -> None:
        """Let the worker do all but indexing."""
        for step in self.worker.steps[: None if "index" in self.worker.apart else -1]:
            step()

    def has_generation(self, id: str) -> bool:
        """Whether the index has it still."""
        try:
            self.app.extensions["index"].search(id, Query(limit=0))
        except GenerationMissing:
            return False
        return True

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)

    def tell(self, type: str, subject: str, data: dict[str, Any], version: int | None = None, **more: Any) -> Event:
        """Publish a fact as its owner would; versions count up by themselves."""
        self.versions[subject] = version or self.versions.get(subject, 0) + 1
        event = Event(new_id(), type, f"/{type.split('.')[0]}", subject, self.versions[subject], self.now, data, **more)
        self.bus.publish([event])
        return event

    def page(self, path: str, viewer: Viewer = VISITOR, status: int = 200) -> Any:
        """The answer of one of the pages' routes."""
        answer = self.client.get(f"{PAGES}/{path}", viewer)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json

    def category(
        self, name: str = "Heron", audiences: tuple[str, ...] = ("everyone",), parent: str | None = None
    ) -> str:
        """A category that an author made; its id."""
        body = {"name": name, "description": f"About {name}", "parent_id": parent, "audiences": list(audiences)}
        answer = self.client.post("/v1/categories", body, AUTHOR)
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def draft(self, category: str, audiences: tuple[str, ...] = ("everyone",), **more: Any) -> dict[str, Any]:
        """A draft that an author began."""
        body = {"title": "Calibrate in place", "summary": "Two points.", "body": "## Begin\n\nTake the buffer."}
        body |= {"category_id": category, "audiences": list(audiences)} | more
        answer = self.client.post("/v1/articles", body, AUTHOR)
        assert answer.status_code == 201, answer.json
        return dict(answer.json)

    def article(self, category: str, audiences: tuple[str, ...] = ("everyone",), **more: Any) -> dict[str, Any]:
        """An article that an author published."""
        draft = self.draft(category, audiences, **more)
        return self.publish(draft)

    def publish(self, article: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The article, published."""
        answer = self.client.post(
            f"/v1/articles/{article['id']}/publish", changes, AUTHOR, If_Match=f'"{article["version"]}"'
        )
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def edit(self, article: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The article, changed."""
        answer = self.client.patch(f"/v1/articles/{article['id']}", changes, AUTHOR, article["version"])
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def withdraw(self, article: dict[str, Any]) -> dict[str, Any]:
        """The article, taken back."""
        answer = self.client.post(
            f"/v1/articles/{article['id']}/withdraw", None, AUTHOR, If_Match=f'"{article["version"]}"'
        )
        assert answer.status_code == 200, answer.json
        return dict(answer.json)

    def attach(self, article: dict[str, Any], content: bytes, name: str = "manual.pdf", status: int = 201) -> Any:
        """A file that an author attached to an article."""
        answer = self.client.upload(f"/internal/v1/articles/{article['id']}/files?name={quote(name)}", content, AUTHOR)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.json

    def topic_category(self, id: str = "tc1", key: str = "everyone", name: str = "Questions") -> str:
        """A category of community's."""
        self.tell("community.category.created.v1", id, {"name": name, "parent_id": None, "audience_key": key})
        return id

    def topic(self, id: str, verb: str = "asked", **changed: Any) -> Event:
        """A topic of community's, in the category `tc1`."""
        data = {
            "title": "Drift after replacing the electrode",
            "body": "It drifts by a millivolt an hour.",
            "category_id": "tc1",
            "audience_key": "everyone",
            "author_id": "ann",
            "product": "heron-300",
            "kind": "question",
            "tags": [],
            "solved": False,
            "shown": True,
            "accepted_reply_id": None,
            "accepted_author_id": None,
            "asked_at": self.now.isoformat(),
            "last_activity_at": self.now.isoformat(),
            "removals": 0,
        }
        version = changed.pop("version", None)
        return self.tell(f"community.topic.{verb}.v1", id, data | changed, version)

    def reply(self, id: str, topic: str, body: str | None, verb: str = "posted", **changed: Any) -> Event:
        """A reply of community's; without a body it is hidden."""
        data = {
            "topic_id": topic,
            "author_id": "olaf",
            "body": body,
            "state": "shown" if body is not None else "hidden",
            "written_at": self.now.isoformat(),
            "removals": 0,
        }
        return self.tell(f"community.reply.{verb}.v1", id, data | changed)

    def search(self, words: str, viewer: Viewer = VISITOR, **more: Any) -> Any:
        """What a search finds."""
        chosen = "".join(f"&{name}={value}" for name, value in more.items())
        return self.page(f"search?q={words}{chosen}", viewer)

    def found(self, words: str, viewer: Viewer = VISITOR, **more: Any) -> list[str]:
        """The ids of what a search finds."""
        return [hit["id"] for hit in self.search(words, viewer, **more)["hits"]]

    def close(self) -> None:
        """Let everything go."""
        self.worker.stop()
        self.bus.close()


@pytest.fixture(scope="session")
def apps() -> list[Flask]:
    """Apps that no house uses just now: to describe all routes takes longer than most tests."""
    return []


@pytest.fixture
def build(tmp_path: Path, apps: list[Flask]) -> Iterator[Callable[..., House]]:
    """Makes houses, for tests that compare two."""
    made: list[House] = []

    def make(name: str, **more: Any) -> House:
        settings = Settings(data_dir=tmp_path / name, public_keys=PUBLIC_KEYS, **(search_settings() | more))
        settings.data_dir.mkdir()
        made.append(House(settings, apps.pop() if apps else create_app(settings, check_answers=True)))
        return made[-1]

    yield make
    for house in made:
        house.close()
        forget_indices(house.settings)
        apps.append(house.app)


@pytest.fixture
def house(build: Callable[[str], House]) -> House:
    """One house."""
    return build("house")
