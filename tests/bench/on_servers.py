"""`make bench-servers`: the portal on PostgreSQL, RabbitMQ and Elasticsearch with HTTP between its services, beside the
embedded one over the same corpus, in turns; prints a table.

What counts is all that a machine spends on a request, the servers' share included, less what the load generator takes.
"""

import statistics
import sys
import tempfile
import urllib.error
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "support")]

from support import backends  # noqa: E402
from support.served import SERVICES, Served  # noqa: E402

from bench.load import Ask, Result, group, run, together  # noqa: E402
from bench.pages import CHUNKS, MOST_STEAL, fetch, readable, shuffled, wait_for_index, warm_up  # noqa: E402
from bench.run import fill  # noqa: E402

LIMITS = dict.fromkeys(("WRITES_A_MINUTE", "WRITES_A_MINUTE_IP", "CALLS_A_MINUTE"), "1000000") | {
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
}
GOALS = {"topic list": 0.35, "topic": 0.35, "article": 0.35, "search": 0.5}
COUNT, ROUNDS = 200, 7
AT_ONCE = 4  # with more, two cores have so much to do that searches take longer than they may
Asked = dict[str, Iterator[Ask]]


class Side:
    """One of the two portals, with what is asked of it."""

    def __init__(self, folder: Path, form: str, places: dict[str, str]) -> None:
        made = fill(folder, places)
        self.portal = Served(folder, form, places, DEMO="0", MICRO_CACHE_SECONDS="0", LOG_LEVEL="warning", **LIMITS)
        self.portal.start()
        warm_up(self.portal.port)
        wait_for_index(folder, places)
        self.pids = group(self.portal.id)
        self.asked: Asked = {
            "topic list": shuffled(["/topics"]),
            "topic": shuffled(readable(self.portal.port, made, "topics")),
            "article": shuffled(readable(self.portal.port, made, "articles")),
            "search": shuffled([f"/search?q={urllib.parse.quote(query)}" for query in made["queries"]]),
        }

    def warm_up(self, page: str) -> None:
        """Ask one after the other what is going to be asked; a Java server that has just started is late at first."""
        for _ in range(COUNT):
            with suppress(urllib.error.HTTPError):
                fetch(self.portal.port, next(self.asked[page]).path).read()

    def part(self, page: str) -> Result:
        """A part of a round."""
        return run(self.portal.port, self.pids, self.asked[page], COUNT // CHUNKS, AT_ONCE)


def one_round(embedded: Side, servers: Side, page: str) -> tuple[Result, Result]:
    """A page of both, in turns."""
    pairs = [(embedded.part(page), servers.part(page)) for _ in range(CHUNKS)]
    return together(one for one, _ in pairs), together(other for _, other in pairs)


def table(embedded: Side, servers: Side) -> Iterator[str]:
    """Measure and give the table as Markdown. `ratio` is that of the portal's processes, `with servers` that of all."""
    yield from [
        "| visitor | embedded: CPU ms | on servers | ratio | goal | all CPU ms, both | with servers | p50 ms, both |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for page, goal in GOALS.items():
        for side in (embedded, servers):
            side.warm_up(page)
        rounds = [one_round(embedded, servers, page) for _ in range(ROUNDS)]
        kept = [pair for pair in rounds if max(each.steal for each in pair) <= MOST_STEAL]
        if not kept:
            raise SystemExit("every round had more than 5 % steal; the machine is too busy to measure on")
        here, there = ([pair[side] for pair in kept] for side in (0, 1))
        cells = [
            page,
            _middle(each.cpu_ms for each in here),
            _middle(each.cpu_ms for each in there),
            _middle(one.cpu_ms / other.cpu_ms for one, other in kept),
            f"≥ {goal}",
            ", ".join(_middle(each.all_ms for each in side) for side in (here, there)),
            _middle(one.all_ms / other.all_ms for one, other in kept),
            ", ".join(_middle(each.quantile(0.5) for each in side) for side in (here, there)),
        ]
        yield f"| {' | '.join(cells)} |"
        print(f"{page}: {len(kept)} of {len(rounds)} rounds", file=sys.stderr)


def _middle(values: Iterable[float]) -> str:
    return f"{statistics.median(values):.2f}"


def main() -> int:
    """Fill both, measure and print; the exit code."""
    if not (backends.ON_RABBITMQ and (places := {**backends.databases(*SERVICES), **backends.bus()})):
        raise SystemExit("needs TEST_DATABASES=postgres TEST_BUS=rabbitmq TEST_SEARCH=elasticsearch")
    places |= backends.search()
    with tempfile.TemporaryDirectory() as folder:
        sides: list[Side] = []
        try:
            for name, form, on in (("embedded", "embedded", {}), ("servers", "separate", places)):
                (Path(folder) / name).mkdir()
                sides.append(Side(Path(folder) / name, form, on))
                print(f"{name}: filled and indexed", file=sys.stderr, flush=True)
            for line in table(*sides):
                print(line, flush=True)
        finally:
            for side in sides:
                side.portal.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
