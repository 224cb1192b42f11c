"""Fills an empty portal with the demo content, through the same import routes that a customer's own content takes.

`python seed.py` does so over HTTP, at the addresses and with the signing key that the gateway's settings name; whoever
has the apps at hand calls `seed_once` with them.
"""

import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portalkit.tokens import mint
from portalkit.viewer import Viewer

sys.path.append(str(Path(__file__).parent))
from exchange import Exchange  # noqa: E402
from items import (  # noqa: E402
    PASSWORD,
    Item,
    articles,
    at_first,
    audience_rules,
    categories,
    comments,
    load,
    organisations,
    personas,
    search_rules,
    searches,
    topics,
    users,
    votes,
)

EVERYBODY = frozenset({"everyone", "members", "staff"})
WRITES = frozenset({"author"})
IMPORTER = Viewer("importer", "staff", frozenset({"administrator", "importer"}), EVERYBODY)  # brings one of either in
SERVICES = ("accounts", "knowledge", "community")
BATCH = 50
PATIENCE = 60  # seconds that a service may take for one batch
Ask = Callable[[str, str, str, Mapping[str, str], Any], tuple[int, Any]]  # service, method, path, headers, body


def in_process() -> Ask:
    """Asks the services' apps in this process, made when first asked: no server runs yet."""

    @cache
    def app(service: str) -> Any:
        return import_module(f"{service}.app").create_app()

    def ask(service: str, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        sent = {"data": body} if isinstance(body, bytes) else {"json": body}
        answer = app(service).test_client().open(path, method=method, headers=headers, **sent)
        return answer.status_code, answer.json

    return ask


def over_http(settings: Any) -> Ask:
    """Asks the services where the gateway finds them."""
    import requests

    session = requests.Session()
    session.trust_env = False

    def ask(service: str, method: str, path: str, headers: Mapping[str, str], body: Any) -> tuple[int, Any]:
        url = getattr(settings, f"{service}_url") + path
        sent = {"data": body} if isinstance(body, bytes) else {"json": body}
        answer = session.request(method, url, headers=headers, timeout=PATIENCE, **sent)
        return answer.status_code, answer.json()

    return ask


class Importer:
    """Speaks to the services' import routes as somebody who may bring in administrators too."""

    def __init__(self, settings: Any, ask: Ask) -> None:
        self._ask, self._settings = ask, settings
        self._marker = settings.data_dir / "demo.seeded"

    @cached_property
    def _key(self) -> Any:
        return import_module("gateway.app").signing_key(self._settings)

    @property
    def state(self) -> str:
        """`done` or `begun` at an earlier start; else `empty`, or `in use` by people of its own."""
        if self._marker.exists():
            return self._marker.read_text() or "done"
        return "in use" if self.asked("accounts", "GET", "/v1/users")["items"] else "empty"

    def remember(self, state: str) -> None:
        """Keep how far it came, so that an end on the way is made good and what people change later is left alone."""
        self._marker.write_text(state)

    def send(self, service: str, noun: str, items: Iterable[Item]) -> dict[str, str]:
        """Import `items`; their ids by external id."""
        ids: dict[str, str] = {}
        rest = list(items)
        while rest:
            batch, rest = rest[:BATCH], rest[BATCH:]
            answer = self.asked(service, "POST", f"/v1/import/{noun}", {"items": batch})
            ids |= {item["external_id"]: item["id"] for item in answer["items"]}
        return ids

    def vote(self, said: Iterable[tuple[str, str, Item]]) -> None:
        """Let people say of articles whether they helped; the same again changes nothing."""
        for person, article, body in said:
            reader = Viewer(person, "customer", audiences=frozenset({"everyone", "members"}))
            self.asked("knowledge", "PUT", f"/v1/articles/{article}/vote", body, reader)

    def moderate(self, topics: dict[str, str], people: dict[str, str], audiences: Iterable[str]) -> None:
        """Votes for topics, and what moderators did with some; the same again changes nothing."""
        moderation, seen = load("moderation"), EVERYBODY | set(audiences)
        for vote in moderation["vote"]:
            for person in vote["helped"]:
                reader = Viewer(people[person], "customer", audiences=seen - {"staff"})
                self.asked("community", "PUT", f"/v1/topics/{topics[vote['topic']]}/vote", {"helpful": True}, reader)
        moderator = Viewer(people[moderation["moderator"]], "staff", frozenset({"moderator"}), seen)
        for pin in moderation["pinned"]:
            self.asked("community", "PUT", f"/v1/topics/{topics[pin['topic']]}/pinned", {"pinned": True}, moderator)
        for pair in moderation["merged"]:
            path, into = f"/v1/topics/{topics[pair['topic']]}/merged", {"into_id": topics[pair["into"]]}
            self.asked("community", "PUT", path, into, moderator, done=(200, 404, 409))  # merged at an earlier start

    def pin(self, written: dict[str, str], people: dict[str, str]) -> None:
        """Let articles stand first in their categories; the same again changes nothing."""
        pins = load("pins")
        author = Viewer(people[pins["author"]], "staff", WRITES, EVERYBODY)
        for name in pins["pinned"]:
            self.asked("knowledge", "PUT", f"/v1/articles/{written[name]}/pinned", {"pinned": True}, author)

    def follow(self, people: dict[str, str], shelves: dict[str, str]) -> None:
        """Let people follow tags, and save categories; the same again changes nothing."""
        for wish in load("follows")["follow"]:
            reader = Viewer(people[wish["person"]], "customer", audiences=frozenset({"everyone", "members"}))
            for tag in wish["tags"]:
                self.asked("community", "PUT", f"/v1/tags/{quote(tag)}/following", {"following": True}, reader)
            for name in wish["saved"]:
                self.asked("knowledge", "PUT", f"/v1/categories/{shelves[name]}/saved", {"saved": True}, reader)

    def keep(self, author_id: str, kept: Iterable[Item]) -> None:
        """Keep templates and snippets in an author's name, each once, and then change what said something `earlier`."""
        author = Viewer(author_id, "staff", WRITES, EVERYBODY)
        for item in kept:
            once = {"Idempotency-Key": f"demo-{item['kind']}-{quote(item['name'])}"}
            first = {name: value for name, value in item.items() if name != "earlier"}
            first["body"] = item.get("earlier", item["body"])
            made = self.asked("knowledge", "POST", "/v1/stock", first, author, once)
            if "earlier" in item:
                path, latest = f"/v1/stock/{made['id']}", {"body": item["body"]}
                self.asked("knowledge", "PATCH", path, latest, author, {"If-Match": "*"})

    def revise(self, written: dict[str, str], people: dict[str, str]) -> None:
        """Change articles as their authors did later, one revision after the other."""
        bodies = {article["external_id"]: at_first(article) for article in load("articles")}
        for revision in load("revisions")["revision"]:
            name, by = revision["article"], Viewer(people[revision["author"]], "staff", WRITES, EVERYBODY)
            bodies[name] = bodies[name].replace(revision["earlier"], revision["later"])
            changes = {"body": bodies[name], "note": revision["note"]}
            self.asked("knowledge", "PATCH", f"/v1/articles/{written[name]}", changes, by, {"If-Match": "*"})

    def charge(self, people: dict[str, str], shelves: dict[str, str]) -> None:
        """Say of each author who edits in some categories alone in which, in an administrator's name."""
        by = Viewer(people["henning-voss"], "staff", frozenset({"administrator"}), EVERYBODY)
        for person in load("people")["person"]:
            if edits_in := person.get("edits_in"):
                path, named = f"/v1/remits/{people[person['external_id']]}", [shelves[name] for name in edits_in]
                self.asked("knowledge", "PUT", path, {"categories": named}, by)

    def attach(self, article_id: str, author_id: str, audiences: Iterable[str], name: str, content: bytes) -> None:
        """Attach a file in its author's name, wherever that author edits by now; the same one again changes nothing."""
        author = Viewer(author_id, "staff", WRITES | {"administrator"}, EVERYBODY | set(audiences))
        self.asked("knowledge", "POST", f"/internal/v1/articles/{article_id}/files?name={quote(name)}", content, author)

    def introduce(self, told: Iterable[Item], by: str) -> None:
        """Say whom the portal is for, in an administrator's name; the same again changes nothing."""
        administrator = Viewer(by, "staff", frozenset({"administrator"}), EVERYBODY)
        there = self.asked("accounts", "GET", "/v1/personas", None, administrator)["items"]
        for one in told:
            if one["name"] not in {each["name"] for each in there}:
                key = {"Idempotency-Key": f"demo-{quote(one['name'])}"}
                self.asked("accounts", "POST", "/v1/personas", one, administrator, key)

    def keep_searches(self, items: Iterable[Item]) -> None:
        """Tell what people searched; the same again changes nothing."""
        self.asked("knowledge", "POST", "/v1/import/searches", {"items": list(items)})

    def publish_rules(self, rules: Item, author_id: str) -> None:
        """Give the search its rules in an author's name, unless it has them."""
        place, keeper = "/v1/search-rules", Viewer(author_id, "staff", frozenset({"author"}), EVERYBODY)
        self.asked("knowledge", "PUT", f"{place}/draft", rules, keeper)
        if self.asked("knowledge", "GET", "/internal/v1/pages/staff/search-rules", None, keeper)["changed"]:
            self.asked("knowledge", "POST", f"{place}/publish", {"note": "What people call things"}, keeper)

    def asked(
        self,
        service: str,
        method: str,
        path: str,
        body: Any = None,
        by: Viewer = IMPORTER,
        more: Item | None = None,
        done: Container[int] = (200, 201),
    ) -> Any:
        headers = {"Authorization": f"Bearer {mint(self._key, service, by)}", "If-Match": "*", **(more or {})}
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/octet-stream"
        status, answer = self._ask(service, method, path, headers, body)
        if status not in done:
            raise SystemExit(f"{service} did not take the demo ({path}): {status} {answer}")
        return answer


def _fill(importer: Importer) -> None:
    """Bring everything in; what waits for a disk or hashes passwords leaves the processor to what does not."""
    audiences = importer.send("accounts", "audiences", audience_rules())
    with ThreadPoolExecutor(2) as aside:
        coming = aside.submit(importer.send, "accounts", "users", users())
        shelves = importer.send("knowledge", "categories", categories("knowledge", audiences))
        importer.send("community", "categories", categories("community", audiences))
        people = coming.result()
        importer.send("accounts", "organisations", organisations(people))
        asking = aside.submit(importer.send, "community", "topics", topics(people, audiences))
        writing = aside.submit(_fill_knowledge, importer, people, audiences, asking)
        asked = asking.result()
        importer.moderate(asked, people, audiences.values())
        importer.follow(people, shelves)
        Exchange(importer.asked, people, audiences).fill(asked)
        written = writing.result()
    importer.pin(written, people)
    _give_owners(importer, people, audiences)
    importer.charge(people, shelves)
    importer.introduce(personas(people, audiences), people["henning-voss"])
    importer.keep_searches(searches(written | asked, audiences))
    importer.publish_rules(search_rules(written | asked), people["priya-raman"])


def _give_owners(importer: Importer, people: dict[str, str], audiences: dict[str, str]) -> None:
    """Say who looks after what came in before its people."""
    importer.send("accounts", "audiences", audience_rules(people))
    for service in ("knowledge", "community"):
        importer.send(service, "categories", categories(service, audiences, people))


def _fill_knowledge(
    importer: Importer, people: dict[str, str], audiences: dict[str, str], asking: "Future[dict[str, str]]"
) -> dict[str, str]:
    """The articles' ids by external id; those that grew out of topics wait for these."""
    importer.keep(people["priya-raman"], load("stock")["stock"])
    written = importer.send("knowledge", "articles", articles(people, audiences))
    written |= importer.send("knowledge", "articles", articles(people, audiences, asking.result()))
    importer.revise(written, people)
    importer.vote(votes(written, people))
    importer.send("knowledge", "comments", comments(people))
    papers = import_module("papers")
    authors = {article["external_id"]: people[article["author"]] for article in load("articles")}
    for file in load("files"):
        author, content = authors[file["article"]], papers.paper(file)
        importer.attach(written[file["article"]], author, audiences.values(), file["name"], content)
    return written


def seed_once(settings: Any, ask: Ask) -> Iterator[str]:
    """Fill an empty portal with the content, once; lines that tell whom one can sign in as.

    That it was done is remembered in the DATA_DIR of `settings`. A portal whose people are its own gets none of it, nor
    people whose password everybody knows.
    """
    importer = Importer(settings, ask)
    state = importer.state
    if state == "in use":
        return
    if state != "done":
        importer.remember("begun")
        _fill(importer)
        importer.remember("done")
    yield f"Sign in as one of these, password “{PASSWORD}”:"
    for person in load("people")["person"]:
        what = ", ".join(person["roles"]) or person["kind"]
        yield f"  {person['email']:<42} {person['name']} ({what}, {person['organisation']})"


def main() -> int:
    """Seed over HTTP; the exit code."""
    settings = import_module("gateway.settings").read()
    told = list(seed_once(settings, over_http(settings)))
    print("\n".join(told) or "The portal has people of its own; it gets no demo content.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
