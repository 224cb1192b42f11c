"""Several workers at once tell each person of a fact once."""

from functools import partial

from sqlalchemy import func, select

from notify.actions.copies import remember
from notify.actions.telling import tell_late, tell_of_reply, tell_of_topic
from notify.model.attention import Caps
from notify.model.copies import Follow, Reply
from notify.store.tables import messages
from portalkit.tables import deliveries
from portalkit.testing import at_once


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
            remember(tx, Follow(f"f{name}", 1, name, "topic", "t1", True))
            tell_late(tx, Caps(), f"f{name}", "r")

    names = [str(number) for number in range(20)]
    for name in names:
        at_once(partial(post, name), partial(begin, name))
    assert {(name, "reply-posted", f"r{name}") for name in names} <= set(pumps.told())
