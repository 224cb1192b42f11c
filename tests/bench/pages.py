"""Pages a second, as CPU a request, each beside a bare Flask in the same round."""

import itertools
import random
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bench.load import Ask, Result, group, run, together

HERE = Path(__file__).resolve().parent
ROUNDS, MOST_STEAL = 7, 0.05
HELLO = "Flask hello"
BESIDE = {"bare": "bare page of 30 rows", "hello": HELLO, "uncached": "topic list, visitor"}
CHUNKS = 4  # a machine's speed changes within seconds, so a page and what it is measured beside take turns


@dataclass(frozen=True)
class Row:
    """One line of the table: what is asked of which server, beside what, and how well it should do."""

    name: str
    server: str
    asks: Callable[[], Iterator[Ask]]
    count: int
    beside: str = ""
    least: float = 0.0


Pair = tuple[Result, Result]  # of a page, and of what it was measured beside in the same seconds


class Others:
    """The servers beside the portal: Flask's hello and the bare page, and the portal's web with its micro-cache on."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self.ports = {"bare": port, "cached": port + 1}
        root = HERE.parents[1]
        origin = f"http://127.0.0.1:{port + 1}"
        environ = {"DATA_DIR": str(data_dir), "PORT": str(port + 1), "PUBLIC_ORIGIN": origin, "LOG_LEVEL": "warning"}
        bare = [sys.executable, "-m", "bench.bare", str(port), str(data_dir / "community.db")]
        web = [sys.executable, str(root / "deploy" / "embedded" / "web.py")]
        self._processes = [
            subprocess.Popen(bare, cwd=HERE.parent, env={"PATH": "/usr/bin:/bin"}),
            subprocess.Popen(web, env=environ),
        ]
        for each in self.ports.values():
            warm_up(each)
        self.pids = {name: group(p.pid) for name, p in zip(self.ports, self._processes, strict=True)}

    def stop(self) -> None:
        """End them."""
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(10)


def fetch(port: int, path: str, **headers: str) -> Any:
    """One request, with its answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    return urllib.request.urlopen(request, timeout=10)


