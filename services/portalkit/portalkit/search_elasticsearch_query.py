"""Queries in Elasticsearch's terms.

Built from parsed words, never by its query syntax, so nothing that is typed is an error.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import search
from .search_analysis import stems
from .search_elasticsearch_mapping import LONGEST_START, PLAIN, SHORTEST_START, STARTS
from .search_ranking import (
    ALL_CLOSE,
    ALL_EXACT,
    EXACT_FIRST,
    OTHER_FIELDS,
    PINNED,
    SYNONYM,
    TYPO,
    UNFINISHED,
    most_of,
    ways,
)
from .search_reasons import Probe
from .search_text import Term, clean, typos
from .search_values import bounded

# The server spends a millisecond or more on typos, for each word and field. With this many words others will be right.
MANY = 8
NOTHING: dict[str, Any] = {"match_none": {}}
EVERYTHING: dict[str, Any] = {"match_all": {}}
PRESENT: dict[str, Any] = {"exists": {"field": "id"}}  # a thing that went has none

Clause = dict[str, Any]


class QueryBuilder:
    """Makes queries for an index with these fields. One that an older generation lacks matches nothing there."""

    def __init__(self, fields: Sequence[search.Field]) -> None:
        self._text = [field for field in fields if field.kind == "text"]

    def under(self, query: search.Query) -> dict[str, Any]:
        """Filters, ranges and what is left out, as parts of a bool query."""
        clauses = [PRESENT, *(any_of(name, values) for name, values in query.filters.items())]
        for name, (low, high) in query.ranges.items():
            if low is not None or high is not None:
                clauses.append(_between(name, low, high))
        without = {"must_not": any_of("id", query.without)} if query.without else {}
        return {"filter": clauses, **without}

    def chosen(self, chosen: Mapping[str, Collection[str]], but: str | None = None) -> Clause:
        """The facet choices, but that of one facet."""
        wanted = [any_of(name, values) for name, values in chosen.items() if values and name != but]
        return {"bool": {"filter": wanted}} if wanted else EVERYTHING

    def favours(self, query: search.Query) -> list[Clause]:
        """What adds to the score and need not match."""
        clauses = [(any_of(name, [value]), points) for name, value, points in query.boosts]
        if query.fresh and query.now:
            clauses += [(_between(query.fresh, query.now - age, None), points) for age, points in search.FRESH]
        return [_points(clause, points) for clause, points in clauses]

    def steps(self, terms: Sequence[Term], query: search.Query) -> list[tuple[Clause, int]]:
        """The ways to match a text, from strict to lenient, each with how many hits are enough to stop there.

        None when no word is searchable.
        """
        fields = [field for field in self._text if not query.fields or field.name in query.fields]
        there = [term for term in terms if stems("", " ".join(term.words))]
        wanted = [term for term in there if not term.small]
        forgiving = len(wanted) <= MANY
        small = [self._term(term, fields, False) for term in there if term.small]
        loosely = [self._term(term, fields, forgiving) for term in wanted]
        every = _all([self._term(term, fields, False) for term in wanted], small)
        most = {"bool": {"should": loosely, "minimum_should_match": most_of(len(wanted))}}
        found = {
            "every": every,
            "typos": _all(loosely, [*small, _points(every, EXACT_FIRST)]),
            "most": _all([most], [*small, _points(_all(loosely, []), ALL_CLOSE), _points(every, ALL_EXACT)]),
        }
        return [(found[way.match], way.enough) for way in ways(there, search.few_of(query), forgiving)]

    def _term(self, term: Term, fields: Sequence[search.Field], loosely: bool) -> Clause:
        """The best field counts, the others add a little."""
        if term.others:
            return self._either(term, fields, loosely)
        if term.parts:
            big, small = ([part for part in term.parts if part.small == wanted] for wanted in (False, True))
            return _all(*([self._term(part, fields, loosely) for part in parts] for parts in (big, small)))
        words = [word for field in fields for word in _words(term, field, loosely)]
        return {"dis_max": {"tie_breaker": OTHER_FIELDS, "queries": words}} if words else NOTHING

    def _either(self, term: Term, fields: Sequence[search.Field], loosely: bool) -> Clause:
        """What was typed, or other words for it."""
        others = [self._term(other, fields, False) for other in term.others]
        typed = self._term(replace(term, others=()), fields, loosely)
        return {"dis_max": {"queries": [typed, *({"bool": {"must": [each], "boost": SYNONYM}} for each in others)]}}

    def with_pins(self, matching: Clause, pins: Sequence[str]) -> Clause:
        """What matches, and above it, in this order, what is pinned."""
        above = [_points(any_of("id", [id]), PINNED * (len(pins) - place)) for place, id in enumerate(pins)]
        return {"bool": {"should": [matching, *above], "minimum_should_match": 1}}

    def probe(self, probe: Probe) -> Clause:
        """What matches one word in one field."""
        fields = [field for field in self._text if field.name == probe.field]
        return self._term(probe.term, fields, probe.how == "typo")

    def text_fields(self, names: Collection[str]) -> list[str]:
        """The names of the text fields, those of `names` if there are any."""
        return [field.name for field in self._text if not names or field.name in names]


def _words(term: Term, field: search.Field, loosely: bool) -> Iterable[Clause]:
    text = " ".join(term.words)
    for language in (field.language, *field.others):
        if term.language not in ("", language):
            continue
        yield {"match_phrase": {field.part(language): {"query": text, "boost": field.boost}}}
    plain = stems("", text)
    if len(plain) != 1 or term.phrase:
        return
    word, most = plain[0], typos(plain[0]) if loosely else 0
    if term.unfinished:
        yield _close("prefix", f"{field.name}.{PLAIN}", word, UNFINISHED * field.boost)
        if most and len(word) > SHORTEST_START:
            start = word[:LONGEST_START]
            yield _close("fuzzy", f"{field.name}.{STARTS}", start, TYPO * field.boost, fuzziness=1)
    elif most:
        yield _close("fuzzy", f"{field.name}.{PLAIN}", word, TYPO * field.boost, fuzziness=most)


def _close(kind: str, field: str, word: str, points: float, **more: Any) -> Clause:
    """A word like this one: always worth the same, however many words there are like it."""
    return _points({kind: {field: {"value": word, **more}}}, points)


def any_of(name: str, values: Collection[str]) -> Clause:
    """One of these values; none of none."""
    return {"terms": {name: [clean(value) for value in values]}} if values else NOTHING


def _between(name: str, low: int | None, high: int | None) -> Clause:
    bounds = zip(("gte", "lte"), bounded(low, high), strict=True)
    return {"range": {name: {side: bound for side, bound in bounds if bound is not None}}}


def _points(clause: Clause, points: float) -> Clause:
    return {"constant_score": {"filter": clause, "boost": points}}


def _all(musts: list[Clause], shoulds: list[Clause]) -> Clause:
    return {"bool": {"must": musts, "should": shoulds}} if shoulds else {"bool": {"must": musts}}
