"""The search index at scale: Elasticsearch, one index for each generation.

An index is named `<prefix>-<service>-<generation>`, so portals and services share a cluster. Writing goes through an
alias of each index (`…-write`): a request for one that was dropped fails instead of making it anew.

Several processes may write. What is written carries its thing's version, and a lower one never replaces a higher one;
a thing that was removed at a version leaves an empty place with that version, so that a write which was under way
meanwhile does not bring it back. Each write refreshes once, at its end: it is seen when it returns.

Nothing is asked of the server but what its free core has: no scripts, no ingest, no x-pack. Fuzzy queries must be
allowed (`search.allow_expensive_queries` as it is unless changed).
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

import orjson
import structlog
from elasticsearch import ApiError

from .search import (
    Document,
    Field,
    GenerationMissing,
    Hit,
    IndexUnavailable,
    Query,
    Results,
    check,
    check_generation,
    languages,
    there,
)
from .search_elasticsearch_bulk import Bulk, Change
from .search_elasticsearch_client import Connection, Server, each_whole, whole
from .search_elasticsearch_mapping import GONE, can_be_id, index_of, sent
from .search_elasticsearch_page import Search
from .search_elasticsearch_query import QueryBuilder
from .search_reasons import Reasons
from .search_synonyms import expand
from .search_text import parse
from .search_values import newest

log = structlog.get_logger(__name__)

T = TypeVar("T")
CLEARINGS, PAUSE = 45, 2.0  # seconds between them


class ElasticsearchIndex:
    """`SearchIndex` on a cluster. Threads may share it; open it after a fork, not before."""

    waits = True

    def __init__(self, server: Server, prefix: str, service: str, fields: tuple[Field, ...]) -> None:
        self._connection, self._name = Connection(server), f"{prefix}-{service}"
        self._fields = fields
        self._languages = languages(fields)
        self._builder = QueryBuilder(fields)
        self._there: dict[str, tuple[Field, ...]] = {}
        timeout = int(server.seconds * 1000)
        self._limits = f"timeout={timeout}ms&allow_partial_search_results=false"

    def create(self, generation: str) -> None:
        index = self._index(generation)
        body = orjson.dumps({**index_of(self._fields), "aliases": {f"{index}-write": {}}})
        try:
            self._connection.write("PUT", f"/{index}", body, generation)
        except ApiError as fault:
            if fault.message != "resource_already_exists_exception":
                raise

    def drop(self, generation: str) -> None:
        self._there.pop(generation, None)
        try:
            self._connection.write("DELETE", f"/{self._index(generation)}", None, generation)
        except GenerationMissing:
            return

    def write(self, generation: str, documents: Sequence[Document], removed: Collection[str] = ()) -> None:
        bulk = Bulk(self._connection, f"/{self._index(generation)}-write", generation)
        versions: Mapping[str, int] = removed if isinstance(removed, Mapping) else {}
        gone = [Change(id, versions.get(id), GONE) for id in removed if can_be_id(id)]
        fields = self._fields_of(generation) if documents else ()
        puts = []
        for each in newest(documents).values():
            if can_be_id(each.id):
                puts.append(Change(each.id, each.version, sent(each, fields)))
            else:
                log.error("document-refused", generation=generation, id=each.id, version=each.version, why="its id")
        # Apart, as what has to be sent again goes behind the others of its request.
        for changes, last in ((gone, not puts), (puts, True)):
            if changes:
                bulk.send(changes, visible=last)

    def search(self, generation: str, query: Query) -> Results:
        return self._asked(generation, query, lambda search: search.results())

    def explain(self, generation: str, query: Query, id: str) -> Reasons | None:
        return self._asked(generation, query, lambda search: search.reasons(id))

    def suggest(
        self,
        generation: str,
        text: str,
        filters: Mapping[str, Collection[str]],
        without: Collection[str] = (),
        ranges: Mapping[str, tuple[int | None, int | None]] | None = None,
        limit: int = 8,
        field: str = "title",
    ) -> list[Hit]:
        if not text.strip():
            return []
        query = Query(text, filters, ranges or {}, without, limit=limit, fields=(field,), prefix=True)
        return self._asked(generation, query, lambda search: search.results(), count=False).hits

    def purge(self, generation: str) -> None:
        """Merges until no removed document is left: for up to half a minute the server keeps them for its copies."""
        index = self._index(generation)
        for _ in range(CLEARINGS):
            self._connection.clear(f"/{index}/_flush?force=true", generation)
            self._connection.clear(f"/{index}/_forcemerge?max_num_segments=1", generation)
            if not self._removed(index, generation):
                return
            time.sleep(PAUSE)
        raise RuntimeError(f"removed text is still in the files of {generation}")

    def close(self) -> None:
        self._connection.close()

    def _index(self, generation: str) -> str:
        return f"{self._name}-{check_generation(generation)}"

    def _asked(self, generation: str, query: Query, what: Callable[[Search], T], count: bool = True) -> T:
        check(query, self._fields)
        index = self._index(generation)

        def ask(bodies: list[bytes]) -> list[Any]:
            if len(bodies) == 1:
                return [whole(self._connection.read(f"/{index}/_search?{self._limits}", bodies[0], generation))]
            head = orjson.dumps({"index": index, "allow_partial_search_results": False})
            lines = b"".join(head + b"\n" + body + b"\n" for body in bodies)
            answer = self._connection.read("/_msearch", lines, generation, lines=True)
            return each_whole(answer["responses"], generation)

        terms = expand(parse(query.text, self._languages, query.prefix), query.synonyms, self._languages)
        try:
            return what(Search(self._fields, self._builder, query, terms, ask, count))
        except IndexUnavailable as fault:
            log.warning("search-unavailable", why=fault.why)
            raise

    def _fields_of(self, generation: str) -> tuple[Field, ...]:
        """A generation made before a field was added goes on without it until its successor is full."""
        found = self._there.get(generation)
        if found is None:
            index = self._index(generation)
            answer = self._connection.write("GET", f"/{index}/_mapping", None, generation)
            names = answer[index]["mappings"]["properties"]
            found = self._there[generation] = there(self._fields, names)
        return found

    def _removed(self, index: str, generation: str) -> int:
        answer = self._connection.write("GET", f"/{index}/_stats/docs", None, generation)
        return int(answer["_all"]["total"]["docs"]["deleted"])
