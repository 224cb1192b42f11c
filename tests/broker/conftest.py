"""The definitions of deploy/rabbitmq, and a broker that has them under names of this test's own."""

import json

import pytest
from support.backends import PASSWORD, ROOT, load_definitions, rabbitmq_script

from portalkit.bus_rabbitmq import RabbitBus
from portalkit.testing.rabbitmq import broker


@pytest.fixture
def committed():
    return json.loads((ROOT / "deploy" / "rabbitmq" / "definitions.json").read_text())


@pytest.fixture
def generate():
    return rabbitmq_script("generate")


@pytest.fixture
def load():
    return rabbitmq_script("load")


@pytest.fixture
def rabbit():
    with broker() as made:
        yield made


@pytest.fixture
def loaded(rabbit):
    """The committed definitions in a virtual host, with users of its own, as users belong to the whole broker."""
    definitions = load_definitions(rabbit)
    yield rabbit
    for user in definitions["users"]:
        rabbit.ask("DELETE", f"users/{user['name']}")


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
