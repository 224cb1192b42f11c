"""What the search says of a server that is away, hangs, or answers nonsense."""

import http.server
import socket
import threading
import time

import pytest

from portalkit.indexing import Pause
from portalkit.search import IndexUnavailable, Query
from portalkit.search_elasticsearch import ElasticsearchIndex
from portalkit.search_elasticsearch_client import Server
from portalkit.testing.search_suite import FIELDS, thing


def index_at(port, **more):
    return ElasticsearchIndex(Server(f"http://127.0.0.1:{port}", **more), "away", "kit", FIELDS)


def each_use(index):
    return (
        lambda: index.search("g1", Query("invoice")),
        lambda: index.suggest("g1", "inv", {}),
        lambda: index.write("g1", [thing("a")]),
        lambda: index.write("g1", [], ["a"]),
        lambda: index.create("g1"),
        lambda: index.drop("g1"),
        lambda: index.purge("g1"),
    )


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    index = index_at(port)
    for use in each_use(index):
        with pytest.raises(IndexUnavailable):
            use()
    index.close()


def test_a_server_that_hangs_holds_a_search_no_longer_than_it_may_take():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = index_at(silent.getsockname()[1], seconds=0.2)
        began = time.monotonic()
        with pytest.raises(IndexUnavailable):
            index.search("g1", Query("invoice"))
        assert time.monotonic() - began < 2
        index.close()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, b'{"error":{"type":"master_not_discovered_exception"},"status":503}'),
        (429, b'{"error":{"type":"circuit_breaking_exception"},"status":429}'),
        (401, b'{"error":{"type":"security_exception"},"status":401}'),
        (502, b"<html>Bad gateway</html>"),
        (200, b'{"took":1}'),
        (200, b"not json"),
    ],
)
def test_answers_that_are_none(status, body):
    class Nonsense(http.server.BaseHTTPRequestHandler):
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            self.send_header("Content-Type", "application/json" if body[:1] == b"{" else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer

        def log_message(self, *_):
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Nonsense) as nonsense:
        threading.Thread(target=nonsense.serve_forever, daemon=True).start()
        index = index_at(nonsense.server_address[1])
        for use in each_use(index):
            with pytest.raises(IndexUnavailable):
                use()
        index.close()
        nonsense.shutdown()


def test_an_index_that_does_not_answer_is_left_alone_longer_each_time_but_never_for_long():
    pause, now, waits = Pause(), 100.0, []
    for _ in range(6):
        assert not pause.lasts(now)
        waits.append(pause.begin(now))
        assert pause.lasts(now + waits[-1] - 0.01)
        now += waits[-1]
    assert waits == [0.5, 1, 2, 4, 5, 5]
    pause.end()
    assert pause.begin(now) == 0.5
