"""Queries in tantivy's terms.

Built from parsed words, never by its query syntax, so nothing that is typed is an error.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tantivy import Occur, Query, Schema, Searcher

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
from .search_tantivy_filters import Clause, union, unscored
from .search_tantivy_pairs import Pairs
from .search_text import Term, clean, typos

Near = Callable[[str, int], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Matching:
    """What matches a text, with its points; and the same without what only adds to them, which is cheaper to count.

    `even`: most of it has the same points.
    """

    ranked: Query
    bare: Query
    even: bool = False


Step = Callable[[int], Matching]
EVERYTHING = Matching(Query.all_query(), Query.all_query())


class QueryBuilder:
    """Makes queries for one generation: `fields` are those that it has on disk.

    `near` says which words are so many edits from one, or None when it can't tell; `pairs` where phrases may be.
    """

    def __init__(self, schema: Schema, fields: Sequence[search.Field], near: Near, pairs: Pairs) -> None:
        self.schema, self._near, self._pairs = schema, near, pairs
        self._text = {field.name: field for field in fields if field.kind == "text"}
        self._spoken: frozenset[str] = frozenset()

    def look_again(self, searcher: Searcher) -> None:
        """See in which of the fields' other languages there is something; no words are looked for in the rest."""
        others = {language for field in self._text.values() for language in field.others}
        self._spoken = frozenset(
            language
            for language in others
            if searcher.search(Query.term_query(self.schema, LANGUAGE, language, "basic"), limit=1).hits
        )

    def text_field(self, name: str) -> search.Field | None:
        """The text field of that name, if the generation has it."""
        return self._text.get(name)

    def steps(self, terms: Sequence[Term], query: search.Query) -> list[tuple[Step, int]]:
        """The ways to match a text, from strict to lenient, each with how many hits are enough to stop there.

        None when no word is searchable. Each is made when its turn comes, as mostly the first is enough, and is told
        whether those before it found anything: what has every word need not be looked for again when nothing has.
        """
        fields = [field for name, field in self._text.items() if not query.fields or name in query.fields]
        exact = [(term, word) for term in terms if (word := self._term(term, fields, False))]
        small = [(Occur.Should, word) for term, word in exact if term.small]

        def every(_: int = 0) -> Matching:
            musts = [(Occur.Must, word) for term, word in exact if not term.small]
            return Matching(Query.boolean_query(musts + small), Query.boolean_query(musts))

        @cache
        def loosely() -> list[Query]:
            return [word for term in terms if not term.small and (word := self._term(term, fields, True))]

        def with_typos(found: int) -> Matching:
            musts = [(Occur.Must, word) for word in loosely()]
            first = [_points(every().bare, EXACT_FIRST)] if found else []
            return Matching(Query.boolean_query(musts + small + first), Query.boolean_query(musts), len(musts) == 1)

        def most(found: int) -> Matching:
            close = loosely()
            some = Query.boolean_query([(Occur.Should, word) for word in close], most_of(len(close)))
            full = Query.boolean_query([(Occur.Must, word) for word in close])
            more = [_points(full, ALL_CLOSE), _points(every().bare, ALL_EXACT)] if found else []
            return Matching(Query.boolean_query([(Occur.Must, some), *small, *more]), some)

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
            yield self._close(name, plain[0], most, term.unfinished), TYPO

    def _close(self, name: str, word: str, most: int, unfinished: bool) -> Query:
        """What has a word that is near to this one, at one point.

        Of one that is unfinished tantivy looks for all that go on from there.
        """
        near = None if unfinished else self._near(word, most)
        if near is None:
            return Query.fuzzy_term_query(self.schema, name, word, most, prefix=unfinished)
        return Query.const_score_query(union(self.schema, name, near), 1.0)

    def _stemmed(self, text: str, field: search.Field, language: str) -> Iterable[tuple[Query, float]]:
        words, name = stems(language, text), field.part(language)
        if len(words) > 1:
            phrase = Query.phrase_query(self.schema, name, list(words))
            yield self._pairs.narrowed(self.schema, phrase, words), 1.0
        elif words:
            yield Query.term_query(self.schema, name, words[0], "freq"), 1.0

    def with_pins(self, matching: Query, pins: Sequence[str]) -> Query:
        """What matches, and above it, in this order, what is pinned."""
        ids = [Query.term_query(self.schema, "id", clean(id), "basic") for id in pins]
        above = [Query.const_score_query(id, PINNED * (len(ids) - place)) for place, id in enumerate(ids)]
        return Query.boolean_query([(Occur.Should, each) for each in (matching, *above)], 1)

    def only(self, id: str) -> Query:
        """One document, at no points."""
        return unscored(Query.term_query(self.schema, "id", clean(id), "basic"))

    def probe(self, probe: Probe) -> Query | None:
        """What matches one word in one field."""
        return self._term(probe.term, [self._text[probe.field]], probe.how == "typo")

    def text_fields(self, names: Collection[str]) -> list[str]:
        """The names of the text fields, those of `names` if there are any."""
        return [name for name in self._text if not names or name in names]


def _points(query: Query, points: float) -> Clause:
    return (Occur.Should, Query.const_score_query(query, points))
