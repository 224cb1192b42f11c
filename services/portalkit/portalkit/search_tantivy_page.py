"""One search: which way to match, the page of hits, their snippets, the facets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from tantivy import DocAddress, Occur, Order, Query

from . import search
from .search_explaining import reasons
from .search_reasons import Reasons, probes
from .search_snippets import cut
from .search_synonyms import lit
from .search_tantivy_beside import Beside
from .search_tantivy_disk import document_at
from .search_tantivy_filters import MOST_VALUES, Clause, Filters, count_of
from .search_tantivy_query import EVERYTHING, QueryBuilder, Step
from .search_text import Term
from .search_values import as_keywords, as_text

MOST_TIES = 2048
SPARE = 90  # so many more are fetched at once; to search again for a few ties would cost as much as the first time


class Search:
    """One query against one state of one generation."""

    def __init__(
        self, filters: Filters, builder: QueryBuilder, query: search.Query, terms: Sequence[Term], beside: Beside
    ) -> None:
        self._searcher, self._filters, self._builder, self._beside = filters.searcher, filters, builder, beside
        self._query, self._terms = query, terms
        self._under = filters.under(query)
        self._worth = filters.searcher.num_docs if query.facets else 0

    def results(self) -> search.Results:
        """Total, page and facets of the first step that finds enough.

        What is enough is judged without choices.
        """
        steps: list[tuple[Step, int]] = [(lambda _: EVERYTHING, 0)]
        pins = self._query.pins
        if self._query.text.strip():
            steps = self._builder.steps(self._terms, self._query)
        choices = self._filters.chosen(self._query.chosen)
        total = 0
        for number, (matching, enough) in enumerate(steps):
            matches = matching(total)
            ranked, bare = matches.ranked, matches.bare
            last = number == len(steps) - 1
            counted = bool(choices or pins)
            if counted and not last and (total := self._count(self._within(bare))) < enough:
                continue
            if pins:
                ranked, bare = (self._builder.with_pins(each, pins) for each in (ranked, bare))
            counts = self._beside.begin(partial(self._facets, self._within(bare)), self._worth)
            total, places = self._page([*self._within(ranked), *choices], matches.even)
            if counted or last or total >= enough:
                documents = [document_at(self._searcher, place) for _, place in places]
                hits = self._hits(places, documents, number > 0)
                whole = total == len(documents) and not choices
                facets = self._of_all(documents) if whole else counts.result()
                return search.Results(total, hits, facets, number > 0)
            counts.drop()
        return search.Results(0, [], {name: {} for name in self._query.facets})

    def reasons(self, id: str) -> Reasons | None:
        """Why one document stands where it does."""
        it: Clause = (Occur.Must, self._builder.only(id))
        there = self._searcher.search(Query.boolean_query([it, *self._under]), limit=1, count=False).hits
        if not there:
            return None
        asked = probes(self._terms, self._builder.text_fields(self._query.fields))
        scores = [self._score(self._builder.probe(each), it) for each in asked]
        document = document_at(self._searcher, there[0][1])
        return reasons(self._query, document.id, document.values, self._terms, asked, scores)

    def _within(self, matching: Query) -> list[Clause]:
        return [(Occur.Must, matching), *self._under]

    def _score(self, word: Query | None, it: Clause) -> float | None:
        hits = self._searcher.search(Query.boolean_query([(Occur.Must, word), it]), limit=1).hits if word else []
        return float(hits[0][0]) if hits else None

    def _count(self, clauses: list[Clause]) -> int:
        """In any order, as points take time."""
        return count_of(self._searcher.search(Query.boolean_query(clauses), limit=1, order_by_field="_order"))

    def _page(self, clauses: list[Clause], even: bool) -> tuple[int, list[tuple[float, DocAddress]]]:
        """The page's hits, equal ones in the order of ids.

        Where the last of the page is a tie, all that tie are fetched, as far as that goes; at once where most tie.
        """
        start = max(0, self._query.offset)
        end = start + max(0, min(self._query.limit, search.MOST_HITS))
        if start > search.LAST_OFFSET or end == start:
            return self._count(clauses), []
        by, order = self._order()
        query = Query.boolean_query(clauses if by else [*clauses, *self._filters.favours(self._query)])
        fetched = MOST_TIES if even and not by else end + SPARE
        found = self._searcher.search(query, limit=fetched, order_by_field=by, order=order)
        total, hits = count_of(found), found.hits
        if len(hits) == fetched < MOST_TIES and hits[end - 1][0] == hits[-1][0]:
            hits = self._searcher.search(query, limit=MOST_TIES, count=False, order_by_field=by, order=order).hits
        hits = hits[: _last_tie(hits, end)]
        ids = self._searcher.fast_field_values("_order", [place for _, place in hits])
        ordered: list[tuple[float, DocAddress]] = []
        for key, equal in groupby(zip(hits, ids, strict=True), key=lambda each: each[0][0]):
            places = sorted(equal, key=lambda each: each[1] or 0)
            ordered += [(0.0 if by else key, place) for (_, place), _ in places]
        return total, ordered[start:end]

    def _order(self) -> tuple[str | None, Order]:
        """By score; by the time when that was asked or nothing was; without a time by id."""
        if self._query.sort == "relevance" and self._query.text.strip():
            return None, Order.Desc
        if self._query.fresh and self._filters.has(self._query.fresh):
            return self._query.fresh, Order.Desc
        return "_order", Order.Asc

    def _hits(
        self, places: Sequence[tuple[float, DocAddress]], documents: Sequence[search.Document], loosely: bool
    ) -> list[search.Hit]:
        snippets = [""] * len(documents)
        field = self._builder.text_field(self._query.snippet_of)
        if field is not None:
            texts = [(as_text(each.values.get(field.name)), each.language) for each in documents]
            snippets = cut(field, lit(self._terms), loosely or self._query.prefix, texts)
        return [
            search.Hit(document.id, document.version, score, snippet, document.values)
            for document, (score, _), snippet in zip(documents, places, snippets, strict=True)
        ]

    def _of_all(self, documents: Sequence[search.Document]) -> dict[str, dict[str, int]]:
        """The facets where all that was found is on the page: to find it again would cost as much as the first time."""
        counts: dict[str, dict[str, int]] = {}
        for name in self._query.facets:
            found = [value for each in documents for value in set(as_keywords(each.values.get(name)))]
            counts[name] = _frequent(Counter(found).items()) if self._filters.has(name) else {}
        return counts

    def _facets(self, clauses: list[Clause]) -> dict[str, dict[str, int]]:
        """One aggregation for all facets without a choice, one for each other."""
        chosen = [name for name in self._query.facets if self._query.chosen.get(name)]
        counts: dict[str, dict[str, int]] = {name: {} for name in self._query.facets}
        counts |= self._counted([name for name in self._query.facets if name not in chosen], clauses, None)
        for name in chosen:
            counts |= self._counted([name], clauses, name)
        return counts

    def _counted(self, names: Iterable[str], clauses: list[Clause], but: str | None) -> dict[str, dict[str, int]]:
        wanted = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names if self._filters.uses(name)}
        if not wanted:
            return {}
        query = Query.boolean_query([*clauses, *self._filters.chosen(self._query.chosen, but)])
        answer: dict[str, Any] = self._searcher.aggregate(query, wanted)
        pairs = {name: [(each["key"], each["doc_count"]) for each in answer[name]["buckets"]] for name in wanted}
        return {name: _frequent(found) for name, found in pairs.items()}


def _last_tie(hits: Sequence[tuple[float, DocAddress]], end: int) -> int:
    """How many of these hits can be among the first so many: those, and what is as good as the last of them."""
    while 0 < end < len(hits) and hits[end][0] == hits[end - 1][0]:
        end += 1
    return end


def _frequent(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))
