"""Did you mean: a query whose words are replaced by close ones that stand in what was found."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from portalkit.search_analysis import stems
from portalkit.search_text import typos, within

WORD = re.compile(r"[^\W_]+")
MARKED = re.compile(r"<mark>(.*?)</mark>")


def meant(query: str, hits: Iterable[Mapping[str, Any]]) -> str | None:
    """The query as whoever typed it may have meant it; None when every word of it was found, or none is close.

    Only words that its reader is shown anyway are looked at: titles, and what is marked in snippets. An index knows
    more words, also of what is not for this reader.
    """
    found = Counter(word for hit in hits for word in _shown(hit))
    known = {stem for word in found for stem in stems("en", word)}
    if not found or '"' in query:  # what stands in quotes is meant as it is
        return None
    corrected = WORD.sub(lambda match: _closest(match[0], found, known), query)
    return corrected if corrected != query else None


def _shown(hit: Mapping[str, Any]) -> set[str]:
    """The words of a hit that can be read on the page."""
    texts = [hit["title"], *map(html.unescape, MARKED.findall(hit["snippet"]))]
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def _closest(typed: str, found: Counter[str], known: set[str]) -> str:
    """The word in place of `typed`: of the closest the one that most hits have."""
    word = typed.casefold()
    if word in found or known.intersection(stems("en", word)):
        return typed
    close = [other for other in found if within(word, other, typos(word))]
    return min(close, key=lambda other: (not within(word, other, 1), -found[other], other), default=typed)
