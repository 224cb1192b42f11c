"""How soon a post is findable, and its followers told, at 20 posts a second."""

import json
import sqlite3
import threading
import time
import urllib.request
from typing import Any

from bench.load import group

POSTS, RATE = 300, 20.0
LIMIT_MS = 500


def lines(portal: Any, made: dict[str, list[str]]) -> str:
    """Post at an even rate, watch both ends, and give the figures in two lines."""
    follow_all(portal.port, made["sessions"][0])
    watch = Watch(portal.data_dir)
    watch.start()
    posted: dict[str, float] = {}
    threads = []
    category = first_category(portal.port)
    began = time.perf_counter()
    for number in range(POSTS):
        time.sleep(max(began + number / RATE - time.perf_counter(), 0))
        session = made["sessions"][1 + number % (len(made["sessions"]) - 1)]
        thread = threading.Thread(target=post, args=(portal.port, session, category, number, posted))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    watch.finish(set(posted))
    found = sorted((watch.found[id] - at) * 1000 for id, at in posted.items() if id in watch.found)
    told = sorted((watch.told[id] - at) * 1000 for id, at in posted.items() if id in watch.told)
    assert group(portal.pid("worker"))
    return "\n".join(
        f"{name}: p50 {values[len(values) // 2]:.0f} ms, p99 {values[int(len(values) * 0.99)]:.0f} ms "
        f"over {len(values)} of {POSTS} posts at {RATE:.0f} a second (goal: p99 ≤ {LIMIT_MS} ms)."
        for name, values in (("Post → findable", found), ("Post → message", told))
    )


def call(port: int, path: str, session: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
    """One call of the public API."""
    headers = {"Authorization": f"Bearer {session}", "Content-Type": "application/json"}
    headers["Idempotency-Key"] = f"bench-{time.perf_counter_ns()}"
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def first_category(port: int) -> str:
    """The category that is posted to."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/community/v1/categories", timeout=10) as answer:
        return str(json.load(answer)["items"][0]["id"])


def follow_all(port: int, session: str) -> None:
    """The first person follows the category, so every post makes a message."""
    call(port, f"/api/community/v1/categories/{first_category(port)}/following", session, {"following": True}, "PUT")


def post(port: int, session: str, category: str, number: int, posted: dict[str, float]) -> None:
    """Ask one question; the clock starts when the answer says that it is kept."""
    body = {"category_id": category, "title": f"Question number {number} of the bench", "body": "Does it hold?"}
    id = call(port, "/api/community/v1/topics", session, body)["id"]
    posted[id] = time.perf_counter()


class Watch(threading.Thread):
    """Looks every 5 ms at the ends of both paths: the index as a reader sees it, and the rows of messages."""

    def __init__(self, data_dir: Any) -> None:
        super().__init__(daemon=True)
        from knowledge.settings import Settings
        from knowledge.store.search import FIELDS
        from portalkit.search_tantivy import TantivySearch

        self._index = TantivySearch(Settings(data_dir=data_dir).data_dir / "knowledge-index", FIELDS)
        self._knowledge = sqlite3.connect(f"file:{data_dir}/knowledge.db?mode=ro", uri=True, check_same_thread=False)
        self._notify = sqlite3.connect(f"file:{data_dir}/notify.db?mode=ro", uri=True, check_same_thread=False)
        self.found: dict[str, float] = {}
        self.told: dict[str, float] = {}
        self._expected: set[str] | None = None

    def run(self) -> None:
        """Look until everything expected has arrived, at most a minute."""
        until = time.monotonic() + 90
        while time.monotonic() < until:
            self._look()
            if self._expected is not None and self._expected <= self.found.keys() & self.told.keys():
                return
            time.sleep(0.005)

    def _look(self) -> None:
        from portalkit.search import Query

        (generation,) = self._knowledge.execute("SELECT id FROM generations WHERE state = 'current'").fetchone()
        hits = self._index.search(generation, Query(text="question bench", sort="newest", fresh="date", limit=50)).hits
        now = time.perf_counter()
        for hit in hits:
            self.found.setdefault(hit.id, now)
        rows = self._notify.execute("SELECT thing_id FROM messages ORDER BY rowid DESC LIMIT 50").fetchall()
        now = time.perf_counter()
        for (thing,) in rows:
            self.told.setdefault(thing, now)

    def finish(self, expected: set[str]) -> None:
        """Wait for the last ones."""
        self._expected = expected
        self.join()
