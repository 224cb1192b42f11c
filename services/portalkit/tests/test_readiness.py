"""A worker that is started first waits for its database."""

from threading import Event, Thread

from portalkit.database import Database
from portalkit.readiness import EVERY, wait
from portalkit.tables import metadata
from portalkit.testing import eventually


def test_a_worker_that_is_started_first_waits_for_its_tables(tmp_path):
    database, stop, ended = Database(f"sqlite:///{tmp_path}/x.db", "x"), Event(), []
    waiting = Thread(target=lambda: ended.append(wait(database, None, stop)))
    waiting.start()
    waiting.join(EVERY / 2)
    assert waiting.is_alive()
    metadata.create_all(database.engine)
    eventually(lambda: ended == [True])
    database.close()


def test_a_worker_that_waits_can_be_ended(tmp_path):
    database, stop = Database(f"sqlite:///{tmp_path}/x.db", "x"), Event()
    Thread(target=stop.set).start()
    assert not wait(database, None, stop)
    database.close()
