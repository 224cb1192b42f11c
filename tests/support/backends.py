"""What the portal of a test runs on: embedded, or the servers that TEST_DATABASES, TEST_BUS and TEST_SEARCH choose.

Each portal has something of its own on a server: databases, a virtual host, indices. They go when the process ends.
"""

import atexit
import importlib.util
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portalkit.database import Database
from portalkit.events import matches
from portalkit.tables import inbox, outbox
from portalkit.testing.databases import ON_POSTGRES, on_server
from portalkit.testing.rabbitmq import Broker, fresh_broker
from portalkit.testing.search_servers import drop_all, search_settings

ROOT = Path(__file__).resolve().parents[2]
ON_RABBITMQ = os.environ.get("TEST_BUS") == "rabbitmq"
PASSWORD = "only-for-tests"
SENT = select(outbox.c.id, outbox.c.type).where(outbox.c.published_at.is_not(None))
RECEIVED = select(inbox.c.id)


def databases(*services: str) -> dict[str, str]:
    """Where each service keeps its rows: nothing said for the embedded one."""
    return {f"{name.upper()}_DATABASE_URL": on_server(name) for name in services} if ON_POSTGRES else {}


def bus() -> dict[str, str]:
    """Where each service's events travel: on RabbitMQ with the release's definitions, each as its own user."""
    return virtual_host() if ON_RABBITMQ else {}


def virtual_host() -> dict[str, str]:
    """The same, whatever TEST_BUS chooses."""
    made = fresh_broker()
    made.make()
    atexit.register(made.remove)
    loaded = load_definitions(made)
    for user in loaded["users"]:
        atexit.register(made.ask, "DELETE", f"users/{user['name']}")
    names = [user["name"].removeprefix(f"{made.vhost}.") for user in loaded["users"]]
    return {f"{name.upper()}_BUS_URL": made.url(f"{made.vhost}.{name}", PASSWORD) for name in names}


def search() -> dict[str, str]:
    """Where the index is, under a name that nobody else has: nothing said for the embedded one."""
    chosen = search_settings()
    if chosen:
        atexit.register(drop_all, chosen["search_url"], chosen["search_prefix"])
    return {name.upper(): str(value) for name, value in chosen.items()}


def load_definitions(broker: Broker) -> dict[str, Any]:
    """Bring the release's definitions into the broker's virtual host; what was loaded. A user is <vhost>.<name>."""
    committed = json.loads((ROOT / "deploy" / "rabbitmq" / "definitions.json").read_text())
    load = rabbitmq_script("load")
    given = {f"{user['name'].upper()}_BUS_PASSWORD": PASSWORD for user in committed["users"]}
    definitions = moved(load.with_passwords(committed, given), broker.vhost)
    load.load(broker.management, definitions)
    return definitions


def on_its_way(databases: Mapping[str, Database], service: str) -> bool:
    """Whether something that was sent and that `service` listens to is not in its inbox yet."""
    patterns = list(import_module(f"{service}.events").HANDLERS)
    sent = [row for each in databases.values() for row in _rows(each, SENT)]
    wanted = {row.id for row in sent if any(matches(pattern, row.type) for pattern in patterns)}
    return bool(wanted - {row.id for row in _rows(databases[service], RECEIVED)})


def _rows(database: Database, statement: Any) -> Sequence[Any]:
    with database.reading() as db:
        return db.rows(statement)


@cache
def rabbitmq_script(name: str) -> Any:
    """A script of deploy/rabbitmq as a module."""
    spec = importlib.util.spec_from_file_location(f"rabbitmq_{name}", ROOT / "deploy" / "rabbitmq" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def moved(definitions: Mapping[str, Any], vhost: str) -> dict[str, Any]:
    """The same definitions for another virtual host; users of its own, as users belong to the whole broker."""
    parts = {name: [dict(item) for item in part] for name, part in definitions.items()}
    parts["vhosts"] = [{"name": vhost}]
    for name, part in parts.items():
        for item in part:
            if "vhost" in item:
                item["vhost"] = vhost
            if name == "users":
                item["name"] = f"{vhost}.{item['name']}"
            if "user" in item:
                item["user"] = f"{vhost}.{item['user']}"
    return parts
