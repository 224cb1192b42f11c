"""People who read and write all the while, and remember what they were answered."""

import threading
import time
from collections import defaultdict
from contextlib import suppress

import requests
from support.person import PASSWORD

from portalkit.ids import new_id

PAGES = {"/": "gateway", "/articles": "knowledge", "/search?q=calibration": "knowledge", "/topics": "community"}
PAUSE = 0.1  # seconds between one request and the next


class Api:
    """Somebody who uses the public API with a token."""

    def __init__(self, url, email):
        self._url, self._session = url, requests.Session()
        self._session.trust_env = False
        made = self.call("POST", "/api/accounts/v1/sessions", json={"email": email, "password": PASSWORD})
        assert made.status_code == 201, made.text
        self._session.headers["Authorization"] = f"Bearer {made.json()['token']}"

    def call(self, method, path, **more):
        """Make a call; the answer."""
        return self._session.request(method, self._url + path, timeout=15, **more)


class Traffic:
    """One who reads every page in turn, and one who replies to a topic and repeats a reply until it was taken.

    `seen` has the statuses of each page, 0 for no answer; `taken` the texts that were acknowledged, `tried` all.
    """

    def __init__(self, url, writer, topic_id):
        self._url, self._writer, self._topic = url, writer, topic_id
        self.seen, self.taken, self.tried = defaultdict(list), [], []
        self._ending = threading.Event()
        self._threads = [threading.Thread(target=run) for run in (self._read, self._write)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        for thread in self._threads:
            thread.join(60)

    def _read(self):
        session = requests.Session()
        session.trust_env = False
        while not self._ending.is_set():
            for path in PAGES:
                # A number of its own, so that no page is one that the gateway has kept.
                address = f"{self._url}{path}{'&' if '?' in path else '?'}n={time.monotonic_ns()}"
                try:
                    status = session.get(address, timeout=15).status_code
                except requests.RequestException:
                    status = 0
                self.seen[path].append(status)
            self._ending.wait(PAUSE)

    def _write(self):
        while not self._ending.is_set():
            text, key = f"token-{new_id()}", new_id()
            self.tried.append(text)
            while not self._ending.is_set() and not self._reply(text, key):
                self._ending.wait(PAUSE)
            self._ending.wait(PAUSE)

    def _reply(self, text, key):
        path = f"/api/community/v1/topics/{self._topic}/replies"
        with suppress(requests.RequestException):
            answer = self._writer.call("POST", path, json={"body": text}, headers={"Idempotency-Key": key})
            if answer.status_code == 201:
                self.taken.append(text)
                return True
            assert answer.status_code in (401, 503, 504), answer.text
        return False

    def wait_for(self, more):
        """Return when `more` further writes were taken."""
        from portalkit.testing import eventually

        until = len(self.taken) + more
        eventually(lambda: len(self.taken) >= until, 60)
