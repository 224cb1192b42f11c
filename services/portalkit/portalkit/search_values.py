"""The values of documents on their way into an index: what of them is text, and all of them as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from .search import Document
from .search_text import clean

INT64 = 2**63 - 1


def newest(documents: Iterable[Document]) -> dict[str, Document]:
    """One document for each id: the last of those with the highest version."""
    kept: dict[str, Document] = {}
    for document in documents:
        if document.id not in kept or document.version >= kept[document.id].version:
            kept[document.id] = document
    return kept


def as_many(value: Any) -> Iterable[Any]:
    """Several values, or none."""
    return value if isinstance(value, Sequence | set | frozenset) else ()


def as_text(value: Any) -> str:
    """The words of a value of a text field: one text or several."""
    if isinstance(value, str):
        return value
    return "\n".join(part for part in as_many(value) if isinstance(part, str))


def as_keywords(value: Any) -> list[str]:
    """The values of a keyword field; what is no text, or empty, is left out."""
    several = [value] if isinstance(value, str) else as_many(value)
    return [clean(each) for each in several if isinstance(each, str) and each]


def as_number(value: Any) -> int | None:
    """The value of a number field, if it is one."""
    return int(value) if isinstance(value, int) and abs(value) <= INT64 else None


def bounded(low: int | None, high: int | None) -> list[int | None]:
    """Bounds of a range, as far out as numbers go."""
    return [None if bound is None else max(-INT64, min(INT64, bound)) for bound in (low, high)]


def as_json(source: Mapping[str, Any]) -> bytes:
    """A document as JSON, whatever is in it."""
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
