"""`make bench-search`: knowledge's search page on the embedded index and on Elasticsearch, over the same rows.

What counts is the CPU of our own process a request (`process_time`); the server's is its own. Latency is beside it.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from sqlalchemy import select  # noqa: E402

from bench.run import fill  # noqa: E402
from community.settings import Settings as CommunitySettings  # noqa: E402
from community.worker import create_worker as create_community_worker  # noqa: E402
from knowledge import NAME  # noqa: E402
from knowledge.app import create_app  # noqa: E402
from knowledge.settings import Settings  # noqa: E402
from knowledge.store import source, tables  # noqa: E402
from knowledge.store.search import FIELDS  # noqa: E402
from knowledge.worker import create_worker  # noqa: E402
from portalkit.backends import open_database, open_index  # noqa: E402
from portalkit.search import SearchIndex  # noqa: E402
from portalkit.testing import Client, drain  # noqa: E402
from portalkit.testing.kit import PUBLIC_KEYS  # noqa: E402
from portalkit.testing.search_servers import drop_all, fresh_prefix  # noqa: E402

ROUNDS, BATCH = 7, 500
Row = namedtuple("Row", "id kind")


def copy(database: Any, generation: str, index: SearchIndex) -> float:
    """Write everything into another index; how many seconds it took."""
    began = time.monotonic()
    index.create(generation)
    with database.reading() as db:
        rows = [Row(row.id, "article") for row in db.rows(select(tables.articles.c.id))]
        rows += [Row(row.id, "topic") for row in db.rows(select(tables.topics.c.id))]
        for at in range(0, len(rows), BATCH):
            part = rows[at : at + BATCH]
            documents = source._articles(db, part) | source._topics(db, part)
            index.write(generation, list(documents.values()))
    return time.monotonic() - began


def one_round(client: Client, path: str, queries: list[str]) -> tuple[float, list[float]]:
    """CPU milliseconds a request, and each latency in milliseconds."""
    before, latencies = time.process_time(), []
    for words in queries:
        began = time.perf_counter()
        answer = client.get(f"/internal/v1/pages/{path}?q={quote(words)}")
        latencies.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.get_data(as_text=True)
    return (time.process_time() - before) * 1000 / len(queries), latencies


def main() -> None:
    """Fill, then measure in turns, and print."""
    url, prefix = os.environ["TEST_ELASTICSEARCH_URL"], fresh_prefix()
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        made = fill(data_dir)
        settings = Settings(data_dir=data_dir, public_keys=PUBLIC_KEYS)
        drain(create_community_worker(CommunitySettings(data_dir=data_dir)), create_worker(settings), rounds=500)
        there = Settings(data_dir=data_dir, search_url=url, search_prefix=prefix, search_timeout_ms=5000)
        app = create_app(settings)
        client, database = Client(app, NAME), open_database(settings, NAME)
        [generation] = [path.name for path in (data_dir / f"{NAME}-index").iterdir() if path.is_dir()]
        indices = {"tantivy": open_index(settings, NAME, FIELDS), "elasticsearch": open_index(there, NAME, FIELDS)}
        print(f"Elasticsearch filled in {copy(database, generation, indices['elasticsearch']):.1f} s")
        try:
            for path in ("search", "suggestions"):
                queries = made["queries"][:100]
                cpu: dict[str, list[float]] = {name: [] for name in indices}
                slow: dict[str, list[float]] = {name: [] for name in indices}
                for turn in range(ROUNDS + 1):
                    for name, index in indices.items():
                        app.extensions["index"] = index
                        spent, latencies = one_round(client, path, queries)
                        if turn:
                            cpu[name].append(spent)
                            slow[name] += latencies
                ratio = statistics.median(cpu["tantivy"]) / statistics.median(cpu["elasticsearch"])
                for name in indices:
                    p50, p95 = (statistics.quantiles(slow[name], n=20)[at] for at in (9, 18))
                    print(f"{path} {name}: {statistics.median(cpu[name]):.2f} ms CPU, p50 {p50:.1f}, p95 {p95:.1f} ms")
                print(f"{path}: embedded CPU / Elasticsearch CPU = {ratio:.2f}")
        finally:
            drop_all(url, prefix)


if __name__ == "__main__":
    main()