def warm_up(port: int) -> None:
    """Wait until the server answers, then let every worker import what it needs."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            fetch(port, "/").read()
            break
        except OSError:
            time.sleep(0.1)
    for _ in range(20):
        fetch(port, "/").read()


def wait_for_index(data_dir: Path, places: Mapping[str, str] | None = None, seconds: float = 240) -> None:
    """Wait until everything has left community, arrived in knowledge and notify, and stands in the index.

    Services' rows are in the folder, or where `places` say.
    """
    waiting = {
        "community": "SELECT count(*) FROM outbox WHERE published_at IS NULL",
        "knowledge": "SELECT (SELECT count(*) FROM inbox WHERE state = 'due') + (SELECT count(*) FROM unindexed)",
        "notify": "SELECT count(*) FROM inbox WHERE state = 'due'",
    }
    urls = {
        name: (places or {}).get(f"{name.upper()}_DATABASE_URL", f"sqlite:///{data_dir / name}.db") for name in waiting
    }
    until, quiet = time.monotonic() + seconds, 0
    while quiet < 5:
        left = {name: _count(urls[name], sql) for name, sql in waiting.items()}
        quiet = quiet + 1 if not any(left.values()) else 0
        if time.monotonic() > until:
            raise SystemExit(f"after {seconds} s there is still something on its way: {left}")
        time.sleep(0.5)


def _count(url: str, sql: str) -> int:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return int(connection.execute(text(sql)).scalar_one())


def shuffled(paths: list[str], cookies: list[str] | None = None, seed: int = 1) -> Iterator[Ask]:
    """`paths` in random order, over and over, for a visitor or for people in turn."""
    rng = random.Random(seed)
    people = itertools.cycle(cookies or [""])
    while True:
        for path in rng.sample(paths, len(paths)):
            cookie = next(people)
            yield Ask(path, (("Cookie", f"session={cookie}"),) if cookie else ())


def unchanged(port: int, path: str) -> Iterator[Ask]:
    """The same page again and again by somebody who has it."""
    tag = fetch(port, path).headers["ETag"]
    return itertools.repeat(Ask(path, (("If-None-Match", tag),), 304))


def readable(port: int, made: Mapping[str, list[str]], kind: str) -> list[str]:
    """The addresses that the first of these things are read at, which the short ones lead to."""
    return [urllib.parse.urlsplit(fetch(port, f"/{kind}/{id}").url).path for id in made[kind][:500]]


def rows(portal_port: int, cached_port: int, made: dict[str, list[str]]) -> list[Row]:
    """All lines; hello and the bare page, which others are measured beside, come first."""
    topics, articles = (readable(portal_port, made, kind) for kind in ("topics", "articles"))
    searches = [f"/search?q={urllib.parse.quote(query)}" for query in made["queries"]]
    people = made["sessions"]
    lists = ["/topics"]
    return [
        Row(HELLO, "bare", lambda: itertools.repeat(Ask("/")), 2500),
        Row(BESIDE["bare"], "bare", lambda: itertools.repeat(Ask("/page")), 800),
        Row(BESIDE["uncached"], "portal", lambda: shuffled(lists), 300, "bare", 0.30),
        Row("topic, visitor", "portal", lambda: shuffled(topics), 300, "bare", 0.30),
        Row("article, visitor", "portal", lambda: shuffled(articles), 300, "bare", 0.30),
        Row("topic list, signed in", "portal", lambda: shuffled(lists, people), 300, "bare", 0.22),
        Row("topic, signed in", "portal", lambda: shuffled(topics, people), 300, "bare", 0.22),
        Row("article, signed in", "portal", lambda: shuffled(articles, people), 300, "bare", 0.22),
        Row("search, visitor", "portal", lambda: shuffled(searches), 200, "bare", 0.20),
        Row("topic list, micro-cached", "cached", lambda: shuffled(lists), 2500, "hello", 0.80),
        Row("304, entry alive", "cached", lambda: unchanged(cached_port, "/topics"), 2500, "hello", 0.80),
        Row("304, no entry", "portal", lambda: unchanged(portal_port, "/topics"), 500, "uncached", 2.0),
    ]


def table(portal: Any, others: Others, made: dict[str, list[str]]) -> str:
    """Measure all rows in rounds, each in turns with what it is measured beside, and give the table as Markdown."""
    ports = {"portal": portal.port, **others.ports}
    pids = {"portal": group(portal.pid("web")), **others.pids}
    lines = rows(portal.port, others.ports["cached"], made)
    named, asked = {row.name: row for row in lines}, {row.name: row.asks() for row in lines}

    def part(row: Row) -> Result:
        return run(ports[row.server], pids[row.server], asked[row.name], row.count // CHUNKS)

    kept: list[dict[str, Pair]] = []
    dropped = 0
    for number in range(ROUNDS):
        results = {row.name: in_turns(part, row, named.get(BESIDE.get(row.beside, ""))) for row in lines}
        if max(result.steal for pair in results.values() for result in pair) > MOST_STEAL:
            dropped += 1
            continue
        kept.append(results)
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
    if not kept:
        raise SystemExit("every round had more than 5 % steal; the machine is too busy to measure on")
    return _markdown(lines, kept, dropped)


def in_turns(part: Callable[[Row], Result], row: Row, beside: Row | None) -> Pair:
    """A round of `row`, and one of what it is measured beside, in turns."""
    pairs = [(part(beside or row), part(row)) for _ in range(CHUNKS)]
    return together(own for _, own in pairs), together(other for other, _ in pairs)


def _markdown(lines: list[Row], kept: list[dict[str, Pair]], dropped: int) -> str:
    out = [
        "| page | CPU ms a request | beside | ratio | goal | p50 ms | p99/p50 beside hello's |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in lines:
        pairs = [results[row.name] for results in kept]
        cpu = statistics.median(own.cpu_ms for own, _ in pairs)
        ratio, goal = "", ""
        if row.beside:
            ratio, goal = (
                f"{statistics.median(other.cpu_ms / own.cpu_ms for own, other in pairs):.3f}",
                f"≥ {row.least:.2f}",
            )
        p50 = statistics.median(own.quantile(0.5) for own, _ in pairs)
        spread = statistics.median(_spread(results[row.name][0]) / _spread(results[HELLO][0]) for results in kept)
        out.append(f"| {row.name} | {cpu:.2f} | {row.beside} | {ratio} | {goal} | {p50:.1f} | {spread:.2f} |")
    everything = [result for results in kept for pair in results.values() for result in pair]
    steal = statistics.median(result.steal for result in everything)
    idle = statistics.median(result.idle for result in everything)
    out.append(
        f"\n{len(kept)} interleaved rounds, {dropped} left out for steal above 5 %; median steal {steal:.1%}, "
        f"idle {idle:.1%}; 16 connections, load generator on the same cores."
    )
    return "\n".join(out)


def _spread(result: Result) -> float:
    return result.quantile(0.99) / result.quantile(0.5)
