"""Queries in tantivy's terms.

Built from parsed words, never by its query syntax, so nothing that is typed is an error.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tantivy import FieldType, Occur, Query, Schema, Searcher

from . import search
from .search_analysis import stems
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
from .search_tantivy_disk import LANGUAGE, PLAIN
from .search_text import Term, clean, typos
from .search_values import bounded

FEW, KEPT_SETS = 64, 200

Clause = tuple[Occur, Query]
Step = Callable[[int], Query]


class QueryBuilder:
    """Makes queries for one generation: `fields` are those that it has on disk."""

    def __init__(self, schema: Schema, fields: Sequence[search.Field]) -> None:
        self.schema = schema
        self._text = {field.name: field for field in fields if field.kind == "text"}
        self._others = {field.name for field in fields if field.kind != "text"}
        self._sets: dict[tuple[str, tuple[str, ...]], Query] = {}
        self._spoken: frozenset[str] = frozenset()

    def look_again(self, searcher: Searcher) -> None:
        """See in which of the fields' other languages there is something; no words are looked for in the rest."""
        others = {language for field in self._text.values() for language in field.others}
        self._spoken = frozenset(
            language
            for language in others
            if searcher.search(Query.term_query(self.schema, LANGUAGE, language, "basic"), limit=1).hits
        )

    def has(self, name: str) -> bool:
        """Whether the generation has this keyword or number field."""
        return name in self._others

    def text_field(self, name: str) -> search.Field | None:
        """The text field of that name, if the generation has it."""
        return self._text.get(name)

    def under(self, query: search.Query) -> list[Clause]:
        """Filters, ranges and what is left out.

        A filter on a field that this older generation lacks lets nothing pass.
        """
        clauses = [self._any_of(name, values) for name, values in query.filters.items()]
        for name, (low, high) in query.ranges.items():
            if low is not None or high is not None:
                clauses.append(self._between(name, low, high))
        musts = [(Occur.Must, _unscored(clause)) for clause in clauses]
        return musts + ([(Occur.MustNot, self._set("id", query.without))] if query.without else [])

    def chosen(self, chosen: Mapping[str, Collection[str]], but: str | None = None) -> list[Clause]:
        """The facet choices, but that of one facet."""
        wanted = [(name, values) for name, values in chosen.items() if values and name != but]
        return [(Occur.Must, _unscored(self._any_of(name, values))) for name, values in wanted]

    def favours(self, query: search.Query) -> list[Clause]:
        """What adds to the score and need not match."""
        clauses = [(self._any_of(name, [value]), points) for name, value, points in query.boosts]
        if query.fresh and query.now:
            clauses += [(self._between(query.fresh, query.now - age, None), points) for age, points in search.FRESH]
        return [(Occur.Should, Query.const_score_query(clause, points)) for clause, points in clauses]

    def steps(self, terms: Sequence[Term], query: search.Query) -> list[tuple[Step, int]]:
        """The ways to match a text, from strict to lenient, each with how many hits are enough to stop there.

        None when no word is searchable. Each is made when its turn comes, as mostly the first is enough, and is told
        whether those before it found anything: what has every word need not be looked for again when nothing has.
        """
        fields = [field for name, field in self._text.items() if not query.fields or name in query.fields]
        exact = [(term, word) for term in terms if (word := self._term(term, fields, False))]
        small = [(Occur.Should, word) for term, word in exact if term.small]

        def every(_: int = 0) -> Query:
            return Query.boolean_query([(Occur.Must, word) for term, word in exact if not term.small] + small)

        def loosely() -> list[Query]:
            return [word for term in terms if not term.small and (word := self._term(term, fields, True))]

        def with_typos(found: int) -> Query:
            first = [_points(every(), EXACT_FIRST)] if found else []
            return Query.boolean_query([(Occur.Must, word) for word in loosely()] + small + first)

        def most(found: int) -> Query:
            close = loosely()
            some = Query.boolean_query([(Occur.Should, word) for word in close], most_of(len(close)))
            full = Query.boolean_query([(Occur.Must, word) for word in close])
            more = [_points(full, ALL_CLOSE), _points(every(), ALL_EXACT)] if found else []
            return Query.boolean_query([(Occur.Must, some), *small, *more])

        made: dict[str, Step] = {"every": every, "typos": with_typos, "most": most}
        return [(made[way.match], way.enough) for way in ways([term for term, _ in exact], search.few_of(query))]

    def _term(self, term: Term, fields: Iterable[search.Field], loosely: bool) -> Query | None:
        """The best field counts, the others add a little."""
        if term.others:
            return self._either(term, fields, loosely)
        if term.parts:
            return self._each(term.parts, fields, loosely)
        words: list[Query] = []
        for field in fields:
            words += [Query.boost_query(word, field.boost * part) for word, part in self._words(term, field, loosely)]
        return Query.disjunction_max_query(words, OTHER_FIELDS) if words else None

    def _either(self, term: Term, fields: Iterable[search.Field], loosely: bool) -> Query | None:
        """What was typed, or other words for it."""
        ways = [self._term(replace(term, others=()), fields, loosely)]
        others = (self._term(other, fields, False) for other in term.others)
        ways += [Query.boost_query(other, SYNONYM) for other in others if other]
        return Query.disjunction_max_query([way for way in ways if way], 0.0)

    def _each(self, parts: Iterable[Term], fields: Iterable[search.Field], loosely: bool) -> Query:
        words = [(part, self._term(part, fields, loosely)) for part in parts]
        return Query.boolean_query([(Occur.Should if part.small else Occur.Must, word) for part, word in words if word])

    def _words(self, term: Term, field: search.Field, loosely: bool) -> Iterable[tuple[Query, float]]:
        text = " ".join(term.words)
        there = (field.language, *(language for language in field.others if language in self._spoken))
        for language in there:
            if term.language in ("", language):
                yield from self._stemmed(text, field, language)
        plain = stems("", text)
        if len(plain) != 1 or term.phrase:
            return
        name, most = field.name + PLAIN, typos(plain[0]) if loosely else 0
        if term.unfinished:
            yield Query.fuzzy_term_query(self.schema, name, plain[0], 0, prefix=True), UNFINISHED
            most = min(most, 1)
        if most:
            yield Query.fuzzy_term_query(self.schema, name, plain[0], most, prefix=term.unfinished), TYPO

    def _stemmed(self, text: str, field: search.Field, language: str) -> Iterable[tuple[Query, float]]:
        words, name = stems(language, text), field.part(language)
        if len(words) > 1:
            yield Query.phrase_query(self.schema, name, list(words)), 1.0
        elif words:
            yield Query.term_query(self.schema, name, words[0], "freq"), 1.0

    def with_pins(self, matching: Query, pins: Sequence[str]) -> Query:
        """What matches, and above it, in this order, what is pinned."""
        ids = [Query.term_query(self.schema, "id", clean(id), "basic") for id in pins]
        above = [Query.const_score_query(id, PINNED * (len(ids) - place)) for place, id in enumerate(ids)]
        return Query.boolean_query([(Occur.Should, each) for each in (matching, *above)], 1)

    def only(self, id: str) -> Query:
        """One document, at no points."""
        return _unscored(Query.term_query(self.schema, "id", clean(id), "basic"))

    def probe(self, probe: Probe) -> Query | None:
        """What matches one word in one field."""
        return self._term(probe.term, [self._text[probe.field]], probe.how == "typo")

    def text_fields(self, names: Collection[str]) -> list[str]:
        """The names of the text fields, those of `names` if there are any."""
        return [name for name in self._text if not names or name in names]

    def _any_of(self, name: str, values: Collection[str]) -> Query:
        return self._set(name, values) if name in self._others else Query.empty_query()

    def _set(self, name: str, values: Collection[str]) -> Query:
        """A union of few terms is walked as far as the other clauses need; a set is cheaper for many.

        Kept for the next time: people of the same audiences ask with the same filters.
        """
        asked = (name, tuple(values))
        found = self._sets.get(asked)
        if found is None:
            if len(self._sets) >= KEPT_SETS:
                self._sets.clear()
            found = self._sets[asked] = self._union(name, values)
        return found

    def _union(self, name: str, values: Collection[str]) -> Query:
        if len(values) > FEW:
            return Query.term_set_query(self.schema, name, [clean(value) for value in values])
        terms = [Query.term_query(self.schema, name, clean(value), "basic") for value in values]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _between(self, name: str, low: int | None, high: int | None) -> Query:
        if name not in self._others:
            return Query.empty_query()
        return Query.range_query(self.schema, name, FieldType.Integer, *bounded(low, high))


def _points(query: Query, points: float) -> Clause:
    return (Occur.Should, Query.const_score_query(query, points))


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
