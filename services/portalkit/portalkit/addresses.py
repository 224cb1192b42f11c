"""Readable addresses: an id, and the words of a title behind it."""

import re
import unicodedata
from functools import lru_cache

LETTERS = 60
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
