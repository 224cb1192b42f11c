"""What the import routes take, made of the content's files."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
PASSWORD = "heron and tern at low tide"
Item = dict[str, Any]


def load(name: str) -> Any:
    """One TOML file of the content, or all of a folder as a list, each with its file's name as external_id."""
    path = CONTENT / name
    if path.is_dir():
        return [{"external_id": file.stem} | tomllib.loads(file.read_text()) for file in sorted(path.glob("*.toml"))]
    return tomllib.loads(path.with_suffix(".toml").read_text())


def users() -> Iterator[Item]:
    """The people: those whom one can sign in as with the demo's password, and the others without any."""
    known, others = load("people")["person"], load("more-people")["person"]
    for person in [*known, *others]:
        yield {
            **{
                name: person[name]
                for name in ("external_id", "name", "email", "kind", "roles", "organisation", "locale")
            },
            "seen_at": person["seen_at"].isoformat() if "seen_at" in person else None,
            "attributes": {name: person[name] for name in ("country", "region", "products", "partner")},
            "password": PASSWORD if person in known else None,  # hashing is what takes long at the first start
        }


def organisations(people: dict[str, str]) -> Iterator[Item]:
    """Those that have administrators; people themselves name theirs."""
    for one in load("organisations")["organisation"]:
        members = [{"user_id": people[each.pop("person")], **each} for each in one.pop("member")]
        yield one | {"members": members}


def _keepers(thing: Item, people: dict[str, str] | None) -> Item:
    """Who looks after a thing, once people are there."""
    return {f"{word}_id": people[thing[word]] for word in ("owner", "deputy") if word in thing} if people else {}


def audience_rules(people: dict[str, str] | None = None) -> Iterator[Item]:
    """The audiences, with who looks after them when `people` are given."""
    for audience in load("audiences")["audience"]:
        said = {name: audience[name] for name in ("external_id", "name", "description", "rule")}
        yield said | _keepers(audience, people)


def categories(tree: str, audiences: dict[str, str], people: dict[str, str] | None = None) -> Iterator[Item]:
    """The categories of one tree, parents first, with who looks after them when `people` are given."""
    for category in load("categories")[tree]:
        yield {
            **{name: category[name] for name in ("external_id", "name", "description")},
            "parent": category.get("parent"),
            **({"needs_review": True} if category.get("needs_review") else {}),
            "audiences": [audiences.get(name, name) for name in category["audiences"]],
            **_keepers(category, people),
        }


def at_first(article: Item) -> str:
    """What an article said before it was revised."""
    body = str(article["body"])
    for revision in load("revisions")["revision"]:
        if revision["article"] == article["external_id"]:
            body = body.replace(revision["later"], revision["earlier"])
    return body


def articles(people: dict[str, str], audiences: dict[str, str], asked: dict[str, str] | None = None) -> Iterator[Item]:
    """The articles, each before its translations: those that grew out of topics that were `asked`, or the others."""
    products, every = load("products"), load("articles")
    grown = {article["external_id"]: article["grew_from"] for article in every if "grew_from" in article}
    for article in sorted(every, key=lambda article: "translation_of" in article):
        if (asked is not None) != (article.get("translation_of", article["external_id"]) in grown):
            continue
        yield {
            **(out_of(grown[article["external_id"]], asked, people) if asked and "grew_from" in article else {}),
            **{name: article[name] for name in ("external_id", "title", "summary", "category", "language")},
            "body": at_first(article),
            "product": products.get(article["product"]),
            "region": article.get("region"),
            "genre": article.get("genre", "article"),
            "translation_of": article.get("translation_of"),
            "audiences": [audiences.get(name, name) for name in article["audiences"]],
            "author_id": people[article["author"]],
            "published_at": article["published_at"].isoformat(),
            "updated_at": article["updated_at"].isoformat(),
        }


