"""What a file is, by its content alone: its name says nothing."""

import codecs
from collections.abc import Callable
from typing import BinaryIO

from portalkit.documents.kinds import KINDS, Kind
from portalkit.documents.packed import office_kind
from portalkit.errors import Refused

HEAD = 4096  # bytes that tell
PIECE = 256 * 1024
NO_TEXT = frozenset(map(chr, (*range(9), 11, *range(14, 27), *range(28, 32), 127)))
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
MARKUP = (  # what browsers take for HTML when they guess (WHATWG MIME Sniffing, 7.1)
    *("<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style"),
    *("<title", "<b", "<body", "<br", "<p", "<!--"),
)
TAKEN = "Take a PDF, Word, Excel, PowerPoint, HTML or text file, or a PNG, JPEG, GIF, WebP or SVG picture."


def kind_of(source: BinaryIO) -> Kind:
    """What the file in `source` is. Raises Refused: 415 for what is not taken, 422 for what is put together badly."""
    source.seek(0)
    head = source.read(HEAD)
    if not head:
        raise Refused("empty-file", "This file is empty.", 422)
    for beginning, name in BEGINNINGS:
        if head.startswith(beginning):
            return KINDS[name]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return KINDS["webp"]
    if head.startswith(b"PK"):
        return KINDS[_or_not_taken(lambda: office_kind(source))]
    return KINDS[_or_not_taken(lambda: _kind_of_text(source, head))]


def _or_not_taken(look: Callable[[], str | None]) -> str:
    name = look()
    if name is None:
        raise Refused("file-type-not-taken", f"Files of this type are not taken. {TAKEN}", 415)
    return name


def _kind_of_text(source: BinaryIO, head: bytes) -> str | None:
    """Which text it is; None when it is none: it has to be UTF-8 to its end, without control characters."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    source.seek(0)
    try:
        while piece := source.read(PIECE):
            if not NO_TEXT.isdisjoint(decoder.decode(piece)):
                return None
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    beginning = head.decode("utf-8-sig", "ignore").lstrip().lower()
    if "<svg" in beginning and beginning.startswith(("<svg", "<?xml", "<!--", "<!doctype svg")):
        return "svg"
    return "html" if beginning.startswith(MARKUP) or "<html" in beginning else "txt"
