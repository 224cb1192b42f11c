"""What every bus must do. A backend's test module imports these and gives a fixture `connect(service, *patterns)`."""

from collections.abc import Callable
from datetime import UTC, datetime

from portalkit.bus import Bus
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.testing.kit import eventually

Connect = Callable[..., Bus]


def fact(type: str = "community.topic.asked.v1", **more: object) -> Event:
    """An event as a service would publish it."""
    values = {"subject": "t1", "version": 1, "data": {"title": "Drift"}} | more
    return Event(id=new_id(), type=type, source="/community", time=datetime.now(UTC), **values)  # type: ignore[arg-type]


def receive_all(bus: Bus, count: int) -> list[Event]:
    """The next `count` events, acknowledged."""
    found: list[Event] = []

    def enough() -> bool:
        received = bus.receive()
        found.extend(Event.from_json(item.body) for item in received)
        bus.acknowledge(received)
        return len(found) >= count

    eventually(enough)
    return found


def test_every_service_that_listens_receives_what_is_published(connect: Connect) -> None:
    notify, knowledge = connect("notify", "community.topic.*.v1"), connect("knowledge", "community.topic.*.v1")
    event = fact()
    connect("community").publish([event])
    assert receive_all(notify, 1) == [event]
    assert receive_all(knowledge, 1) == [event]


def test_a_service_receives_only_the_types_it_asked_for(connect: Connect) -> None:
    notify = connect("notify", "community.reply.*.v1")
    wanted = fact("community.reply.posted.v1")
    connect("community").publish([fact(), wanted, fact("community.reply.posted.v2")])
    assert receive_all(notify, 1) == [wanted]
    assert notify.receive() == []


def test_what_is_not_acknowledged_comes_again_after_a_new_connection(connect: Connect) -> None:
    notify = connect("notify", "community.topic.*.v1")
    event = fact()
    connect("community").publish([event])
    eventually(notify.receive)
    notify.close()
    assert receive_all(connect("notify", "community.topic.*.v1"), 1) == [event]


def test_what_is_not_acknowledged_is_given_again_before_anything_newer(connect: Connect) -> None:
    notify, community = connect("notify", "community.topic.*.v1"), connect("community")
    events = [fact(subject=f"t{number}") for number in range(3)]
    community.publish(events[:2])
    eventually(lambda: len(notify.receive()) == 2)
    community.publish(events[2:])
    eventually(lambda: len(notify.receive()) == 3)
    notify.acknowledge(notify.receive(1))
    assert receive_all(notify, 2) == events[1:]


def test_what_is_acknowledged_never_comes_again(connect: Connect) -> None:
    notify = connect("notify", "community.topic.*.v1")
    connect("community").publish([fact()])
    receive_all(notify, 1)
    notify.close()
    assert connect("notify", "community.topic.*.v1").receive() == []


def test_what_was_published_while_a_service_was_away_waits_for_it(connect: Connect) -> None:
    connect("notify", "community.topic.*.v1").close()
    events = [fact(subject=f"t{number}") for number in range(5)]
    connect("community").publish(events)
    assert receive_all(connect("notify", "community.topic.*.v1"), 5) == events


def test_the_order_of_one_publisher_is_kept(connect: Connect) -> None:
    notify = connect("notify", "community.topic.*.v1")
    events = [fact(subject=f"t{number}") for number in range(450)]
    connect("community").publish(events)
    assert receive_all(notify, 450) == events


def test_the_personal_part_travels_beside_the_fact(connect: Connect) -> None:
    notify = connect("notify", "accounts.user.*.v1")
    event = fact("accounts.user.changed.v1", person="u1", personal={"name": "Ingrid", "email": "i@fjordvann.example"})
    connect("accounts").publish([event])
    assert receive_all(notify, 1) == [event]
