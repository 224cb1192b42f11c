"""How documents lie in Elasticsearch: analysers, the mapping, a document as it is sent.

A text field is indexed three times: stemmed, for words and phrases; `plain`, for typos (a wrong letter in an ending
would break the stem); and by its words' beginnings (`starts`), for words that are unfinished and have a typo already.
What is in another language than the field's has its words stemmed in that one besides, in a property of their own.
Texts are sent as words with spaces between, as `search_text` cuts what is typed: so both are cut in the same places.
"""

from collections.abc import Iterable
from typing import Any

import orjson

from .search import Document, Field, languages
from .search_analysis import STEMMERS
from .search_text import clean, spaced
from .search_values import as_json, as_keywords, as_number, as_text

PLAIN, STARTS = "plain", "starts"
SHORTEST_START, LONGEST_START = 3, 16
LONGEST_KEYWORD = 8191  # letters; of four bytes each, the longest term there can be
LONGEST_ID = 512  # bytes
DOCUMENT = "_document"
FOLDED = ["lowercase", "asciifolding"]
GONE = b"{}"  # in the place of a thing that went: it has a version, and nothing that could be found


def index_of(fields: tuple[Field, ...]) -> dict[str, Any]:
    """The body that makes an index for these fields."""
    return {
        "settings": {
            # One shard: scores, counts and the order of equals are exact. A cluster adds a copy by itself.
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            # Every write refreshes when it is done; this is a net under one that was killed before.
            "refresh_interval": "30s",
            # An id removed without a version leaves none behind, not even for the usual minute.
            "gc_deletes": "-1",
            "max_terms_count": 1_000_000,
            "analysis": _analysis([each for each in languages(fields) if each]),
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": [DOCUMENT]},
            "properties": {
                "id": {"type": "keyword"},
                DOCUMENT: {"type": "object", "enabled": False},
                **{field.name: _property(field) for field in fields if field.kind != "stored"},
                **{field.part(each): _stemmed(each) for field in fields for each in field.others},
            },
        },
    }


def _analysis(spoken: Iterable[str]) -> dict[str, Any]:
    filters: dict[str, Any] = {
        STARTS: {"type": "edge_ngram", "min_gram": SHORTEST_START, "max_gram": LONGEST_START},
        **{f"stem_{each}": {"type": "snowball", "language": STEMMERS[each].capitalize()} for each in spoken},
    }
    steps = {PLAIN: FOLDED, STARTS: [*FOLDED, STARTS]} | {f"text_{each}": [*FOLDED, f"stem_{each}"] for each in spoken}
    analysers = {name: {"type": "custom", "tokenizer": "standard", "filter": filter} for name, filter in steps.items()}
    return {"filter": filters, "analyzer": analysers}


def _property(field: Field) -> dict[str, Any]:
    if field.kind == "keyword":
        return {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
    if field.kind == "number":
        return {"type": "long"}
    beside = {
        name: {"type": "text", "analyzer": name, "index_options": "docs", "norms": False} for name in (PLAIN, STARTS)
    }
    return _stemmed(field.language) | {"fields": beside}


def _stemmed(language: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": f"text_{language}" if language else PLAIN}


def sent(document: Document, fields: Iterable[Field]) -> bytes:
    """A document as it is sent; what cannot be indexed of it is left out."""
    values = document.values
    kept = {field.name: values.get(field.name) for field in fields}
    source = {"id": document.id, "version": document.version, "values": kept, "language": document.language}
    row: dict[str, Any] = {"id": clean(document.id), DOCUMENT: orjson.Fragment(as_json(source))}
    for field in fields:
        value = _indexed(field, kept[field.name])
        if value not in (None, "", []):
            row[field.name] = value
            if field.kind == "text":
                row[field.part(field.spoken(document.language))] = value
    return orjson.dumps(row)


def _indexed(field: Field, value: Any) -> Any:
    if field.kind == "text":
        return spaced(clean(as_text(value))).strip()
    if field.kind == "keyword":
        return as_keywords(value)
    return as_number(value) if field.kind == "number" else None


def action(kind: str, id: str, version: int | None = None) -> bytes:
    """The line of a bulk request that says what to do. With a version, a lower one never replaces a higher one."""
    about: dict[str, Any] = {"_id": clean(id)}
    if version is not None:
        about |= {"version": version, "version_type": "external_gte"}
    return orjson.dumps({kind: about})


def can_be_id(id: str) -> bool:
    """Whether the server takes it as an id."""
    return 0 < len(clean(id).encode()) <= LONGEST_ID
