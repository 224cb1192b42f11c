"""A made-up service over real SQLite: things with an audience, in a category."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

from portalkit.bus_sqlite import SqliteBus
from portalkit.runner import Contracts, Runner
from portalkit.tables import CONVENTION
from portalkit.testing import fresh_database

tables = MetaData(naming_convention=CONVENTION)
categories = Table(
    "categories",
    tables,
    Column("id", String(36), primary_key=True),
    Column("audience_key", String(400), nullable=False),
)
things = Table(
    "things",
    tables,
    Column("id", String(36), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("category_id", ForeignKey(categories.c.id)),
    Column("audience_key", String(400), nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Thing:
    id: str
    name: str
    category_id: str | None = None
    audience_key: str = "everyone"
    version: int = 1


@pytest.fixture(scope="session", name="tables")
def its_tables():
    """The tables of the made-up service."""
    return tables


@pytest.fixture
def database(tmp_path):
    made = fresh_database(tmp_path, "things", tables)
    yield made
    made.close()


@pytest.fixture(scope="session")
def kit():
    """The made-up service's words, for tests that cannot import this file."""

    class Kit:
        Thing = Thing
        things = things
        categories = categories

    return Kit


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def on(self, **more):
        self.now += timedelta(**more)


@pytest.fixture
def clock(database):
    database.clock = Clock()
    return database.clock


@pytest.fixture
def bus(tmp_path):
    made = SqliteBus(tmp_path / "bus.db", "things", ["community.*.*.v1"])
    yield made
    made.close()


@pytest.fixture
def contracts(tmp_path):
    folder = tmp_path / "consumes"
    folder.mkdir()
    return folder


@pytest.fixture
def runner_with(database, bus, contracts, clock):
    return lambda handlers: Runner(database, bus, handlers, Contracts(contracts))
