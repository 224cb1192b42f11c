"""Fills an empty portal with the demo content, through the same import routes that a customer's own content takes."""

import tomllib
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer

CONTENT = Path(__file__).parent / "content"
PASSWORD = "heron and tern at low tide"
EVERYBODY = frozenset({"everyone", "members", "staff"})
IMPORTER = Viewer("importer", "staff", frozenset({"administrator", "importer"}), EVERYBODY)  # brings one of either in
BATCH = 50
Item = dict[str, Any]


def load(name: str) -> Any:
    """One TOML file of the content, or all of a folder as a list, each with its file's name as external_id."""
    path = CONTENT / name
    if path.is_dir():
        return [{"external_id": file.stem} | tomllib.loads(file.read_text()) for file in sorted(path.glob("*.toml"))]
    return tomllib.loads(path.with_suffix(".toml").read_text())


class Importer:
    """Speaks to the services' import routes in this process, as somebody who may bring in administrators too."""

    def __init__(self) -> None:
        self._apps = {
            name: import_module(f"{name}.app").create_app() for name in ("accounts", "knowledge", "community")
        }
        settings = import_module("gateway.settings").read()
        self._key = key_at(settings.data_dir / "keys" / "gateway.json")
        self._marker = settings.data_dir / "demo.seeded"

    @property
    def state(self) -> str:
        """`done` or `begun` at an earlier start; else `empty`, or `in use` by people of its own."""
        if self._marker.exists():
            return self._marker.read_text() or "done"
        headers = {"Authorization": f"Bearer {mint(self._key, 'accounts', IMPORTER)}"}
        answer = self._apps["accounts"].test_client().get("/v1/users", headers=headers)
        return "in use" if answer.json["items"] else "empty"

    def remember(self, state: str) -> None:
        """Keep how far it came, so that an end on the way is made good and what people change later is left alone."""
        self._marker.write_text(state)

    def send(self, service: str, noun: str, items: Iterable[Item]) -> dict[str, str]:
        """Import `items`; their ids by external id."""
        ids: dict[str, str] = {}
        rest = list(items)
        while rest:
            batch, rest = rest[:BATCH], rest[BATCH:]
            answer = (
                self._apps[service]
                .test_client()
                .post(
                    f"/v1/import/{noun}",
                    json={"items": batch},
                    headers={"Authorization": f"Bearer {mint(self._key, service, IMPORTER)}"},
                )
            )
            if answer.status_code != 200:
                raise SystemExit(f"{service} refused the demo's {noun}: {answer.get_data(as_text=True)}")
            ids |= {item["external_id"]: item["id"] for item in answer.json["items"]}
        return ids


def users() -> Iterator[Item]:
    """The people, each with the demo's password."""
    for person in load("people")["person"]:
        yield {
            **{
                name: person[name]
                for name in ("external_id", "name", "email", "kind", "roles", "organisation", "locale")
            },
            "attributes": {name: person[name] for name in ("country", "region", "products", "partner")},
            "password": PASSWORD,
        }


def categories(tree: str, audiences: dict[str, str]) -> Iterator[Item]:
    """The categories of one tree, parents first."""
    for category in load("categories")[tree]:
        yield {
            **{name: category[name] for name in ("external_id", "name", "description")},
            "parent": category.get("parent"),
            "audiences": [audiences.get(name, name) for name in category["audiences"]],
        }


def articles(people: dict[str, str], audiences: dict[str, str]) -> Iterator[Item]:
    """The articles."""
    products = load("products")
    for article in load("articles"):
        yield {
            **{name: article[name] for name in ("external_id", "title", "summary", "category", "language", "body")},
            "product": products.get(article["product"]),
            "audiences": [audiences.get(name, name) for name in article["audiences"]],
            "author_id": people[article["author"]],
            "published_at": article["published_at"].isoformat(),
            "updated_at": article["updated_at"].isoformat(),
        }


def topics(people: dict[str, str], audiences: dict[str, str]) -> Iterator[Item]:
    """The topics with their replies."""
    products = load("products")
    for topic in load("topics"):
        yield {
            **{name: topic[name] for name in ("external_id", "title", "category", "body")},
            "product": products.get(topic.get("product", "")),
            "accepted": topic.get("accepted"),
            "audiences": [audiences.get(name, name) for name in topic["audiences"]],
            "author_id": people[topic["author"]],
            "asked_at": topic["asked_at"].isoformat(),
            "replies": [
                {
                    "external_id": reply["external_id"],
                    "author_id": people[reply["author"]],
                    "written_at": reply["written_at"].isoformat(),
                    "body": reply["body"],
                }
                for reply in topic.get("reply", [])
            ],
        }


def seed_once() -> Iterator[str]:
    """Fill an empty portal with the content, once; lines that tell whom one can sign in as.

    A portal whose people are its own gets none of it, nor people whose password everybody knows.
    """
    importer = Importer()
    state = importer.state
    if state == "in use":
        return
    if state != "done":
        importer.remember("begun")
        audiences = importer.send("accounts", "audiences", load("audiences")["audience"])
        people = importer.send("accounts", "users", users())
        importer.send("knowledge", "categories", categories("knowledge", audiences))
        importer.send("community", "categories", categories("community", audiences))
        importer.send("knowledge", "articles", articles(people, audiences))
        importer.send("community", "topics", topics(people, audiences))
        importer.remember("done")
    yield f"Sign in as one of these, password “{PASSWORD}”:"
    for person in load("people")["person"]:
        what = ", ".join(person["roles"]) or person["kind"]
        yield f"  {person['email']:<42} {person['name']} ({what}, {person['organisation']})"
