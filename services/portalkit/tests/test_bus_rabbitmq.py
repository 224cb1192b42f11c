"""RabbitMQ behaves as every bus must."""

import pytest

from portalkit.bus_rabbitmq import RabbitBus
from portalkit.testing.bus_suite import *  # noqa: F403
from portalkit.testing.rabbitmq import broker

pytestmark = pytest.mark.servers


@pytest.fixture
def rabbit():
    with broker() as made:
        yield made


@pytest.fixture
def connect(rabbit):
    opened = []

    def open_one(service, *patterns):
        if patterns:
            rabbit.define({service: patterns}, unconsumed=["#"])
        opened.append(RabbitBus(rabbit.url(), service, patterns))
        return opened[-1]

    yield open_one
    for bus in opened:
        bus.close()
