"""`make bench-scale`: the search at 100,000 documents on the embedded index, beside SQLite FTS5 over the same texts.

The rows stand in the service's database before it begins. What is measured is the service: its worker fills the index
from them; its search and suggestions are asked in this process, one after the other, with the token, the statement that
says what this viewer may find, snippets, facets and the total; a change is sent to it and looked for until it is found.
"""

import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from sqlalchemy import insert, select  # noqa: E402

from bench.corpus import IMPORTER, PRODUCTS, SEED, START, Words  # noqa: E402
from bench.scale_fts5 import Fts5  # noqa: E402
from knowledge import NAME  # noqa: E402
from knowledge.app import create_app  # noqa: E402
from knowledge.settings import Settings  # noqa: E402
from knowledge.store.tables import articles, replies, topic_categories, topics  # noqa: E402
from knowledge.worker import create_worker  # noqa: E402
from portalkit import logs  # noqa: E402
from portalkit.backends import open_database, open_to_migrate  # noqa: E402
from portalkit.database import Database  # noqa: E402
from portalkit.migrations import upgrade  # noqa: E402
from portalkit.tables import unindexed  # noqa: E402
from portalkit.testing import Client  # noqa: E402
from portalkit.testing.kit import PUBLIC_KEYS  # noqa: E402

ARTICLES, TOPICS, PART, CATEGORIES, VOCABULARY = 60_000, 40_000, 5000, 8, 40_000
QUERIES, CHANGES = 1000, 50
TAGS, KINDS = ("power", "network", "firmware", "winter", "export", "price"), ("question", "discussion", "idea")
# Of 40,000 words of these, one has about as many others that are a typo away as an English one has: of the long ones
# one or two, of the short ones eight (three in English).
SYLLABLES = ["".join(parts) for parts in itertools.product("bcdfghlmnprst", "aeiou", ("", "n", "r"))]
GOALS = {"indexed": 120.0, "search": 25.0, "suggestions": 50.0, "change": 1000.0}
PAGES = "/internal/v1/pages"


