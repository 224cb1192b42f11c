"""How documents lie in tantivy's files: the schema, the analysers, a document in and out.

A text field is indexed twice: stemmed, for words and phrases, and plain beside it, for typos and unfinished
words (a wrong letter in an ending would break the stem: `notificaton` and `notification` share none).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

import orjson
import tantivy
from tantivy import (
    DocAddress,
    Filter,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from .search import Document, Field
from .search_text import WORD_LETTERS, clean

PLAIN = "__plain"
INT64 = 2**63 - 1
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@cache
def analyser(language: str) -> TextAnalyzer:
    """Lower case, accents folded, stemmed; "" does not stem."""
    steps = [Filter.remove_long(4 * WORD_LETTERS), Filter.lowercase(), Filter.ascii_fold()]
    if language:
        steps.append(Filter.stemmer(STEMMERS[language]))
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


@lru_cache(10_000)
def stems(language: str, text: str) -> tuple[str, ...]:
    """The words of a short text as the index has them."""
    return tuple(analyser(language).analyze(text))


def analyser_name(language: str) -> str:
    """The name by which the schema on disk asks for it; change it when the analyser changes."""
    return f"portal1_{language}"


def schema_of(fields: Iterable[Field]) -> Schema:
    """The fields on disk. `_source` holds the whole document, `_order` a number in the order of ids."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", fast=True)
    builder.add_integer_field("_order", fast=True)
    builder.add_bytes_field("_source", stored=True)
    for field in fields:
        if field.kind == "text":
            builder.add_text_field(field.name, tokenizer_name=analyser_name(field.language))
            builder.add_text_field(field.name + PLAIN, tokenizer_name=analyser_name(""), index_option="basic")
        elif field.kind == "keyword":
            builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
        elif field.kind == "number":
            builder.add_integer_field(field.name, indexed=True, fast=True)
    return builder.build()


def on_disk(document: Document, fields: Sequence[Field]) -> tantivy.Document:
    """A document for these fields.

    What cannot be indexed is left out: one odd value must not stop the indexer.
    """
    values = {field.name: document.values.get(field.name) for field in fields}
    source = {"id": document.id, "version": document.version, "values": values}
    row = tantivy.Document()
    row.add_text("id", clean(document.id))
    row.add_integer("version", document.version)
    row.add_integer("_order", order_of(document.id))
    row.add_bytes("_source", _json(source))
    for field in fields:
        _add(row, field, values[field.name])
    return row


def _add(row: tantivy.Document, field: Field, value: Any) -> None:
    if field.kind == "text":
        text = clean(as_text(value))
        row.add_text(field.name, text)
        row.add_text(field.name + PLAIN, text)
    elif field.kind == "keyword":
        for each in [value] if isinstance(value, str) else as_many(value):
            if isinstance(each, str) and each:
                row.add_text(field.name, clean(each))
    elif field.kind == "number" and isinstance(value, int) and abs(value) <= INT64:
        row.add_integer(field.name, value)


def document_at(searcher: Searcher, place: DocAddress) -> Document:
    """The document as it was written."""
    source = orjson.loads(searcher.doc(place).get_first("_source") or b"{}")
    return Document(source["id"], source["version"], source["values"])


def order_of(key: str) -> int:
    """A number in the order of ids.

    Of a UUIDv7 its time and 15 bits more, of other ids their first seven letters.
    """
    try:
        number = UUID(key).int
    except ValueError:
        return int.from_bytes(key.encode("utf-8", "replace")[:7].ljust(7, b"\0"))
    return number >> 80 << 15 | (number >> 64 & 0xFFF) << 3 | number >> 59 & 7


def as_many(value: Any) -> Iterable[Any]:
    """Several values, or none."""
    return value if isinstance(value, Sequence | set | frozenset) else ()


def as_text(value: Any) -> str:
    """The words of a value of a text field: one text or several."""
    if isinstance(value, str):
        return value
    return "\n".join(part for part in as_many(value) if isinstance(part, str))


def _json(source: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(source)
    except orjson.JSONEncodeError:
        return orjson.dumps(_plain(source))


def _plain(value: Any) -> Any:
    """Half characters, sets, numbers beyond int64 and the like, as something that JSON can hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return [_plain(each) for each in value]
    return value if value is None or (isinstance(value, int | float) and abs(value) <= INT64) else str(value)
