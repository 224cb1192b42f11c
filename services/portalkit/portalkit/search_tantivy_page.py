"""One search: which way to match, the page of hits, their snippets, the facets."""

import html
from collections.abc import Iterable, Sequence
from typing import Any

from tantivy import DocAddress, Occur, Order, Query, Schema, Searcher, SnippetGenerator
from tantivy import Document as Row

from . import search
from .search_tantivy_disk import analyser, as_text, document_at
from .search_tantivy_query import Clause, QueryBuilder
from .search_text import Term, beginning, clean, marked, typos, window, within

MOST_VALUES = 500
MOST_TIES = 2048
WHOLE = 8 * search.SNIPPET_TEXT  # bytes: more than any text that a snippet is cut from


class Search:
    """One query against one state of one generation."""

    def __init__(self, searcher: Searcher, builder: QueryBuilder, query: search.Query, terms: Sequence[Term]) -> None:
        self._searcher, self._builder = searcher, builder
        self._query, self._terms = query, terms
        self._under = builder.under(query)

    def results(self) -> search.Results:
        """Total, page and facets of the first step that finds enough.

        What is enough is judged without choices.
        """
        steps = [(Query.all_query(), 0)]
        if self._query.text.strip():
            steps = self._builder.steps(self._terms, self._query.fields)
        for number, (matched, enough) in enumerate(steps):
            clauses = [(Occur.Must, matched), *self._under]
            choices = self._builder.chosen(self._query.chosen)
            last = number == len(steps) - 1
            if choices and not last and self._count(clauses) < enough:
                continue
            total, places = self._page([*clauses, *choices])
            if choices or last or total >= enough:
                return search.Results(total, self._hits(places, number > 0), self._facets(clauses))
        return search.Results(0, [], {name: {} for name in self._query.facets})

    def _count(self, clauses: list[Clause]) -> int:
        return _total(self._searcher.search(Query.boolean_query(clauses), limit=1))

    def _page(self, clauses: list[Clause]) -> tuple[int, list[tuple[float, DocAddress]]]:
        """The page's hits, equal ones in the order of ids.

        Fetches on until the last of the page is no tie.
        """
        start = max(0, self._query.offset)
        end = start + max(0, min(self._query.limit, search.MOST_HITS))
        if start > search.LAST_OFFSET or end == start:
            return self._count(clauses), []
        by, order = self._order()
        query = Query.boolean_query(clauses if by else [*clauses, *self._builder.favours(self._query)])
        found = self._searcher.search(query, limit=end + 1, order_by_field=by, order=order)
        total, hits, fetched = _total(found), found.hits, end + 1
        while len(hits) == fetched < MOST_TIES and hits[end - 1][0] == hits[-1][0]:
            fetched = min(MOST_TIES, fetched * 4)
            hits = self._searcher.search(query, limit=fetched, count=False, order_by_field=by, order=order).hits
        ids = self._searcher.fast_field_values("_order", [place for _, place in hits])
        rank = {key: number for number, key in enumerate(dict.fromkeys(key for key, _ in hits))}
        ordered = sorted(zip(hits, ids, strict=True), key=lambda each: (rank[each[0][0]], each[1] or 0))
        return total, [(0.0 if by else key, place) for (key, place), _ in ordered[start:end]]

    def _order(self) -> tuple[str | None, Order]:
        """By score; by the time when that was asked or nothing was; without a time by id."""
        if self._query.sort == "relevance" and self._query.text.strip():
            return None, Order.Desc
        if self._query.fresh and self._builder.has(self._query.fresh):
            return self._query.fresh, Order.Desc
        return "_order", Order.Asc

    def _hits(self, places: Sequence[tuple[float, DocAddress]], loosely: bool) -> list[search.Hit]:
        documents = [document_at(self._searcher, place) for _, place in places]
        snippets = [""] * len(documents)
        field = self._builder.text_field(self._query.snippet_of)
        if field is not None:
            loosely = loosely or self._query.prefix
            cutter = Snippets(self._searcher, self._builder.schema, field, self._terms, loosely)
            snippets = cutter.cut([as_text(document.values.get(field.name)) for document in documents])
        return [
            search.Hit(document.id, document.version, score, snippet, document.values)
            for document, (score, _), snippet in zip(documents, places, snippets, strict=True)
        ]

    def _facets(self, clauses: list[Clause]) -> dict[str, dict[str, int]]:
        """One aggregation for all facets without a choice, one for each other."""
        chosen = [name for name in self._query.facets if self._query.chosen.get(name)]
        counts: dict[str, dict[str, int]] = {name: {} for name in self._query.facets}
        counts |= self._counted([name for name in self._query.facets if name not in chosen], clauses, None)
        for name in chosen:
            counts |= self._counted([name], clauses, name)
        return counts

    def _counted(self, names: Iterable[str], clauses: list[Clause], but: str | None) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names if self._builder.has(name)}
        if not wanted:
            return {}
        query = Query.boolean_query([*clauses, *self._builder.chosen(self._query.chosen, but)])
        answer: dict[str, Any] = self._searcher.aggregate(query, wanted)
        pairs = {name: [(each["key"], each["doc_count"]) for each in answer[name]["buckets"]] for name in wanted}
        return {name: dict(sorted(found, key=lambda pair: (-pair[1], pair[0]))) for name, found in pairs.items()}


