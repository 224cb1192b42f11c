"""A real portal for each module: every service in this process, on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.portal import ORIGIN, Browser, Portal

from gateway.settings import Settings
from gateway.store import tables
from gateway.store.counters import open_database
from portalkit import logs
from portalkit.database import Database
from portalkit.settings import load
from portalkit.testing.databases import give_back, place

PASSWORD = "plums grow on mountain roads"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal, with an author, a moderator, an administrator, two members and some content."""
    logs.set_up("error")  # a traceback for developers, with all that is known in each frame, takes a page's whole time
    made = Portal(tmp_path_factory.mktemp("portal"), {"WRITES_A_MINUTE": "10000", "WRITES_A_MINUTE_IP": "10000"})
    fill(made)
    yield made
    made.close()


@pytest.fixture
def visitor(portal: Portal) -> Browser:
    """Somebody without an account."""
    return Browser(portal)


@pytest.fixture(scope="module")
def ana(portal: Portal) -> Browser:
    """A member."""
    return portal.sign_in("ana@customers.example", PASSWORD)


@pytest.fixture(scope="module")
def ben(portal: Portal) -> Browser:
    """Another member."""
    return portal.sign_in("ben@customers.example", PASSWORD)


@pytest.fixture(scope="module")
def olga(portal: Portal) -> Browser:
    """Author, moderator and administrator."""
    return portal.sign_in("olga@staff.example", PASSWORD)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """The gateway's settings on an empty folder and an empty database."""
    url = place(tmp_path, "gateway", tables.metadata)
    environ = {"DATA_DIR": str(tmp_path), "PUBLIC_ORIGIN": ORIGIN, "GATEWAY_DATABASE_URL": url}
    yield load(Settings, "gateway", environ)
    give_back(url)


@pytest.fixture(scope="module")
def wim(portal: Portal) -> Browser:
    """Author, and nothing else."""
    return portal.sign_in("wim@staff.example", PASSWORD)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The gateway's own database, empty."""
    made = open_database(settings)
    yield made
    made.close()


def person(name: str, kind: str, *roles: str) -> dict[str, Any]:
    """Somebody, as the import takes people."""
    return {
        "external_id": name,
        "name": f"{name.capitalize()} Example",
        "email": f"{name}@{'staff' if kind == 'staff' else 'customers'}.example",
        "kind": kind,
        "roles": list(roles),
        "organisation": "Example",
        "attributes": {"country": "NO", "region": "europe", "products": [], "partner": False},
        "locale": "en",
        "password": PASSWORD,
    }


def fill(portal: Portal) -> None:
    """Import people, categories, an article for all, one for staff, and a topic."""
    people = [person("ana", "customer"), person("ben", "customer")]
    people.append(person("wim", "staff", "author"))
    people.append(person("olga", "staff", "author", "moderator", "administrator"))
    ids = portal.imports("accounts", "users", people)
    portal.settle()
    category = {"external_id": "c", "name": "Meters", "description": "All about meters", "parent": None}
    portal.imports("knowledge", "categories", [category | {"audiences": ["everyone"]}])
    portal.imports("community", "categories", [category | {"audiences": ["everyone"]}])
    article = {"summary": "", "category": "c", "product": None, "language": "en", "author_id": ids["olga"]}
    article |= {"published_at": "2026-01-01T00:00:00+00:00", "updated_at": "2026-01-02T00:00:00+00:00"}
    public = {"external_id": "a", "title": "Clean the wombat valve", "body": "Rinse the wombat."}
    secret = {"external_id": "b", "title": "Secret numbat", "body": "Hush."}
    wanted = [article | public | {"audiences": ["everyone"]}, article | secret | {"audiences": ["staff"]}]
    portal.imports("knowledge", "articles", wanted)
    topic = {"external_id": "t", "title": "Why does the wombat drip?", "category": "c", "audiences": ["everyone"]}
    asked = {"product": None, "author_id": ids["ana"], "asked_at": "2026-01-03T00:00:00+00:00", "body": "It *drips*."}
    portal.imports("community", "topics", [topic | asked | {"accepted": None, "replies": []}])
    portal.settle()
