"""Bodies that come slowly, on a real gunicorn: who sends them is told, and others are served meanwhile."""

import multiprocessing
import os
import select
import signal
import socket
import threading
import time
from contextlib import closing

import pytest
from flask import Flask, request

from portalkit import arriving
from portalkit.errors import Fault
from portalkit.testing import eventually

SECONDS = 1.0
PATIENT = 15.0


def create():
    """An app that says how many bytes came, and what it answers faults with."""
    app = Flask("arriving")
    app.add_url_rule("/", view_func=lambda: f"{len(request.get_data())} bytes", methods=["GET", "POST"])
    app.register_error_handler(Fault, lambda fault: (fault.slug, fault.status))
    return app


def serve(port, seconds, rate):
    arriving.SECONDS, arriving.RATE = seconds, rate
    from portalkit.server import serve as run

    run(create, "127.0.0.1", port, workers=1, threads=4)


@pytest.fixture(scope="module")
def port():
    """Where it listens: one worker of four threads, that waits a second, and a large body half a minute."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        at = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(at, SECONDS, 100_000))
    process.start()
    try:
        eventually(lambda: answers(at), PATIENT)
        yield at
    finally:
        os.kill(process.pid, signal.SIGQUIT)
        process.join(PATIENT)


def answers(port):
    try:
        return ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")[0] == 200
    except OSError:
        return False


def ask(port, sent):
    """Status and last line of what is answered to these bytes."""
    with closing(opened(port, sent)) as connection:
        return answer(connection)


def opened(port, sent):
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENT)
    connection.sendall(sent)
    return connection


def answer(connection):
    got = b""
    while b"\r\n\r\n" not in got or got.endswith(b"\r\n\r\n"):
        piece = connection.recv(65536)
        if not piece:
            break
        got += piece
    return int(got.split()[1]), got.rpartition(b"\r\n\r\n")[2].decode()


def head(length):
    return f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()


def test_who_sends_a_byte_now_and_then_is_told_and_lets_the_thread_go(port):
    """Five such connections are more than there are threads; pages are answered again within seconds."""
    slow = [opened(port, head(20_000) + b"x") for _ in range(5)]
    ended = threading.Event()

    def trickle():
        while not ended.wait(0.1):
            for connection in slow:
                try:
                    connection.send(b"x")
                except OSError:
                    continue

    sender = threading.Thread(target=trickle)
    sender.start()
    try:
        assert [answer(connection) for connection in slow[:4]] == [(408, "too-slow")] * 4
        began = time.monotonic()
        assert answers(port)
        assert time.monotonic() - began < PATIENT
    finally:
        ended.set()
        sender.join()
        for connection in slow:
            connection.close()


def test_a_large_body_has_the_time_that_it_takes(port):
    body = b"x" * 900_000
    with closing(opened(port, head(len(body)))) as connection:
        for start in range(0, len(body), 300_000):
            connection.sendall(body[start : start + 300_000])
            time.sleep(SECONDS / 2)  # a line of its speed: what is tested is that it is waited for
        assert answer(connection) == (200, "900000 bytes")


def test_large_bodies_come_two_at_a_time_and_pages_go_on(port):
    length = 2_000_000
    coming = {opened(port, head(length)) for _ in range(3)}  # whichever of them is the last to be taken up
    [refused], _, _ = select.select(coming, [], [], PATIENT)
    assert answer(refused) == (503, "unavailable")
    assert answers(port)
    for connection in coming - {refused}:
        connection.sendall(b"x" * length)
        assert answer(connection) == (200, f"{length} bytes")
    for connection in coming:
        connection.close()
    assert ask(port, head(length) + b"x" * length) == (200, f"{length} bytes")


def test_a_body_that_is_shorter_than_announced_is_no_body(port):
    with closing(opened(port, head(100) + b"x" * 60)) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert answer(connection) == (400, "broken-off")


def test_what_comes_after_the_announced_end_is_no_part_of_the_body(port):
    with closing(opened(port, head(3) + b"abcdef\r\n\r\n")) as connection:
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"3 bytes" in got and b"HTTP/1.1 400" in got  # it is the beginning of a request, and of no good one
