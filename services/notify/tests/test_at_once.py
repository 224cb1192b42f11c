"""Several workers at once tell each person of a fact once."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

from sqlalchemy import func, select

from notify.actions.copies import remember
from notify.actions.telling import tell_late, tell_of_reply, tell_of_topic
from notify.model.attention import Caps
from notify.model.copies import Follow, Reply
from notify.store.tables import messages
from portalkit.tables import deliveries
from portalkit.testing import at_once


def begin_to_follow(tx, name, topic):
    follow = Follow(f"{name}-{topic}", 1, name, "topic", topic, True)
    remember(tx, follow)
    tell_late(tx, Caps(), follow, "r")


def test_a_fact_that_two_workers_tell_at_once_is_one_message_and_one_mail(pumps):
    pumps.topic("t1")
    pumps.work()
    with pumps.database.transaction() as tx:
        tx.execute(messages.delete())
        tx.execute(deliveries.delete())

    def tell():
        with pumps.database.transaction() as tx:
            tell_of_topic(tx, Caps(), "t1")

    at_once(*[tell] * 4)
    with pumps.database.reading() as db:
        assert db.value(select(func.count()).select_from(messages)) == 1
        assert db.value(select(func.count()).select_from(deliveries)) == 1


def test_who_begins_to_follow_while_another_worker_tells_of_a_reply_is_told_of_it(pumps):
    pumps.topic("t1")
    pumps.work()

    def post(name):
        with pumps.database.transaction() as tx:
            remember(tx, Reply(f"r{name}", 1, "t1", "ben", True))
            tell_of_reply(tx, Caps(), f"r{name}")

    def begin(name):
        with pumps.database.transaction() as tx:
            begin_to_follow(tx, name, "t1")

    names = [str(number) for number in range(20)]
    for name in names:
        at_once(partial(post, name), partial(begin, name))
    pumps.later(2)
    assert {(name, "reply-posted", f"r{name}") for name in names} <= set(pumps.told())


def test_two_workers_whose_batches_have_posts_and_followings_of_the_same_topics_never_wait_for_each_other(pumps):
    for topic in ("t1", "t2"):
        pumps.topic(topic)
    pumps.work()
    met = Barrier(2)

    def batch(name, first, second):
        with pumps.database.transaction() as tx:
            for topic in (first, second):
                remember(tx, Reply(f"r{topic}{name}", 1, topic, name, True))
                tell_of_reply(tx, Caps(), f"r{topic}{name}")
                with suppress(BrokenBarrierError):
                    met.wait(0.5)  # where whoever writes is alone, nobody comes
                begin_to_follow(tx, name, topic)

    at_once(partial(batch, "kim", "t1", "t2"), partial(batch, "lou", "t2", "t1"))
    pumps.later(2)
    told = set(pumps.told())
    assert {("lou", "reply-posted", "rt1kim"), ("kim", "reply-posted", "rt2lou")} <= told
