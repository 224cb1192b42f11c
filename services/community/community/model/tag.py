"""What a tag is: a word or two by which topics are found together."""

import re
import unicodedata
from collections.abc import Iterable

from portalkit.errors import Invalid

MOST, SHORTEST, LONGEST = 5, 2, 30
_BETWEEN, _FOREIGN = re.compile(r"[\s_/-]+"), re.compile(r"[^\w.+-]")


def clean_tags(words: Iterable[str]) -> list[str]:
    """Tags as they are kept: small letters, hyphens between words, each once. Raises Invalid."""
    tags = list(dict.fromkeys(tag for word in words if (tag := clean_tag(word))))
    if len(tags) > MOST:
        raise Invalid({"tags": [f"A topic has {MOST} tags at most."]})
    for tag in tags:
        if not SHORTEST <= len(tag) <= LONGEST:
            raise Invalid({"tags": [f"A tag has {SHORTEST} to {LONGEST} characters: {tag[:LONGEST]}"]})
    return tags


def clean_tag(word: str) -> str:
    """One tag as it is kept; empty when nothing is left of it."""
    joined = _BETWEEN.sub("-", unicodedata.normalize("NFKC", word).casefold().strip().lstrip("#"))
    return _FOREIGN.sub("", joined).strip("-.+_")
