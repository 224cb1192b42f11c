"""One search: the requests it takes, and what their answers come to.

The strict step goes alone, with hits and facets, since it is enough most of the time. Only when it is not, the others
follow, together where nobody can know which of them will find something: two requests at most.
"""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from . import search
from .search_elasticsearch_mapping import DOCUMENT
from .search_elasticsearch_query import EVERYTHING, QueryBuilder, any_of
from .search_explaining import reasons
from .search_reasons import Reasons, probes
from .search_snippets import cut
from .search_synonyms import lit
from .search_text import Term
from .search_values import as_text

MOST_VALUES = 500
ALL, VALUES = "all", "values"

Ask = Callable[[list[bytes]], list[Any]]


class Search:
    """One query against one generation; `ask` sends bodies and gives their answers. `count` wants an exact total."""

    def __init__(
        self,
        fields: Sequence[search.Field],
        builder: QueryBuilder,
        query: search.Query,
        terms: Sequence[Term],
        ask: Ask,
        count: bool = True,
    ) -> None:
        self._fields = {field.name: field for field in fields}
        self._builder, self._query, self._terms, self._ask = builder, query, terms, ask
        self._count = count
        self._chosen = {name: values for name, values in query.chosen.items() if values}
        self._counted = bool(self._chosen or query.pins)  # what is enough is not the number of all that is found
        self._by_score = query.sort == "relevance" and bool(query.text.strip())
        self._beside = self._without_match()

    def results(self) -> search.Results:
        """Total, page and facets of the first step that finds enough; what is enough is judged without choices."""
        steps = [(EVERYTHING, 0)]
        if self._query.text.strip():
            steps = self._builder.steps(self._terms, self._query)
        if not steps:
            return search.Results(0, [], {name: {} for name in self._query.facets})
        [first] = self._ask([self._body(steps[0][0])])
        found = self._found(first)
        if found >= steps[0][1] or len(steps) == 1:
            return self._read(first, False)
        # With typos all is found that was found without.
        rest = steps[1:2] if found >= steps[1][1] else steps[1:]
        answers = self._ask([self._body(matched) for matched, _ in rest])
        enough = [answer for answer, (_, few) in zip(answers, rest, strict=True) if self._found(answer) >= few]
        return self._read(enough[0] if enough else answers[-1], True)

    def reasons(self, id: str) -> Reasons | None:
        """Why one document stands where it does: one request asks for each word by itself."""
        asked = probes(self._terms, self._builder.text_fields(self._query.fields))
        first, *others = self._ask(
            [self._only(id, EVERYTHING), *(self._only(id, self._builder.probe(one)) for one in asked)]
        )
        if not first["hits"]["hits"]:
            return None
        document = first["hits"]["hits"][0]["_source"][DOCUMENT]
        scores = [each["hits"]["hits"][0]["_score"] if each["hits"]["hits"] else None for each in others]
        return reasons(self._query, document["id"], document["values"], self._terms, asked, scores)

    def _only(self, id: str, matched: dict[str, Any]) -> bytes:
        under = self._builder.under(self._query)
        under["filter"] = [*under["filter"], any_of("id", [id])]
        return orjson.dumps({"query": {"bool": {"must": [matched], **under}}, "size": 1, "track_total_hits": False})

    def _body(self, matched: dict[str, Any]) -> bytes:
        body = dict(self._beside["body"])
        if self._counted:
            body["aggs"] = {ALL: {"filter": matched}, **body.get("aggs", {})}
        if self._query.pins:
            matched = self._builder.with_pins(matched, self._query.pins)
        return orjson.dumps({"query": {"bool": {"must": [matched], **self._beside["bool"]}}, **body})

    def _without_match(self) -> dict[str, Any]:
        """All that is the same in each step."""
        query = self._query
        start = max(0, query.offset)
        size = max(0, min(query.limit, search.MOST_HITS)) if start <= search.LAST_OFFSET else 0
        body: dict[str, Any] = {
            "from": start if size else 0,
            "size": size,
            "sort": self._order(),
            "track_total_hits": True if self._count else search.ENOUGH,
        }
        if self._chosen:
            body["post_filter"] = self._builder.chosen(self._chosen)
        if counted := self._aggregations():
            body["aggs"] = counted
        shoulds = {"should": self._builder.favours(query)} if self._by_score else {}
        return {"bool": {**self._builder.under(query), **shoulds}, "body": body}

    def _order(self) -> list[Any]:
        """By score; by the time when that was asked or nothing was; equal ones and those without a time by id."""
        by_id = {"id": "asc"}
        if self._by_score:
            return [{"_score": "desc"}, by_id]
        if self._query.fresh:
            return [{self._query.fresh: {"order": "desc", "missing": "_last", "unmapped_type": "long"}}, by_id]
        return [by_id]

    def _aggregations(self) -> dict[str, Any]:
        """The counts of facets, each without its own choice."""
        terms = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in self._query.facets}
        if not self._chosen:
            return terms
        return {
            f"{VALUES}:{name}": {"filter": self._builder.chosen(self._chosen, name), "aggs": {VALUES: counted}}
            for name, counted in terms.items()
        }

    def _found(self, answer: Any) -> int:
        """How many match, choices and what is pinned apart."""
        if self._counted:
            return int(answer["aggregations"][ALL]["doc_count"])
        return int(answer["hits"]["total"]["value"])

    def _read(self, answer: Any, loosely: bool) -> search.Results:
        found, facets = answer["hits"], self._facets(answer)
        return search.Results(int(found["total"]["value"]), self._hits(found["hits"], loosely), facets, loosely)

    def _facets(self, answer: Any) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for name in self._query.facets:
            counted = answer["aggregations"]
            counted = counted[f"{VALUES}:{name}"][VALUES] if self._chosen else counted[name]
            counts[name] = {each["key"]: each["doc_count"] for each in counted["buckets"]}
        return counts

    def _hits(self, found: Sequence[Any], loosely: bool) -> list[search.Hit]:
        documents = [each["_source"][DOCUMENT] for each in found]
        snippets = [""] * len(documents)
        field = self._fields.get(self._query.snippet_of)
        if field is not None:
            texts = [(as_text(each["values"].get(field.name)), each.get("language", "")) for each in documents]
            snippets = cut(field, lit(self._terms), loosely or self._query.prefix, texts)
        scores = [float(each["_score"]) if self._by_score else 0.0 for each in found]
        return [
            search.Hit(document["id"], document["version"], score, snippet, document["values"])
            for document, score, snippet in zip(documents, scores, snippets, strict=True)
        ]
