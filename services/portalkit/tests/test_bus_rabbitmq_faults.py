"""Whatever happens to the broker, nothing is lost and nobody waits for long."""

import time
from contextlib import closing, suppress

import pytest

from portalkit.bus_rabbitmq import RabbitBus
from portalkit.events import Event
from portalkit.testing import eventually
from portalkit.testing.bus_suite import fact
from portalkit.testing.rabbitmq_own import own_broker

pytestmark = [pytest.mark.servers, pytest.mark.timeout(240)]
PATTERN = "community.topic.*.v1"


@pytest.fixture(scope="module")
def rabbit():
    with own_broker() as made:
        yield made


@pytest.fixture
def started(rabbit):
    if not rabbit.started:
        rabbit.start()
        rabbit.make()
        rabbit.define({"notify": [PATTERN]})
    return rabbit


@pytest.fixture
def ends(rabbit):
    with (
        closing(RabbitBus(rabbit.url(), "community")) as community,
        closing(RabbitBus(rabbit.url(), "notify", [PATTERN])) as notify,
    ):
        yield community, notify


def taken(bus, events):
    with suppress(OSError):
        bus.publish(events)
        return True
    return False


def arrive(bus, events, seconds=30):
    missing = {event.id for event in events}

    def none_missing():
        received = bus.receive()
        missing.difference_update(Event.from_json(item.body).id for item in received)
        bus.acknowledge(received)
        return not missing

    eventually(none_missing, seconds)


def test_services_that_start_before_the_broker_ever_existed_find_it_when_it_comes(rabbit, ends, request):
    community, notify = ends
    assert notify.receive() == [] and not taken(community, [fact()])
    request.getfixturevalue("started")
    events = [fact() for _ in range(50)]
    eventually(lambda: taken(community, events), 10)
    arrive(notify, events)


def test_a_broker_that_is_killed_and_comes_back_has_everything_it_had_confirmed(started, ends):
    community, notify = ends
    notify.receive()
    events = [fact() for _ in range(500)]
    for place in range(0, 300, 100):
        eventually(lambda place=place: taken(community, events[place : place + 100]))
    started.kill()
    began = time.monotonic()
    assert not taken(community, events[300:]) and time.monotonic() - began < 11
    started.start()
    eventually(lambda: taken(community, events[300:]), 15)
    arrive(notify, events)


def test_a_broker_short_of_room_is_told_of_at_once_and_gets_everything_when_it_has_room(started, ends):
    community, notify = ends
    eventually(lambda: taken(community, [fact()]))
    events = [fact() for _ in range(100)]
    with started.short_of_room():
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(OSError, match="the broker takes nothing"):
                community.publish(events)
            assert time.monotonic() - began < 10
    eventually(lambda: taken(community, events), 15)
    arrive(notify, events)


def test_a_broker_that_hangs_holds_nobody_for_longer_than_ten_seconds(started, ends):
    community, notify = ends
    eventually(lambda: taken(community, [fact()]))
    event = fact()
    with started.hung():
        for _ in range(3):
            began = time.monotonic()
            assert not taken(community, [event])
            notify.acknowledge(notify.receive())
            assert time.monotonic() - began < 11
    eventually(lambda: taken(community, [event]), 20)
    arrive(notify, [event], 45)
