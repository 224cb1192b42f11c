"""Several workers at once tell each person of a fact once."""

from sqlalchemy import func, select

from notify.actions.telling import tell_of_topic
from notify.model.attention import Caps
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
