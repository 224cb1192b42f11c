"""What a good password is: long, not a usual one, not made of what everybody knows. Nothing about its characters."""

import re
import unicodedata
from collections.abc import Container

from portalkit.errors import Invalid

SHORTEST, MOST_BYTES, SHORTEST_WORD = 15, 1024, 4
ADDED = "0123456789!?*#@$%&+=,;:"


def normal(password: str) -> str:
    """The password as it is hashed: however it was typed, the same characters are the same bytes (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def context_words(*texts: str) -> set[str]:
    """The words of names and addresses that are too well known to be in a password."""
    words = {word for text in texts for word in re.findall(r"\w+", normal(text).casefold().replace("_", " "))}
    return {word for word in words if len(word) >= SHORTEST_WORD}


def check_password(password: str, blocked: Container[str], name: str, email: str, brand: str) -> str:
    """The password in its normal form. Raises Invalid at `password`, saying what to do."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise _weak(f"Use at least {SHORTEST} characters. A few words in a row are easy to keep in mind.")
    if len(text.encode()) > MOST_BYTES:
        raise _weak(f"Use at most {MOST_BYTES:,} bytes.")
    folded = text.casefold()
    if _repeats(folded) or any(form in blocked for form in _forms(folded)):
        raise _weak("This is one of the first that somebody would try. Use a few words that do not belong together.")
    known = sorted(word for word in context_words(name, email.rpartition(".")[0], brand) if word in folded)
    if known:
        raise _weak(f"Leave out your name, your address and the portal's name (“{known[0]}”).")
    return text


def _forms(text: str) -> set[str]:
    """The text, and what is left of it without separators, and without what people add at either end."""
    joined = re.sub(r"[\s._-]+", "", text)
    return {text, joined, joined.strip(ADDED), joined.rstrip(ADDED)}


def _repeats(text: str) -> bool:
    """Whether a short piece over and over makes up the whole text, or it only counts up or down."""
    for length in range(1, min(6, len(text) // 2) + 1):
        if (text[:length] * (len(text) // length + 1))[: len(text)] == text:
            return True
    steps = {ord(after) - ord(before) for before, after in zip(text, text[1:], strict=False)}
    return steps in ({1}, {-1})


def _weak(what: str) -> Invalid:
    return Invalid({"password": [what]})
