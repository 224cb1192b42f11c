"""RabbitMQ behaves as every bus must."""

import threading
import time
from contextlib import closing
from socket import create_server

import pytest

from portalkit.bus import NotTaken
from portalkit.bus_rabbitmq import RabbitBus
from portalkit.events import Event
from portalkit.testing import eventually
from portalkit.testing.bus_suite import *  # noqa: F403
from portalkit.testing.bus_suite import fact, receive_all
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


def publish_all(bus, events):
    """As the relay does it: again and again until the bus has them."""

    def taken():
        try:
            bus.publish(events)
        except OSError:
            return False
        return True

    eventually(taken, 20)


def arrive(bus, events, seconds=20):
    """Wait until all `events` have arrived, in whatever order and however often."""
    missing = {event.id for event in events}

    def none_missing():
        received = bus.receive()
        missing.difference_update(Event.from_json(item.body).id for item in received)
        bus.acknowledge(received)
        return not missing

    eventually(none_missing, seconds)


def test_what_nobody_would_receive_is_named_and_the_rest_of_its_batch_is_taken(rabbit):
    rabbit.define({"notify": ["community.topic.*.v1"]})
    events = [fact(), fact("community.idea.had.v1"), fact()]
    with closing(RabbitBus(rabbit.url(), "community")) as community:
        with pytest.raises(NotTaken) as refusal:
            community.publish(events)
        assert refusal.value.reasons == {events[1].id: "nobody would receive it"}
    with closing(RabbitBus(rabbit.url(), "notify", ["community.topic.*.v1"])) as notify:
        assert receive_all(notify, 2) == [events[0], events[2]]


def test_a_message_too_many_for_a_full_queue_is_named(rabbit):
    rabbit.define({"notify": ["community.topic.*.v1"]})
    limits = {"pattern": "^notify", "definition": {"max-length": 1, "overflow": "reject-publish"}, "apply-to": "queues"}
    rabbit.ask("PUT", f"policies/{rabbit.vhost}/full", limits)
    with closing(RabbitBus(rabbit.url(), "community")) as community:

        def refuses():
            try:
                community.publish([fact()])
            except NotTaken as fault:
                return list(fault.reasons.values())
            return None

        assert eventually(refuses) == ["the broker does not keep it (nack)"]


def test_without_definitions_nothing_is_taken_and_with_them_everything_goes_on(rabbit):
    event = fact()
    with (
        closing(RabbitBus(rabbit.url(), "community")) as community,
        closing(RabbitBus(rabbit.url(), "notify", ["community.topic.*.v1"])) as notify,
    ):
        notify.receive()
        for _ in range(3):
            with pytest.raises(NotTaken, match="no exchange"):
                community.publish([event, fact()])
        rabbit.define({"notify": ["community.topic.*.v1"]})
        publish_all(community, [event])
        arrive(notify, [event])


def test_a_queue_that_is_lost_is_made_again_within_ten_seconds(rabbit):
    rabbit.define({"notify": ["community.topic.*.v1"]})
    with (
        closing(RabbitBus(rabbit.url(), "community")) as community,
        closing(RabbitBus(rabbit.url(), "notify", ["community.topic.*.v1"])) as notify,
    ):
        community.publish([before := fact()])
        arrive(notify, [before])
        rabbit.ask("DELETE", f"queues/{rabbit.vhost}/notify.inbox")
        after = fact()
        publish_all(community, [after])  # refused until the queue is there
        arrive(notify, [after], seconds=10)


def test_what_arrives_rings_at_once(rabbit):
    rabbit.define({"notify": ["community.topic.*.v1"]})
    rung = threading.Event()
    with (
        closing(RabbitBus(rabbit.url(), "community")) as community,
        closing(RabbitBus(rabbit.url(), "notify", ["community.topic.*.v1"], rung.set)) as notify,
    ):
        for _ in range(5):
            notify.receive()
            community.publish([fact()])
            assert rung.wait(2)
            rung.clear()
            notify.acknowledge(notify.receive())


def test_a_service_that_was_wired_by_its_definitions_is_sent_what_is_new_in_its_code_too(rabbit):
    rabbit.define({"notify": ["community.topic.*.v1"]})
    patterns = ["community.topic.*.v1", "community.idea.*.v1"]
    idea = fact("community.idea.had.v1")
    with (
        closing(RabbitBus(rabbit.url(), "community")) as community,
        closing(RabbitBus(rabbit.url(), "notify", patterns)) as notify,
    ):
        notify.receive()
        publish_all(community, [idea])
        arrive(notify, [idea])


def test_nobody_waits_for_a_broker_that_is_not_there(tmp_path):
    with create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    bus = RabbitBus(f"amqp://u:p@127.0.0.1:{port}/", "notify", ["community.topic.*.v1"])
    began = time.monotonic()
    for _ in range(20):
        with pytest.raises(OSError, match="does not answer.*refused"):
            bus.publish([fact()])
        assert bus.receive() == []
    bus.close()
    assert time.monotonic() - began < 2


def test_nobody_waits_longer_than_ten_seconds_for_a_broker_that_accepts_and_says_nothing():
    with create_server(("127.0.0.1", 0)) as mute:
        bus = RabbitBus(f"amqp://u:p@127.0.0.1:{mute.getsockname()[1]}/", "notify", ["community.topic.*.v1"])
        began = time.monotonic()
        assert bus.receive() == [] and time.monotonic() - began < 1
        with pytest.raises(OSError, match="does not answer"):
            bus.publish([fact()])
        bus.close()
        assert time.monotonic() - began < 13
