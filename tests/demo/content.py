"""The demonstration's content as plain data, and who of its people may read what."""

import tomllib
from functools import cache
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "content"
BUILT_IN = {
    "everyone": lambda person: True,
    "members": lambda person: True,
    "staff": lambda person: person["kind"] == "staff",
}


@cache
def table(name):
    """One file of the content, parsed."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def folder(name):
    """Every file of a folder as a list of tables; a file is named after its external_id."""
    found = []
    for path in sorted((CONTENT / name).glob("*.toml")):
        item = tomllib.loads(path.read_text(encoding="utf-8"))
        assert item["external_id"] == path.stem, f"{path.name} says it is {item['external_id']}"
        found.append(item)
    return found


@cache
def by_id(name, kind):
    """The tables of one kind in a file, by external_id."""
    items = table(name)[kind]
    found = {item["external_id"]: item for item in items}
    assert len(found) == len(items), f"{kind}: an external_id occurs twice"
    return found


def people():
    """Whom one can sign in as, and the others."""
    known, others = by_id("people", "person"), by_id("more-people", "person")
    assert not known.keys() & others.keys()
    return known | others


def audiences():
    return by_id("audiences", "audience")


def replies():
    """Every reply with the topic it stands in."""
    return [(topic, reply) for topic in folder("topics") for reply in topic.get("reply", [])]


def satisfies(person, rule):
    """Whether a rule lets a person in: all, any, not, or a leaf of one key and its accepted values."""
    ((key, value),) = rule.items()
    if key == "all":
        return all(satisfies(person, part) for part in value)
    if key == "any":
        return any(satisfies(person, part) for part in value)
    if key == "not":
        return not satisfies(person, value)
    held = person[key] if isinstance(person[key], list) else [person[key]]
    return any(item in value for item in held)


def is_in(person, audience):
    """Whether a person belongs to a built-in or a named audience."""
    if audience in BUILT_IN:
        return BUILT_IN[audience](person)
    return satisfies(person, audiences()[audience]["rule"])


def demanded(tree, thing):
    """The audiences that a thing, its category and that category's ancestors demand together."""
    wanted = set(thing["audiences"])
    category = by_id("categories", tree)[thing["category"]]
    while category is not None:
        wanted |= set(category["audiences"])
        category = by_id("categories", tree)[category["parent"]] if "parent" in category else None
    return wanted


def may_write(person_id, tree, thing):
    return all(is_in(people()[person_id], audience) for audience in demanded(tree, thing))


def texts():
    """Every text that a visitor of the demonstration can read, by the name of where it stands."""
    found = {}
    for item in folder("articles"):
        found["article " + item["external_id"]] = "\n".join((item["title"], item["summary"], item["body"]))
    for item in folder("topics"):
        found["topic " + item["external_id"]] = item["title"] + "\n" + item["body"]
    for _, reply in replies():
        found["reply " + reply["external_id"]] = reply["body"]
    for tree in ("knowledge", "community"):
        for key, item in by_id("categories", tree).items():
            found[f"{tree} {key}"] = item["description"]
    for key, item in audiences().items():
        found["audience " + key] = item["description"]
    return found


def words(text):
    return len(text.split())
