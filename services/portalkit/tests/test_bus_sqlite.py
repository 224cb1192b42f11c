"""The embedded bus behaves as every bus must, and forgets what all have read."""

from datetime import UTC, datetime, timedelta

import pytest

from portalkit.bus_sqlite import SqliteBus
from portalkit.testing.bus_suite import *  # noqa: F403
from portalkit.testing.bus_suite import fact, receive_all


@pytest.fixture
def connect(tmp_path):
    opened = []

    def open_one(service, *patterns):
        opened.append(SqliteBus(tmp_path / "bus.db", service, patterns))
        return opened[-1]

    yield open_one
    for bus in opened:
        bus.close()


def test_old_events_are_dropped_once_every_service_has_read_them(connect):
    notify, knowledge = connect("notify", "community.topic.*.v1"), connect("knowledge", "community.topic.*.v1")
    connect("community").publish([fact()])
    receive_all(notify, 1)
    later = datetime.now(UTC) + timedelta(days=8)
    receive_all(knowledge, 1)
    connect("community").publish([fact()])
    receive_all(notify, 1)
    assert notify.prune(later) == 1  # the second waits for knowledge
    assert len(receive_all(knowledge, 1)) == 1


def test_publishing_rings_whoever_listens(tmp_path):
    rung = []
    bus = SqliteBus(tmp_path / "bus.db", "community", (), lambda: rung.append(1))
    bus.publish([fact()])
    assert rung == [1]


def test_a_bus_that_cannot_write_says_so_as_an_os_error(tmp_path):
    bus = SqliteBus(tmp_path / "bus.db", "community")
    bus.close()
    with pytest.raises(OSError, match="does not answer"):
        bus.publish([fact()])