def out_of(topic: str, asked: dict[str, str], people: dict[str, str]) -> Item:
    """The topic that an article grew out of, and thanks to whom: who asked, and who wrote the accepted answer."""
    told = next(each for each in load("topics") if each["external_id"] == topic)
    accepted = next(reply["author"] for reply in told["reply"] if reply["external_id"] == told["accepted"])
    return {"topic_id": asked[topic], "credits": list(dict.fromkeys((people[told["author"]], people[accepted])))}


def topics(people: dict[str, str], audiences: dict[str, str]) -> Iterator[Item]:
    """The topics with their replies."""
    products = load("products")
    for topic in load("topics"):
        yield {
            **{name: topic[name] for name in ("external_id", "title", "category", "body")},
            "kind": topic.get("kind", "question"),
            "product": products.get(topic.get("product", "")),
            "accepted": topic.get("accepted"),
            "audiences": [audiences.get(name, name) for name in topic["audiences"]],
            "tags": topic.get("tags", []),
            "author_id": people[topic["author"]],
            "asked_at": topic["asked_at"].isoformat(),
            "replies": [
                {
                    "external_id": reply["external_id"],
                    "author_id": people[reply["author"]],
                    "written_at": reply["written_at"].isoformat(),
                    "body": with_names(reply["body"], people),
                }
                for reply in topic.get("reply", [])
            ],
        }


def with_names(body: str, people: dict[str, str]) -> str:
    """A text in which names after an @ lead to their people: the community may not have heard of them yet."""
    return re.sub(r"(?<!\w)@([a-z-]+)", lambda found: f"[{found[0]}](/people/{people[found[1]]})", body)


def votes(articles: dict[str, str], people: dict[str, str]) -> Iterator[tuple[str, str, Item]]:
    """What people say of articles: whose it is, of which one, and what."""
    for vote in load("votes")["vote"]:
        for person in vote.get("helped", ()):
            yield people[person], articles[vote["article"]], {"helpful": True}
        if "person" in vote:
            said = {"helpful": False, "reason": vote["reason"], "text": vote["text"]}
            yield people[vote["person"]], articles[vote["article"]], said


def comments(people: dict[str, str]) -> Iterator[Item]:
    """What readers say under articles."""
    for comment in load("comments")["comment"]:
        copied = {name: comment[name] for name in ("external_id", "article", "body")}
        yield copied | {"author_id": people[comment["author"]], "written_at": comment["written_at"].isoformat()}


def personas(people: dict[str, str], audiences: dict[str, str]) -> Iterator[Item]:
    """Whom the portal is for."""
    for persona in load("personas")["persona"]:
        told = {name: persona[name] for name in ("name", "description", "needs", "tasks")}
        owner = people[persona["owner"]] if "owner" in persona else None
        yield told | {"audience_id": audiences[persona["audience"]], "owner_id": owner}


def searches(things: dict[str, str], audiences: dict[str, str]) -> Iterator[Item]:
    """What people searched lately, and what they opened."""
    today = datetime.now(UTC).date()
    for search in load("searches")["search"]:
        opened = [
            {"kind": each["kind"], "thing_id": things[each["thing"]], "position": each["place"], "n": each["times"]}
            for each in search.get("opened", ())
        ]
        counts = {name: search[name] for name in ("query", "asked", "empty", "found")}
        counts["by"] = [
            {"audience_id": audiences[each["audience"]], "asked": each["asked"], "empty": each["empty"]}
            for each in search.get("by", ())
        ]
        yield counts | {"day": (today - timedelta(days=search["days_ago"])).isoformat(), "opened": opened}


def search_rules(things: dict[str, str]) -> Item:
    """What people call things, and what stands first for a search."""
    rules = load("search_rules")
    pins = [
        {"query": pin["query"], "things": [{"kind": kind, "id": things[thing]} for kind, thing in pin["things"]]}
        for pin in rules["pin"]
    ]
    return {"synonyms": [{"means": [], "language": ""} | each for each in rules["synonym"]], "pins": pins}
