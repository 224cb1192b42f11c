"""R19: processes are asked to end under load, one group after the other, and nobody notices.

API processes are replaced as gunicorn does it on SIGHUP: successors first, then SIGTERM for those before. Workers and
the live process get SIGTERM, and the supervisor starts them again: nobody waits for an answer of theirs.
"""

import itertools
import json
import os
import signal
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import requests
from support.person import PASSWORD
from support.served import Served

from faults import proc
from faults.alone import ANN, Forum
from faults.report import Result
from portalkit.ids import new_id
from portalkit.testing import eventually
from portalkit.tokens import key_at, mint

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
RATE, LEAST, LEAST_LONG = 30, 300, 2000
EXIT_SECONDS, PATIENCE = 10.0, 20
SERVICES = ("accounts", "knowledge", "community", "notify")
ROOMY = {"WRITES_A_MINUTE": "100000", "WRITES_A_MINUTE_IP": "100000", "CALLS_A_MINUTE": "100000"}


@pytest.fixture
def portal(tmp_path):
    served = Served(tmp_path, "separate", MICRO_CACHE_SECONDS="0", LEASE_SECONDS="1", **ROOMY).start(120)
    yield served
    served.stop()


class Somebody:
    """Reads pages and asks questions through the public API; every request on a connection of its own."""

    def __init__(self, portal):
        self.portal, self.asked = portal, []
        signed = {"email": "priya.raman@saltmarsh.example", "password": PASSWORD}
        made = self._send("POST", "/api/accounts/v1/sessions", json=signed)
        self.bearer = {"Authorization": f"Bearer {made.json()['token']}"}
        found = self._send("GET", "/api/community/v1/categories", headers=self.bearer).json()["items"]
        self.category = found[0]["id"]

    def _send(self, method, path, **more):
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, self.portal.url + path, timeout=PATIENCE, **more)

    def act(self, number):
        """One of the things that people do; why it failed, or None."""
        try:
            if number % 3 == 0:
                title = f"Rolling {number}"
                body = {"category_id": self.category, "title": title, "body": "Why?"}
                headers = self.bearer | {"Idempotency-Key": new_id()}
                answer = self._send("POST", "/api/community/v1/topics", json=body, headers=headers)
                if answer.status_code == 201:
                    self.asked.append(title)
            else:
                answer = self._send("GET", ("/topics", "/articles")[number % 3 - 1])
        except requests.RequestException as fault:
            return f"{type(fault).__name__}"
        if answer.status_code >= 400 or "data-degraded" in answer.text:
            return f"{number % 3}: {answer.status_code}"
        return None


def replace(portal, group):
    """Have a group's API processes replaced, and wait until none of those before is left."""
    before = set(proc.children(portal.pid(group)))
    os.kill(portal.pid(group), signal.SIGHUP)
    began = time.monotonic()
    eventually(lambda: (now := set(proc.children(portal.pid(group)))) and not now & before, 60)
    return time.monotonic() - began


def start_again(portal, group):
    """Have a group end, and wait until its supervisor has started it anew."""
    before, began = portal.pid(group), time.monotonic()
    portal.signal_group(group, signal.SIGTERM)
    eventually(lambda: not proc.threads(before), EXIT_SECONDS)
    took = time.monotonic() - began
    eventually(lambda: portal.pid(group) != before, 30)
    return took


def test_every_group_is_replaced_in_turn_and_no_request_fails(portal, option, report):
    somebody, least = Somebody(portal), LEAST_LONG if option("--all-points") else LEAST
    groups = [(replace, name) for name in (*SERVICES, "gateway")]
    groups += [(start_again, f"{name}-worker") for name in SERVICES] + [(start_again, "live")]
    took, results, paces = [], [], threading.Event()
    with ThreadPoolExecutor(RATE) as pool, ThreadPoolExecutor(1) as nemesis:
        rolling = nemesis.submit(lambda: [took.append(how(portal, name)) for how, name in groups])
        began = time.monotonic()
        for number in itertools.count():
            if number >= least and rolling.done():
                break
            results.append(pool.submit(somebody.act, number))
            paces.wait(max(0.0, began + (number + 1) / RATE - time.monotonic()))
        rolling.result()
    failed = [result.result() for result in results if result.result()]
    eventually(lambda: told(portal) == len(somebody.asked), 60)
    more = {"requests": len(results), "groups": len(groups)}
    report.add(Result("R19", "rolling", 0, len(somebody.asked), len(failed), 0, len(groups), recovery=took, more=more))
    assert failed == []


def told(portal):
    """How many of the questions knowledge has a copy of."""
    with closing(sqlite3.connect(portal.data_dir / "knowledge.db")) as db:
        (count, different) = db.execute(
            "SELECT count(*), count(DISTINCT title) FROM topics WHERE title LIKE 'Rolling %'"
        ).fetchone()
    assert count == different
    return count


def test_a_request_that_is_under_way_is_answered_before_its_process_ends(tmp_path):
    forum = Forum(tmp_path).open()
    body = json.dumps(forum.question("Under way")).encode()
    head = (
        f"POST /v1/topics HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"Idempotency-Key: {new_id()}\r\n"
        f"Authorization: Bearer {mint(key_at(tmp_path / 'keys' / 'gateway.json'), 'community', ANN)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", forum.port), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body[:10])
        held = eventually(lambda: proc.holder(forum.api_processes(), forum.port, line.getsockname()[1]))
        master, began = forum.processes.pop("api"), time.monotonic()
        eventually(lambda: reads(held), 10)
        master.terminate()
        eventually(lambda: refused(forum.port), 10)
        line.sendall(body[10:])
        answer = line.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 201 "), answer[:200]
    assert master.wait(EXIT_SECONDS) == 0
    assert time.monotonic() - began <= EXIT_SECONDS


def reads(pid):
    """Whether a thread of the process besides the first is there to answer."""
    return len(proc.others(pid)) >= 1


def refused(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False