class Scene:
    """knowledge in this process, with everything that is to be found in its tables."""

    def __init__(self, data_dir: Path) -> None:
        self.settings = Settings(data_dir=data_dir, public_keys=PUBLIC_KEYS)
        upgrade(NAME, open_to_migrate(self.settings, NAME).engine)
        self.database: Database = open_database(self.settings, NAME)
        self.client = Client(create_app(self.settings), NAME)
        self.words = Words(SEED, VOCABULARY, SYLLABLES)
        self.texts: list[tuple[str, str]] = []  # title and text of each thing, for who is measured beside

    def send(self, noun: str, items: list[dict[str, Any]]) -> list[Any]:
        """Import; what came of it."""
        answer = self.client.post(f"/v1/import/{noun}", {"items": items}, IMPORTER)
        if answer.status_code != 200:
            raise SystemExit(answer.get_data(as_text=True)[:500])
        return list(answer.json["items"])

    def article(self, number: int, title: str, body: str) -> dict[str, Any]:
        """An article as it is imported."""
        at = (START + timedelta(minutes=number)).isoformat()
        return {
            "external_id": f"a{number}",
            "title": title,
            "summary": self.words.some(14).capitalize(),
            "category": f"c{number % CATEGORIES}",
            "audiences": ["everyone"],
            "product": PRODUCTS[number % len(PRODUCTS)],
            "language": "en",
            "author_id": "bench",
            "published_at": at,
            "updated_at": at,
            "body": body,
        }

    def fill(self) -> None:
        """One article by import, so that audiences and categories are there; the others as rows like it."""
        names = [{"external_id": f"c{n}", "name": f"Category {n}", "description": "", "parent": None} for n in range(8)]
        self.send("categories", [each | {"audiences": ["everyone"]} for each in names])
        self.send("articles", [self.article(number, self.title(), self.words.text(5)) for number in range(CATEGORIES)])
        with self.database.reading() as db:
            models = [dict(row._mapping) for row in db.rows(select(articles))]
        with self.database.transaction() as tx:
            for number in range(CATEGORIES):
                tx.put(topic_categories, id=f"tc{number}", version=1, name=f"Topics {number}", audience_key="everyone")
        for table, rows in ((articles, self._articles(models)), (topics, self._topics()), (replies, self._replies())):
            for part in iter(lambda rows=rows: list(itertools.islice(rows, PART)), []):
                with self.database.engine.begin() as connection:
                    connection.execute(insert(table), part)

    def title(self) -> str:
        """A title of six words."""
        return self.words.some(6).capitalize()

    def _articles(self, models: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
        self.texts += [(model["title"], model["plain"]) for model in models]
        for number in range(len(models), ARTICLES):
            at, plain = START + timedelta(minutes=number), self.words.text(5)
            row = models[number % len(models)] | {"id": f"a{number:07}", "external_id": f"a{number}"}
            row |= {"title": self.title(), "summary": "", "plain": plain, "published_at": at, "updated_at": at}
            self.texts.append((row["title"], plain))
            yield row

    def _topics(self) -> Iterable[dict[str, Any]]:
        for number in range(TOPICS):
            body = self.words.text(2)
            title = self.title()
            self.texts.append((title, body))
            yield {
                "id": f"t{number:07}",
                "version": 1,
                "revision": 1,
                "category_id": f"tc{number % CATEGORIES}",
                "audience_key": "everyone",
                "shown": True,
                "solved": number % 3 == 0,
                "title": title,
                "product": PRODUCTS[number % len(PRODUCTS)],
                "kind": KINDS[number % 7 % len(KINDS)],
                "tags": " ".join(sorted({TAGS[number % 6], TAGS[number % 5]})),
                "asked_at": START + timedelta(minutes=number),
                "removals": 0,
                "body": body,
            }

    def _replies(self) -> Iterable[dict[str, Any]]:
        for number in range(TOPICS):
            body = self.words.some(45)
            title, before = self.texts[ARTICLES + number]
            self.texts[ARTICLES + number] = (title, f"{before}\n{body}")
            at = START + timedelta(minutes=number + 1)
            reply = {"id": f"r{number:07}", "version": 1, "topic_id": f"t{number:07}", "written_at": at}
            yield reply | {"removals": 0, "body": body}

    def queries(self) -> list[str]:
        """What people type: one to three words; of ten one is mistyped, and one stands in quotes."""
        made = []
        for number in range(QUERIES):
            words = self.words.some(self.words.choice((1, 2, 2, 3)))
            if number % 10 == 3 and len(words) > 5:
                words = words[:3] + words[4:]
            if number % 10 == 7:
                title, _ = self.texts[self.words.choice(range(len(self.texts)))]
                words = f'"{" ".join(title.split()[1:3])}"'
            made.append(words)
        return made


def spent(ask: Callable[[], Any]) -> float:
    """How many milliseconds it takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def percentiles(times: list[float]) -> list[float]:
    """The 99 of them, none above the most."""
    return statistics.quantiles(times, n=100, method="inclusive")


def line(name: str, times: list[float], goal: float | None = None) -> str:
    """A row of the table."""
    cuts = percentiles(times)
    return f"| {name} | {cuts[49]:.2f} | {cuts[98]:.2f} | {max(times):.2f} | {f'≤ {goal:g}' if goal else ''} |"


def index(scene: Scene) -> float:
    """Let the worker fill the index; how many seconds it took until everything could be found."""
    worker = create_worker(scene.settings)
    began = time.monotonic()
    while sum(step() for step in worker.steps) or _waits(scene):
        pass
    seconds = time.monotonic() - began
    worker.stop()
    found = scene.client.get(f"{PAGES}/search?q={quote(scene.texts[-1][0])}").json
    assert found["total"], "the last of the topics is not found"
    return seconds


def _waits(scene: Scene) -> bool:
    with scene.database.reading() as db:
        return bool(db.rows(select(unindexed.c.id).limit(1)))


def changes(scene: Scene) -> list[float]:
    """Change an article, let the worker have its turns, look for it: how many milliseconds each took."""
    worker = create_worker(scene.settings)
    times = []
    for number in range(CHANGES):
        word, body = f"zzchanged{number:03}qq", scene.words.text(5)

        def change(number: int = number, word: str = word, body: str = body) -> None:
            scene.send("articles", [scene.article(number, f"{scene.title()} {word}", body)])
            while not scene.client.get(f"{PAGES}/search?q={word}").json["total"]:
                for step in worker.steps:
                    step()

        times.append(spent(change))
    worker.stop()
    return times


def answered(client: Client, path: str) -> None:
    """Ask, and take nothing but an answer."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)


def main() -> int:
    """Fill, measure, print; 1 when a goal is missed."""
    logs.set_up("error")
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        scene.fill()
        print(
            f"{len(scene.texts)} documents, {sum(len(text) for _, text in scene.texts) / 1e6:.0f} MB of text",
            flush=True,
        )
        beside = Fts5(Path(folder) / "fts5.db")
        print(f"SQLite FTS5 filled in {beside.fill(scene.texts):.1f} s", flush=True)
        seconds = index(scene)
        print(f"indexed in {seconds:.1f} s (goal: ≤ {GOALS['indexed']:g})", flush=True)
        queries, typed = scene.queries(), [title[:9] for title, _ in scene.texts[:: len(scene.texts) // QUERIES]]
        for words in queries[:50]:
            answered(scene.client, f"{PAGES}/search?q={quote(words)}")
        took = {
            "search": [spent(lambda w=w: answered(scene.client, f"{PAGES}/search?q={quote(w)}")) for w in queries],
            "suggestions": [
                spent(lambda w=w: answered(scene.client, f"{PAGES}/suggestions?q={quote(w)}")) for w in typed
            ],
            "change": changes(scene),
        }
        print("\n| what | p50 ms | p99 ms | most | goal, p99 |\n|---|---|---|---|---|")
        for name, times in took.items():
            print(line(name, times, GOALS[name]))
        print(line("SQLite FTS5: query, total, snippets", [spent(lambda w=w: beside.search(w)) for w in queries]))
    late = [name for name, times in took.items() if percentiles(times)[98] > GOALS[name]]
    return int(bool(late) or seconds > GOALS["indexed"])


if __name__ == "__main__":
    sys.exit(main())
