"""How documents lie in tantivy's files: the schema, the analysers, a document in and out.

A text field is indexed twice: stemmed, for words and phrases, and plain beside it, for typos and unfinished
words (a wrong letter in an ending would break the stem: `notificaton` and `notification` share none). What is in
another language than the field's has its words stemmed in that one besides, in a part of their own.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import tantivy
from tantivy import DocAddress, Schema, SchemaBuilder, Searcher

from .search import Document, Field
from .search_tantivy_pairs import PAIRS, SPLITTER, Pairs
from .search_text import clean
from .search_values import as_json, as_keywords, as_number, as_text

PLAIN = "__plain"
BLOCK = 4096  # bytes
LANGUAGE = "_language"


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
    builder.add_text_field(LANGUAGE, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(PAIRS, tokenizer_name=SPLITTER, index_option="basic")
    for field in fields:
        if field.kind == "text":
            for language in (field.language, *field.others):
                builder.add_text_field(field.part(language), tokenizer_name=analyser_name(language))
            builder.add_text_field(field.name + PLAIN, tokenizer_name=analyser_name(""), index_option="basic")
        elif field.kind == "keyword":
            builder.add_text_field(field.name, fast=True, tokenizer_name="raw", index_option="basic")
        elif field.kind == "number":
            builder.add_integer_field(field.name, indexed=True, fast=True)
    return builder.build()


def store_plainly(meta: Path) -> None:
    """Have a new index keep documents as they are, in small blocks: ten of them then take half the time to read.

    The files grow by half. These are settings that tantivy reads from meta.json and gives no other way to change.
    """
    told = orjson.loads(meta.read_bytes())
    told["index_settings"] = {"docstore_compression": "none", "docstore_blocksize": BLOCK}
    whole = meta.with_suffix(".new")
    whole.write_bytes(orjson.dumps(told))
    whole.replace(meta)


def on_disk(document: Document, fields: Sequence[Field], pairs: Pairs) -> tantivy.Document:
    """A document for these fields.

    What cannot be indexed is left out: one odd value must not stop the indexer.
    """
    values = {field.name: document.values.get(field.name) for field in fields}
    source = {"id": document.id, "version": document.version, "values": values, "language": document.language}
    row = tantivy.Document()
    row.add_text("id", clean(document.id))
    row.add_integer("version", document.version)
    row.add_integer("_order", order_of(document.id))
    row.add_bytes("_source", as_json(source))
    for language in {field.spoken(document.language) for field in fields if field.others}:
        row.add_text(LANGUAGE, language)
    for field in fields:
        _add(row, field, values[field.name], document.language)
    if found := pairs.of(_stemmed(fields, values, document.language)):
        row.add_text(PAIRS, found)
    return row


def _stemmed(fields: Iterable[Field], values: dict[str, Any], tag: str) -> Iterable[tuple[str, str]]:
    """The texts, each with every language by whose stems it is found."""
    for field in fields:
        if field.kind == "text" and (text := clean(as_text(values[field.name]))):
            yield from ((text, language) for language in {field.language, field.spoken(tag)})


def _add(row: tantivy.Document, field: Field, value: Any, language: str) -> None:
    if field.kind == "text":
        text = clean(as_text(value))
        for name in {field.name, field.part(field.spoken(language)), field.name + PLAIN}:
            row.add_text(name, text)
    elif field.kind == "keyword":
        for each in as_keywords(value):
            row.add_text(field.name, each)
    elif field.kind == "number" and (number := as_number(value)) is not None:
        row.add_integer(field.name, number)


def document_at(searcher: Searcher, place: DocAddress) -> Document:
    """The document as it was written."""
    source = orjson.loads(searcher.doc(place).get_first("_source") or b"{}")
    return Document(source["id"], source["version"], source["values"], source.get("language", ""))


def order_of(key: str) -> int:
    """A number in the order of ids.

    Of a UUIDv7 its time and 15 bits more, of other ids their first seven letters.
    """
    try:
        number = UUID(key).int
    except ValueError:
        return int.from_bytes(key.encode("utf-8", "replace")[:7].ljust(7, b"\0"))
    return number >> 80 << 15 | (number >> 64 & 0xFFF) << 3 | number >> 59 & 7
