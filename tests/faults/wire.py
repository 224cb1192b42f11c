"""What must hold where facts enter the broker: it is asked whether it has them, and it keeps them for somebody."""

import signal
from collections.abc import Callable
from contextlib import closing

from faults.broker import Broker
from faults.browser import Form
from faults.home import Home, NotSettled
from faults.points import Violation
from portalkit.testing import eventually

SPY = "spy"
PENDING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
ASKED = 5
HUNG = 3.0  # seconds


def what_a_hung_broker_took_arrives(home: Home) -> None:
    """Raise Violation when a fact is lost with a broker that took it, did not confirm it, and died."""
    broker = _broker(home)
    _ask(home, 1)
    home.drained(60)  # the relay is connected, so it writes to the broker and does not wait for it
    broker.signal(signal.SIGSTOP)
    words = _ask(home)
    taken = _eventually_or_not(lambda: not home.sinks.count("community", PENDING), HUNG)
    broker.kill()
    broker.start()
    _all_copied(home, words, f"the relay took {'all' if taken else 'none'} of them for published")


def a_restart_of_the_broker_keeps_messages(home: Home) -> None:
    """Raise Violation when a message in a durable queue does not outlive the broker."""
    broker = _broker(home)
    with closing(broker.connect()) as connection:
        channel = connection.channel()
        channel.queue_declare(SPY, durable=True, arguments={"x-queue-type": "classic"})
        channel.queue_bind(SPY, "portal.events", "community.topic.asked.v1")
    _ask(home)
    eventually(lambda: _depth(broker) == ASKED, 20)
    broker.kill()
    broker.start()
    left = _depth(broker)
    with closing(broker.connect()) as connection:
        connection.channel().queue_delete(SPY)
    if left != ASKED:
        raise Violation(f"of {ASKED} messages {left} outlived the broker")


def what_nobody_receives_waits(home: Home) -> None:
    """Raise Violation when a fact is taken for published although no queue got it."""
    broker, topics = _broker(home), "community.topic.*.v1"
    queues = ("knowledge.inbox", "notify.inbox")
    eventually(lambda: broker.listened_to(queues), 40)  # who begins to listen binds its queue anew
    with closing(broker.connect()) as connection:
        for queue in queues:
            connection.channel().queue_unbind(queue, "portal.events", topics)
            connection.channel().queue_unbind(queue, "portal.events", "community.topic.asked.v1")
    words = _ask(home)
    _eventually_or_not(lambda: not home.sinks.count("community", PENDING), HUNG)
    with closing(broker.connect()) as connection:
        for queue in queues:
            connection.channel().queue_bind(queue, "portal.events", topics)
    _all_copied(home, words, "they were sent while no queue wanted them")


def _broker(home: Home) -> Broker:
    assert home.broker is not None
    return home.broker


def _ask(home: Home, number: int = ASKED) -> list[str]:
    words = [home.word() for _ in range(number)]
    for word in words:
        fields = {"category_id": home.ids["community-quiet"], "title": f"About {word}", "body": "?", "form_key": word}
        home.act("ann", Form("/topics/new", fields))
    return words


def _all_copied(home: Home, words: list[str], why: str) -> None:
    try:
        home.drained(60)
    except NotSettled as fault:
        raise Violation(str(fault)) from fault
    copied = "SELECT count(*) FROM topics WHERE title = ?"
    missing = [word for word in words if not home.sinks.count("notify", copied, f"About {word}")]
    if missing:
        raise Violation(f"{len(missing)} of {len(words)} never arrived; {why}")


def _depth(broker: Broker) -> int:
    with closing(broker.connect()) as connection:
        return int(connection.channel().queue_declare(SPY, passive=True).method.message_count)


def _eventually_or_not(check: Callable[[], bool], seconds: float) -> bool:
    try:
        return bool(eventually(check, seconds))
    except AssertionError:
        return False
