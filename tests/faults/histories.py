"""What happened to many things, version by version, and the same told in another order."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from portalkit.events import Event
from portalkit.ids import new_id

TOPICS, PEOPLE, VERSIONS = 400, 100, 5
GAPS = 0.01
VERBS = ("asked", "edited", "solved", "edited")  # and at last it is edited once more, or hidden
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def is_removed(number: int) -> bool:
    """Whether the last thing that happens to a thing is that it is taken away: each third."""
    return number % 3 == 0


def history() -> list[Event]:
    """Everything that happens to TOPICS topics and PEOPLE people, in the order in which it happens."""
    category = _event("community.category.created.v1", "cat", 1, {"name": "All", "parent_id": None, **_open()})
    told = [_topic(number, version) for version in range(1, VERSIONS + 1) for number in range(TOPICS)]
    told += [_person(number, version) for version in range(1, VERSIONS + 1) for number in range(PEOPLE)]
    return [category, *told]


def out_of_order(events: Sequence[Event], seed: int) -> tuple[list[Event], list[Event]]:
    """The same in an order of chance, and what of it comes late: a hundredth, and what precedes some removals.

    The category comes first: who is to be told of a question in one that is not known yet is tried again in seconds.
    """
    chance, (category, *rest) = random.Random(f"order {seed}"), events
    late = {event.id for event in rest if chance.random() < GAPS}
    late |= {e.id for e in rest if e.version == VERSIONS - 1 and is_removed(_number(e)) and chance.random() < 0.2}
    shuffled = chance.sample(rest, len(rest))
    return [category, *(e for e in shuffled if e.id not in late)], [e for e in shuffled if e.id in late]


def word(number: int, version: int) -> str:
    """What a topic's title says at a version, and no other."""
    return "".join(chr(ord("f") + int(digit)) for digit in f"{number:05}{version}") * 2


def _number(event: Event) -> int:
    return int(event.subject.rpartition("-")[2])


def _topic(number: int, version: int) -> Event:
    removed = version == VERSIONS and is_removed(number)
    verb = "hidden" if removed else ("edited" if version == VERSIONS else VERBS[version - 1])
    data = {
        "title": None if removed else f"About {word(number, version)}",
        "body": None if removed else f"It is {version}.",
        "category_id": "cat",
        "author_id": "person-1",
        "product": None,
        "solved": version > 2,
        "shown": not removed,
        "accepted_reply_id": None,
        "accepted_author_id": None,
        "asked_at": NOW.isoformat(),
        "last_activity_at": NOW.isoformat(),
        "removals": int(removed),
        **_open(),
    }
    return _event(f"community.topic.{verb}.v1", f"topic-{number}", version, data)


def _person(number: int, version: int) -> Event:
    id, removed = f"person-{number}", version == VERSIONS and is_removed(number)
    verb = "registered" if version == 1 else "changed"
    data = {"kind": "customer", "state": "active", "roles": [], "organisation": None, "audiences": ["everyone"]}
    personal = {"name": f"Name {version}", "email": f"{id}@people.example", "locale": "en"}
    # Who was erased is told of without a name.
    return _event(f"accounts.user.{verb}.v1", id, version, data, id, {} if removed else personal)


def _open() -> dict[str, str]:
    return {"audience_key": "everyone"}


def _event(type: str, subject: str, version: int, data: dict, person: str | None = None, personal=None) -> Event:
    source, more = f"/{type.split('.')[0]}", {"person": person, "personal": personal or {}}
    return Event(new_id(), type, source, subject, version, NOW, data, **more)
