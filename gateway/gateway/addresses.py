"""Readable addresses: an article or a topic stands at its id with the words of its title behind it.

The id alone finds it, the words are for people and search engines. They are in the same step of the path as the id, so
that no title can be taken for a page such as `/topics/<id>/edit`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import quote

LETTERS = 60
WITH_WORDS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-.*", re.DOTALL)
NAMED = ("article_id", "topic_id")
WORD = re.compile(r"[a-z0-9]+")
# What has no accent to be taken away, and what Germans write for an umlaut.
IN_ASCII = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    | dict.fromkeys("'’ʼ", "")
)


@lru_cache(maxsize=8192)
def slug(title: str) -> str:
    """The words of a title for an address; none of a title without Latin letters."""
    text = unicodedata.normalize("NFC", title).casefold().translate(IN_ASCII)
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    if not re.search("[a-z]", text):
        return ""
    made = "-".join(WORD.findall(text))
    if len(made) <= LETTERS:
        return made
    return made[: LETTERS + 1].rpartition("-")[0] or made[:LETTERS]


def titled(id: str, title: str | None) -> str:
    """An id with the words of the title behind it."""
    words = slug(title) if title else ""
    return f"{id}-{words}" if words else id


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
