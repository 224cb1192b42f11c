"""The definitions of deploy/rabbitmq, and a broker that has them under names of this test's own."""

import importlib.util
import json
from pathlib import Path

import pytest

from portalkit.bus_rabbitmq import RabbitBus
from portalkit.testing.rabbitmq import broker

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "rabbitmq"
PASSWORD = "only-for-this-test"


def script(name):
    """A script of deploy/rabbitmq as a module."""
    spec = importlib.util.spec_from_file_location(f"rabbitmq_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def committed():
    return json.loads((FOLDER / "definitions.json").read_text())


@pytest.fixture
def generate():
    return script("generate")


@pytest.fixture
def load():
    return script("load")


@pytest.fixture
def rabbit():
    with broker() as made:
        yield made


@pytest.fixture
def loaded(rabbit, committed, load):
    """The committed definitions in a virtual host, with users of its own, as users belong to the whole broker."""
    given = {f"{user['name'].upper()}_BUS_PASSWORD": PASSWORD for user in committed["users"]}
    definitions = moved(load.with_passwords(committed, given), rabbit.vhost)
    load.load(rabbit.management, definitions)
    yield rabbit
    for user in definitions["users"]:
        rabbit.ask("DELETE", f"users/{user['name']}")


def moved(definitions, vhost):
    """The same definitions for another virtual host."""
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


@pytest.fixture
def join(loaded):
    """A service's end of the bus, signed in as that service."""
    opened = []

    def open_one(service, *patterns, named=None):
        url = loaded.url(f"{loaded.vhost}.{service}", PASSWORD)
        opened.append(RabbitBus(url, named or service, patterns))
        return opened[-1]

    yield open_one
    for bus in opened:
        bus.close()