def _total(found: Any) -> int:
    """tantivy's stubs forget `count`."""
    return int(found.count)


class Snippets:
    """Cuts snippets for one page of hits.

    When `loosely`, the words of these hits that are close to a typed one light up.
    """

    def __init__(
        self, searcher: Searcher, schema: Schema, field: search.Field, terms: Sequence[Term], loosely: bool
    ) -> None:
        self._searcher, self._schema, self._field, self._loosely = searcher, schema, field, loosely
        self._typed = [(term, set(self._stemmed(" ".join(term.words)))) for term in terms]

    def cut(self, texts: Iterable[str]) -> list[str]:
        """One snippet for each text, in the same order."""
        texts = [" ".join(clean(text[: search.SNIPPET_TEXT]).split()) for text in texts]
        stems = {stem for _, stems in self._typed for stem in stems}
        if self._loosely:
            stems.update(*(self._close_words(text) for text in texts))
        generator = self._generator(stems)
        return [self._snippet(generator, text) for text in texts]

    def _generator(self, stems: Iterable[str]) -> SnippetGenerator | None:
        words = [Query.term_query(self._schema, self._field.name, stem, "basic") for stem in sorted(stems)]
        if not words:
            return None
        query = Query.boolean_query([(Occur.Should, word) for word in words])
        generator = SnippetGenerator.create(self._searcher, query, self._schema, self._field.name)
        # Which part is shown is not left to tantivy: it prefers words that are rare in all documents, and so would
        # tell what stands in those that are not for this reader.
        generator.set_max_num_chars(WHOLE)
        return generator

    def _snippet(self, generator: SnippetGenerator | None, text: str) -> str:
        places = self._marked(generator, text)
        if not places:
            return beginning(text, search.SNIPPET_LETTERS)
        words = [text[start:end].casefold() for start, end in places]
        first, last = window(text, places, words, search.SNIPPET_LETTERS)
        inside = [(start - first, end - first) for start, end in places if first <= start and end <= last]
        rest = text[last:]
        before, after = "… " if first else "", " …" if any(map(str.isalnum, rest)) else html.escape(rest)
        return before + marked(text[first:last], inside) + after

    def _marked(self, generator: SnippetGenerator | None, text: str) -> list[tuple[int, int]]:
        """The places of all the words in a text that light up, in letters; tantivy counts bytes."""
        if generator is None or not text:
            return []
        row = Row()
        row.add_text(self._field.name, text)
        snippet = generator.snippet_from_doc(row)
        at, whole = snippet.fragment_range().start, text.encode()
        found = [(at + each.start, at + each.end) for each in snippet.highlighted()]
        if len(whole) == len(text):
            return found
        return [(len(whole[:start].decode()), len(whole[:end].decode())) for start, end in found]

    def _close_words(self, text: str) -> set[str]:
        """Stems of the words in a text that typed words may have meant which are not in it themselves."""
        there = set(self._stemmed(text))
        lost = [term for term, stems in self._typed if not (term.phrase or term.small or stems & there)]
        typed = [(word, term.unfinished) for term in lost for word in analyser("").analyze(term.words[0])]
        words = set(analyser("").analyze(text)) if typed else set()
        close: set[str] = set()
        for each, unfinished in typed:
            most = typos(each)
            close.update(
                word
                for word in words
                if (abs(len(word) - len(each)) <= most and within(each, word, most))
                or (unfinished and word.startswith(each))
            )
        return {stem for word in close for stem in self._stemmed(word)}

    def _stemmed(self, text: str) -> list[str]:
        stems: list[str] = analyser(self._field.language).analyze(text)
        return stems
