"""Readable addresses: an article or a topic stands at its id with the words of its title behind it.

The id alone finds it, the words are for people and search engines. They are in the same step of the path as the id, so
that no title can be taken for a page such as `/topics/<id>/edit`.
"""

import re
from typing import Any
from urllib.parse import quote

from portalkit.addresses import slug, titled

__all__ = ["article_at", "id_in", "slug", "titled", "topic_at", "without_words"]

WITH_WORDS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-.*", re.DOTALL)
NAMED = ("article_id", "topic_id")


def article_at(id: str, title: str | None) -> str:
    """Where an article of this title is read."""
    return f"/articles/{titled(quote(id, safe=''), title)}"


def topic_at(id: str, title: str | None) -> str:
    """Where a topic of this title is read."""
    return f"/topics/{titled(quote(id, safe=''), title)}"


def id_in(step: str) -> str:
    """The id in a step of an address, which may have words behind it."""
    found = WITH_WORDS.fullmatch(step)
    return found[1] if found else step


def without_words(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before any route: it is given ids alone."""
    for name in NAMED:
        if values and name in values:
            values[name] = id_in(values[name])
