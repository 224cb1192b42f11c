"""What may be found in one state of a generation, and what is favoured there.

A clause that has to match is scored with each document, if only with nothing: four of them take longer than to find a
common word. What leaves documents out is not scored, and mostly there are none to leave out.
"""

from collections.abc import Collection, Mapping
from typing import Any

from tantivy import FieldType, Occur, Query, Schema, Searcher

from . import search
from .search_text import clean
from .search_values import INT64, bounded

FEW, KEPT, MOST_VALUES = 64, 200, 500

Clause = tuple[Occur, Query]


class Filters:
    """`searcher` is the state that these are for, and for no other; `names` are the fields for filters it has."""

    def __init__(self, schema: Schema, names: Collection[str], searcher: Searcher) -> None:
        self.searcher = searcher
        self._schema, self._names = schema, names
        self._passes: dict[tuple[str, tuple[str, ...]], list[Clause]] = {}
        self._counts: dict[str, dict[str, int] | None] = {}
        self._used: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether the generation has this keyword or number field."""
        return name in self._names

    def uses(self, name: str) -> bool:
        """Whether there may be a document with a value of this keyword field: many a portal has no regions."""
        used = self._used.get(name)
        if used is None:
            used = self._used[name] = self.has(name) and bool(self.searcher.terms_with_prefix(name, "", limit=1))
        return used

    def under(self, query: search.Query) -> list[Clause]:
        """Filters, ranges and what is left out; beside them something has to match.

        A filter on a field that this older generation lacks lets nothing pass.
        """
        clauses = [clause for name, values in query.filters.items() for clause in self._passing(name, tuple(values))]
        for name, (low, high) in query.ranges.items():
            if low is not None or high is not None:
                clauses += self._inside(name, *bounded(low, high))
        return clauses + ([(Occur.MustNot, union(self._schema, "id", query.without))] if query.without else [])

    def chosen(self, chosen: Mapping[str, Collection[str]], but: str | None = None) -> list[Clause]:
        """The facet choices, but that of one facet."""
        wanted = [(name, values) for name, values in chosen.items() if values and name != but]
        return [(Occur.Must, unscored(self._any_of(name, values))) for name, values in wanted]

    def favours(self, query: search.Query) -> list[Clause]:
        """What adds to the score and need not match."""
        clauses = [(self._any_of(name, [value]), points) for name, value, points in query.boosts]
        if query.fresh and query.now:
            clauses += [(self._between(query.fresh, query.now - age, None), points) for age, points in search.FRESH]
        return [(Occur.Should, Query.const_score_query(clause, points)) for clause, points in clauses]

    def _passing(self, name: str, values: tuple[str, ...]) -> list[Clause]:
        """Kept for the next time: people of the same audiences ask with the same filters."""
        asked = (name, values)
        found = self._passes.get(asked)
        if found is None:
            if len(self._passes) >= KEPT:
                self._passes.clear()
            found = self._passes[asked] = self._cheapest(name, values)
        return found

    def _cheapest(self, name: str, values: Collection[str]) -> list[Clause]:
        """Leaves out what has another value, if that is less than half; else finds what has one of these."""
        counts = self._counted(name) if name in self._names else None
        if counts is not None:
            others = counts.keys() - {clean(value) for value in values}
            if 2 * sum(counts[value] for value in others) < self.searcher.num_docs:
                return [(Occur.MustNot, union(self._schema, name, sorted(others)))] if others else []
        return [(Occur.Must, unscored(self._any_of(name, values)))]

    def _counted(self, name: str) -> dict[str, int] | None:
        """How many documents have each value; None unless every document has one, and one only."""
        if name not in self._counts:
            there = self.searcher.search(Query.exists_query(name), limit=1)
            wanted = {"values": {"terms": {"field": name, "size": MOST_VALUES}}}
            found: dict[str, Any] = self.searcher.aggregate(Query.all_query(), wanted)["values"]
            counts = {str(each["key"]): int(each["doc_count"]) for each in found["buckets"]}
            single = count_of(there) == sum(counts.values()) == self.searcher.num_docs
            self._counts[name] = counts if single and not found["sum_other_doc_count"] else None
        return self._counts[name]

    def _inside(self, name: str, low: int | None, high: int | None) -> list[Clause]:
        if name not in self._names:
            return [(Occur.Must, Query.empty_query())]
        without = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, Query.exists_query(name))])
        outside = [without]
        if low is not None and low > -INT64:
            outside.append(self._between(name, None, low - 1))
        if high is not None and high < INT64:
            outside.append(self._between(name, high + 1, None))
        return [(Occur.MustNot, each) for each in outside]

    def _any_of(self, name: str, values: Collection[str]) -> Query:
        return union(self._schema, name, values) if name in self._names else Query.empty_query()

    def _between(self, name: str, low: int | None, high: int | None) -> Query:
        if name not in self._names:
            return Query.empty_query()
        return Query.range_query(self._schema, name, FieldType.Integer, *bounded(low, high))


def union(schema: Schema, name: str, values: Collection[str]) -> Query:
    """What has any of these values. Few terms are walked as far as other clauses need; a set is cheaper for many."""
    if len(values) > FEW:
        return Query.term_set_query(schema, name, [clean(value) for value in values])
    terms = [Query.term_query(schema, name, clean(value), "basic") for value in values]
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def unscored(query: Query) -> Query:
    """What matches this, at no points."""
    return Query.const_score_query(query, 0.0)


def count_of(found: Any) -> int:
    """How many there are; tantivy's stubs forget `count`."""
    return int(found.count)
