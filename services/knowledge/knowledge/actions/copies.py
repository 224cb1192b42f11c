"""Keep copies of what other services tell of: as much as articles and the search need."""

from datetime import datetime
from typing import Any

from knowledge.actions.bookmarks import forget_bookmarks
from knowledge.actions.votes import forget_votes
from knowledge.store import copies
from portalkit.database import Transaction


def remember_person(
    tx: Transaction,
    id: str,
    version: int,
    kind: str,
    name: str | None,
    active: bool | None,
    joined_at: datetime | None = None,
    moderates: list[str] | None = None,
) -> None:
    """Keep the name of somebody who may have written here, whether they are still here, and since when.

    `moderates` are the audiences of somebody who may judge what others wrote, and None for everybody else.

    Without a name they were erased: what they said and saved as readers goes, too.
    """
    copies.keep_person(tx, id, version, kind, name, active, joined_at, moderates)
    if name is None:
        forget_votes(tx, id)
        forget_bookmarks(tx, id)


def remember_category(tx: Transaction, id: str, version: int, name: str, audience_key: str) -> None:
    """Keep who may read a category of topics."""
    copies.keep_category(tx, id, version, name, audience_key)


def remember_topic(tx: Transaction, id: str, version: int, values: dict[str, Any]) -> None:
    """Keep a topic, to be found."""
    copies.keep_topic(tx, id, version, **values)


def remember_reply(tx: Transaction, id: str, version: int, values: dict[str, Any]) -> None:
    """Keep a reply, so that its topic is found by its words."""
    copies.keep_reply(tx, id, version, **values)
