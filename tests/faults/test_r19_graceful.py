"""R19: a process that is asked to end finishes what it has begun, and is gone soon after.

That Ctrl-C ends the whole portal within seconds, and that the next start finds everything, is in e2e: test_running.py.
"""

import json
import socket
import threading
import time

import pytest

from faults import proc
from faults.alone import ANN, Forum
from faults.report import Result
from portalkit.ids import new_id
from portalkit.testing import eventually
from portalkit.tokens import key_at, mint

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
EXIT_SECONDS, UNDER_WAY, PATIENCE = 10.0, 1.0, 20


def test_a_request_that_is_under_way_is_answered_before_its_process_ends(tmp_path, report):
    forum = Forum(tmp_path).open()
    body = json.dumps(forum.question("Under way")).encode()
    head = (
        f"POST /v1/topics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Idempotency-Key: {new_id()}\r\n"
        f"Authorization: Bearer {mint(key_at(tmp_path / 'keys' / 'gateway.json'), 'community', ANN)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", forum.port), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body[:10])
        eventually(lambda: proc.unread(forum.port, line.getsockname()[1]) == 0)  # a thread has begun with it
        master, began = forum.processes.pop("api"), time.monotonic()
        master.terminate()
        threading.Event().wait(UNDER_WAY)
        line.sendall(body[10:])
        answer = line.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 201 "), answer[:200]
    assert master.wait(EXIT_SECONDS) == 0
    took = time.monotonic() - began
    report.add(Result("R19", "a request under way", 0, 1, 0, 0, recovery=[took]))
    assert took <= EXIT_SECONDS
