"""Why a document stands where it does: which words of a search are in which of its fields, and what counts besides.

Each word is asked for by itself, of the one document; what a backend has to give is only the score of that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .search_text import Term

How = Literal["exact", "typo", "synonym"]
_EXACT: tuple[How, ...] = ("exact",)
_LOOSELY: tuple[How, ...] = ("exact", "typo")


@dataclass(frozen=True, slots=True)
class Probe:
    """A question: does this `term` of a search match in the text field of that name? With `typo`, perhaps misspelt."""

    typed: str
    term: Term
    field: str
    how: How


@dataclass(frozen=True, slots=True)
class Match:
    """A word of a search that a field has: as it was `typed`, with a typo, or its synonym `word`."""

    typed: str
    word: str
    field: str
    how: How
    points: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """What counts for one document.

    `absent` are words it has nowhere. `boosts` are those of the query that it has: field, value and points. `fresh` are
    the points for being recent. `pinned` is its place among what was pinned, from 1.
    """

    matches: list[Match]
    absent: list[str]
    boosts: list[tuple[str, str, float]]
    fresh: float
    pinned: int | None
    values: Mapping[str, Any]


def probes(terms: Sequence[Term], fields: Iterable[str]) -> list[Probe]:
    """What has to be asked about the words of a search."""
    names, found = list(fields), []
    for term in terms:
        for each in term.parts or (replace(term, others=()),):
            typed, hows = " ".join(each.words), _EXACT if each.phrase else _LOOSELY
            found += [Probe(typed, each, name, how) for name in names for how in hows]
        typed = " ".join(term.words)
        found += [Probe(typed, other, name, "synonym") for other in term.others for name in names]
    return found


def matches(asked: Sequence[Probe], scores: Sequence[float | None]) -> list[Match]:
    """Those that there are; what a field has as it was typed is not told again as a typo."""
    kept: dict[tuple[str, str, str], Match] = {}
    for probe, score in zip(asked, scores, strict=True):
        key = (probe.typed, probe.field, "" if probe.how != "synonym" else " ".join(probe.term.words))
        if score is not None and key not in kept:
            kept[key] = Match(probe.typed, " ".join(probe.term.words), probe.field, probe.how, score)
    return list(kept.values())


def absent(terms: Sequence[Term], found: Iterable[Match]) -> list[str]:
    """The words that are nowhere, but for the small ones and those whose synonym is there."""
    typed = {match.typed for match in found}
    gone = []
    for term in terms:
        if not (term.small or " ".join(term.words) in typed):
            parts = term.parts or (term,)
            gone += [word for part in parts if not part.small and (word := " ".join(part.words)) not in typed]
    return gone
