"""The live process, as a browser meets it."""

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import orjson
import pytest

from notify.model.message import Message
from notify.model.person import Person
from notify.store import messages, tables, users
from notify.store.tables import categories, ended_sessions, topics
from portalkit.ids import new_id
from portalkit.testing import KEY, PUBLIC_KEYS, eventually, fresh_database
from portalkit.testing.ports import free_ports
from portalkit.tokens import mint
from portalkit.viewer import VISITOR, Viewer
from portalkit.wake import Ringer, folder_for

ORIGIN = "http://portal.example:8080"


class Process:
    """`python -m notify live` with a database of its own."""

    def __init__(self, folder):
        ringer = Ringer(folder_for(folder))
        self.database = fresh_database(folder, "notify", tables.metadata, woken=lambda: ringer.ring("notify-*"))
        self.port, self.began = free_ports(), int(time.time())
        with self.database.transaction() as tx:
            users.keep(tx, Person("eve", 1, "customer", "active", ["everyone", "members"], "Eve", "eve@example.org"))
            tx.put(categories, id="c", version=1, name="Pumps", audience_key="everyone")
        env = {"DATA_DIR": str(folder), "LIVE_PORT": str(self.port), "PUBLIC_ORIGIN": ORIGIN}
        env |= {
            "NOTIFY_DATABASE_URL": self.database.url,
            "NOTIFY_PUBLIC_KEYS": PUBLIC_KEYS,
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.child = subprocess.Popen([sys.executable, "-m", "notify", "live"], env=env)
        eventually(self.ready, seconds=30)

    def ready(self):
        with suppress(OSError):
            return self.get("/livez").status == 200
        return False

    def get(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=headers)
        return connection.getresponse()

    def ticket(self, sid="s1", audience="notify-live", viewer=None, **more):
        viewer = viewer or Viewer("eve", "customer", sid=sid)
        return mint(KEY, audience, viewer, **{"jti": new_id()} | more)

    def listen(self, **more):
        return self.get(f"/live?ticket={self.ticket(**more)}", Origin=ORIGIN)

    def tell(self, topic):
        with self.database.transaction() as tx:
            tx.put(
                topics,
                id=topic,
                version=1,
                category_id="c",
                audience_key="everyone",
                author_id="ann",
                shown=True,
                title="?",
            )
            messages.add(tx, [Message(new_id(), "eve", topic, "topic-asked", topic, None, "ann", tx.now)])
            tx.wakes = True


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    process = Process(tmp_path_factory.mktemp("live"))
    yield process
    process.child.send_signal(signal.SIGTERM)
    process.child.wait(10)
    process.database.close()


def event(stream):
    """The data of the next event."""
    while line := stream.readline():
        if line.startswith(b"data: "):
            return orjson.loads(line[6:])
    raise AssertionError("the stream has ended")


def test_a_page_of_the_portal_hears_of_a_message_within_a_moment(live):
    stream = live.listen()
    assert stream.status == 200
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    assert stream.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert stream.headers["X-Accel-Buffering"] == "no"
    live.tell("t-one")
    assert event(stream) == {"unread": 1, "topic_id": "t-one"}


def test_what_is_sent_has_no_titles_and_no_names(live):
    stream = live.listen()
    live.tell("t-two")
    assert set(event(stream)) == {"unread", "topic_id"}


def test_a_ticket_is_good_once(live):
    path = f"/live?ticket={live.ticket()}"
    assert live.get(path).status == 200
    assert live.get(path).status == 401


@pytest.mark.parametrize(
    "ticket",
    [
        lambda live: "",
        lambda live: "x" * 500,
        lambda live: live.ticket(audience="notify"),
        lambda live: live.ticket(viewer=VISITOR),
        lambda live: live.ticket(sid=None),
        lambda live: live.ticket(jti=None),
        lambda live: live.ticket(now=time.time() - 120),
        lambda live: live.ticket(now=live.began - 30, seconds=120),
    ],
    ids=["none", "noise", "for another", "visitor", "no session", "no number", "expired", "older than the process"],
)
def test_a_ticket_that_is_not_good_is_refused(live, ticket):
    answer = live.get(f"/live?ticket={ticket(live)}")
    assert (answer.status, orjson.loads(answer.read())["slug"]) == (401, "unauthenticated")


def test_a_page_of_another_origin_is_refused(live):
    answer = live.get(f"/live?ticket={live.ticket()}", Origin="http://evil.example")
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (403, None)


def test_only_one_path_is_there_and_only_for_reading(live):
    assert live.get("/").status == 404
    assert live.get("/live", "POST").status == 405
    assert b"atrium_live_streams" in live.get("/metrics").read()


def test_a_stream_ends_soon_after_its_session(live):
    stream = live.listen(sid="s-over")
    with live.database.transaction() as tx:
        tx.put(ended_sessions, id="s-over", version=1, ended_at=tx.now)
    began = time.monotonic()
    while stream.readline():
        pass
    assert time.monotonic() - began < 3
    assert live.listen(sid="s-over").status == 401


def test_a_connection_that_is_gone_gives_its_room_back(live):
    def open_streams():
        return int(live.get("/metrics").read().split()[-1])

    before = open_streams()
    stream = live.listen(sid="s-gone")
    assert open_streams() == before + 1
    stream.close()

    eventually(lambda: open_streams() <= before, seconds=5)


def test_a_person_who_clicks_through_page_after_page_is_always_told(live):
    for _ in range(30):
        stream = live.listen(sid="s-quick")
        assert stream.status == 200
        stream.close()


def test_told_to_stop_it_is_gone_within_seconds_although_pages_listen(tmp_path):
    process = Process(tmp_path)
    streams = [process.listen(sid=f"s{number}") for number in range(5)]
    began = time.monotonic()
    process.child.send_signal(signal.SIGTERM)
    assert process.child.wait(10) == 0
    assert time.monotonic() - began < 4.5
    for stream in streams:
        while stream.readline():
            pass
    process.database.close()
