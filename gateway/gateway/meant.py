"""Did you mean: a query whose words are replaced by close ones that stand in what was found."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portalkit.search_analysis import STEMMERS, stems
from portalkit.search_text import typos, within

WORD = re.compile(r"[^\W_]+")
MARKED = re.compile(r"<mark>(.*?)</mark>")


def meant(query: str, hits: Sequence[Mapping[str, Any]]) -> str | None:
    """The query as whoever typed it may have meant it; None when every word of it was found, or none is close.

    Only words that its reader is shown anyway are looked at: titles, and what is marked in snippets. An index knows
    more words, also of what is not for this reader.
    """
    found = Counter(word for hit in hits for word in _shown(hit))
    if not found or '"' in query:  # what stands in quotes is meant as it is
        return None
    spoken = {hit["language"].partition("-")[0] for hit in hits if hit["language"]} & STEMMERS.keys() or {"en"}
    known = _stems(found, spoken)

    def corrected(match: re.Match[str]) -> str:
        word = match[0].casefold()
        there = word in found or known.intersection(_stems([word], spoken))
        return match[0] if there else _closest(match[0], found)

    changed = WORD.sub(corrected, query)
    return changed if changed != query else None


def _stems(words: Iterable[str], languages: Iterable[str]) -> set[tuple[str, str]]:
    return {(language, stem) for language in languages for word in words for stem in stems(language, word)}


def _shown(hit: Mapping[str, Any]) -> set[str]:
    """The words of a hit that can be read on the page."""
    texts = [hit["title"], *map(html.unescape, MARKED.findall(hit["snippet"]))]
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def _closest(typed: str, found: Counter[str]) -> str:
    """The word in place of `typed`: of the closest the one that most hits have."""
    word = typed.casefold()
    close = [other for other in found if within(word, other, typos(word))]
    return min(close, key=lambda other: (not within(word, other, 1), -found[other], other), default=typed)
