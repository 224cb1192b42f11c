import os
import socket
import threading
import time

import pytest

from gateway.upstream.breaker import LEAST
from gateway.upstream.http import BULKHEAD, HttpUpstream
from gateway.upstream.port import Call, Unanswered

from . import servers

SHORT = Call("GET", "/x", seconds=0.3)


def took(upstream, call=SHORT):
    began = time.monotonic()
    with pytest.raises(Unanswered):
        upstream.call(call)
    return time.monotonic() - began


def test_an_answer_comes_back_with_status_headers_and_body():
    with servers.serving(servers.answers) as url:
        answer = HttpUpstream("x", url).call(SHORT)
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "application/json", b"{}")


@pytest.mark.parametrize("behaviour", [servers.hangs, servers.drips, servers.drips_its_body])
def test_nobody_waits_longer_than_the_call_says_however_slowly_bytes_come(behaviour):
    with servers.serving(behaviour) as url:
        assert 0.25 < took(HttpUpstream("x", url)) < 0.45


@pytest.mark.parametrize(
    "behaviour", [servers.never_ends, servers.breaks_off, servers.talks_nonsense, servers.talks_html]
)
def test_an_answer_that_is_none_is_no_answer(behaviour):
    with servers.serving(behaviour) as url:
        took(HttpUpstream("x", url), Call("GET", "/x", seconds=2))


def test_a_service_that_is_not_there_is_known_at_once():
    assert took(HttpUpstream("x", "http://127.0.0.1:9")) < 0.2


def test_cookies_are_neither_kept_nor_sent_and_redirects_not_followed():
    recorder = servers.Recorder(b"HTTP/1.1 302 Found\r\nLocation: /y\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n")
    with servers.serving(recorder) as url:
        upstream = HttpUpstream("x", url)
        assert [upstream.call(SHORT).status, upstream.call(SHORT).status] == [302, 302]
    assert len(recorder.seen) == 2
    assert not any(b"cookie" in seen.lower() for seen in recorder.seen)


def test_proxies_of_the_environment_are_ignored(monkeypatch):
    monkeypatch.setitem(os.environ, "HTTP_PROXY", "http://127.0.0.1:9")
    with servers.serving(servers.answers) as url:
        assert HttpUpstream("x", url).call(SHORT).status == 200


def test_a_get_whose_connection_was_lost_is_tried_once_more():
    server = servers.FailsOnce()
    with servers.serving(server) as url:
        assert HttpUpstream("x", url).call(Call("GET", "/x", repeatable=True)).status == 200
    assert server.connections == 2


def test_what_may_not_be_repeated_is_not():
    server = servers.FailsOnce()
    with servers.serving(server) as url:
        took(HttpUpstream("x", url), Call("POST", "/x", body=b"{}"))
    assert server.connections == 1


def test_retries_stay_below_a_tenth_of_the_calls():
    closed = servers.Recorder()
    opened = []

    def drop(connection):
        opened.append(connection)
        connection.recv(65536)

    with servers.serving(drop) as url:
        upstream = HttpUpstream("x", url)
        upstream.breaker.admits = lambda: True
        for _ in range(50):
            took(upstream, Call("GET", "/x", repeatable=True))
    assert len(opened) <= 50 * 1.1 + 1
    assert closed.seen == []


def test_a_service_that_fails_again_and_again_is_left_alone():
    with servers.serving(servers.fails) as url:
        upstream = HttpUpstream("x", url)
        assert [upstream.call(SHORT).status for _ in range(LEAST)] == [500] * LEAST
        assert took(upstream) < 0.05


def test_a_service_in_whose_name_somebody_else_answers_is_left_alone_too():
    with servers.serving(servers.talks_html) as url:
        upstream = HttpUpstream("x", url)
        for _ in range(LEAST):
            took(upstream)
        assert upstream.breaker.state == "open"


def test_no_more_than_eight_calls_wait_for_one_service():
    with servers.serving(servers.hangs) as url:
        upstream = HttpUpstream("x", url)
        waiting = [
            threading.Thread(target=took, args=(upstream, Call("GET", "/x", seconds=1))) for _ in range(BULKHEAD)
        ]
        for thread in waiting:
            thread.start()
        time.sleep(0.2)
        assert took(upstream, Call("GET", "/x", seconds=1)) < 0.1
        for thread in waiting:
            thread.join()


def test_connections_are_used_again():
    opened = []

    def count(connection):
        opened.append(connection)
        servers.answers(connection)

    with servers.serving(count) as url:
        upstream = HttpUpstream("x", url)
        for _ in range(5):
            upstream.call(SHORT)
    assert len(opened) == 1


def test_a_connection_that_the_service_closed_meanwhile_harms_no_call():
    def once(connection: socket.socket):
        connection.recv(65536)
        connection.sendall(servers.OK + b"\r\n{}")

    with servers.serving(once) as url:
        upstream = HttpUpstream("x", url)
        for _ in range(3):
            assert upstream.call(Call("GET", "/x", repeatable=True)).status == 200
            time.sleep(0.02)


def test_a_service_whose_search_is_away_is_still_asked_for_everything_else():
    body = b'{"slug":"search-unavailable","status":503}'
    head = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n\r\n"
    with servers.serving(servers.Recorder(head % len(body) + body)) as url:
        upstream = HttpUpstream("x", url)
        for _ in range(2 * LEAST):
            assert upstream.call(SHORT).status == 503
        assert upstream.breaker.state == "closed"
    body = body.replace(b"search-", b"")
    with servers.serving(servers.Recorder(head % len(body) + body)) as url:
        upstream = HttpUpstream("x", url)
        for _ in range(LEAST):
            upstream.call(SHORT)
        assert upstream.breaker.state == "open"
