"""A portal with 2,000 articles, 2,000 topics of 5 replies each and 20 people, always the same for a seed."""

import itertools
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer

SEED, ARTICLES, TOPICS, REPLIES, PEOPLE, BATCH = 20261122, 2000, 2000, 5, 20, 100
PASSWORD = "slow water in deep green wells"
IMPORTER = Viewer("importer", "staff", frozenset({"importer"}), frozenset({"everyone", "members", "staff"}))
GATEWAY = Viewer("gateway", "gateway", audiences=frozenset())
START = datetime(2025, 1, 1, 8, tzinfo=UTC)
STEMS = "ab ac ad al am an ar as at ca ce co da de di do el em en er fa fi flo fo ga ge ha he in ka la le li lo me mi"
PRODUCTS = ("heron-300", "heron-500", "tern-2", None)


class Words:
    """A vocabulary of made-up words, used as often as words are (Zipf)."""

    def __init__(self, seed: int, size: int = 4000, stems: Sequence[str] = tuple(STEMS.split())) -> None:
        self._random = random.Random(seed)
        made = {"".join(self._random.choices(stems, k=self._random.randint(2, 4))) for _ in range(size * 3 // 2)}
        self.all = sorted(made)[:size]
        self._random.shuffle(self.all)
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.all))))

    def some(self, count: int) -> str:
        """`count` words."""
        return " ".join(self._random.choices(self.all, cum_weights=self._weights, k=count))

    def text(self, paragraphs: int) -> str:
        """Markdown of some paragraphs, with a heading and a list."""
        parts = [f"## {self.some(3).capitalize()}", *(f"{self.some(45).capitalize()}." for _ in range(paragraphs))]
        return "\n\n".join([*parts, "\n".join(f"- {self.some(6)}" for _ in range(4))])

    def choice(self, values: Any) -> Any:
        """One of `values`."""
        return self._random.choice(values)


class Corpus:
    """Fills an empty, migrated portal at DATA_DIR; `ids` has the ids of what it made."""

    def __init__(self, data_dir: Path) -> None:
        self._key = key_at(data_dir / "keys" / "gateway.json")
        services = ("accounts", "knowledge", "community")
        self._apps = {name: import_module(f"{name}.app").create_app() for name in services}
        self._words = Words(SEED)

    def fill(self) -> dict[str, list[str]]:
        """Import everything; ids by kind."""
        people = self._send("accounts", "users", [self._person(n) for n in range(PEOPLE)])
        for service in ("knowledge", "community"):
            self._send(service, "categories", [self._category(n) for n in range(8)])
        articles = self._send("knowledge", "articles", [self._article(n, people) for n in range(ARTICLES)])
        topics = self._send("community", "topics", [self._topic(n, people) for n in range(TOPICS)])
        queries = [self._words.some(self._words.choice((1, 2, 2, 3))) for _ in range(200)]
        sessions = [self._session(n) for n in range(PEOPLE)]
        return {"people": people, "articles": articles, "topics": topics, "queries": queries, "sessions": sessions}

    def _session(self, number: int) -> str:
        body = {
            "email": f"p{number}@bench.example",
            "password": PASSWORD,
            "device": "bench",
            "ip": f"127.0.1.{number}",
            "known_device": None,
        }
        headers = {
            "Authorization": f"Bearer {mint(self._key, 'accounts', GATEWAY)}",
            "Idempotency-Key": f"bench-session-{number}",
        }
        answer = self._apps["accounts"].test_client().post("/internal/v1/sessions", json=body, headers=headers)
        return str(answer.json["session"])

    def _send(self, service: str, noun: str, items: list[dict[str, Any]]) -> list[str]:
        ids = []
        for at in range(0, len(items), BATCH):
            token = mint(self._key, service, IMPORTER)
            answer = (
                self._apps[service]
                .test_client()
                .post(
                    f"/v1/import/{noun}",
                    json={"items": items[at : at + BATCH]},
                    headers={"Authorization": f"Bearer {token}"},
                )
            )
            if answer.status_code != 200:
                raise SystemExit(f"{service} refused {noun}: {answer.get_data(as_text=True)[:500]}")
            ids += [item["id"] for item in answer.json["items"]]
        return ids

    def _person(self, number: int) -> dict[str, Any]:
        return {
            "external_id": f"p{number}",
            "name": self._words.some(2).title(),
            "email": f"p{number}@bench.example",
            "kind": "customer",
            "roles": [],
            "organisation": "Bench",
            "locale": "en",
            "attributes": {"country": "DE", "region": "europe", "products": ["heron-300"], "partner": False},
            "password": PASSWORD,
        }

    def _category(self, number: int) -> dict[str, Any]:
        return {
            "external_id": f"c{number}",
            "name": self._words.some(2).capitalize(),
            "description": self._words.some(8),
            "parent": None,
            "audiences": ["everyone"],
        }

    def _article(self, number: int, people: list[str]) -> dict[str, Any]:
        at = START + timedelta(minutes=number * 400)
        return {
            "external_id": f"a{number}",
            "title": self._words.some(6).capitalize(),
            "summary": self._words.some(14).capitalize(),
            "category": f"c{number % 8}",
            "audiences": ["everyone"],
            "product": PRODUCTS[number % 4],
            "language": "en",
            "author_id": self._words.choice(people),
            "published_at": at.isoformat(),
            "updated_at": at.isoformat(),
            "body": self._words.text(5),
        }

    def _topic(self, number: int, people: list[str]) -> dict[str, Any]:
        at = START + timedelta(minutes=number * 400 + 7)
        replies = [
            {
                "external_id": f"t{number}-r{each}",
                "author_id": self._words.choice(people),
                "written_at": (at + timedelta(minutes=each + 1)).isoformat(),
                "body": self._words.text(1),
            }
            for each in range(REPLIES)
        ]
        return {
            "external_id": f"t{number}",
            "title": self._words.some(7).capitalize(),
            "category": f"c{number % 8}",
            "audiences": ["everyone"],
            "product": PRODUCTS[number % 4],
            "author_id": self._words.choice(people),
            "asked_at": at.isoformat(),
            "body": self._words.text(2),
            "accepted": f"t{number}-r2" if number % 3 else None,
            "replies": replies,
        }
