"""Files as browsers get them: in pieces, a part if that is asked for, and never so that a file could act as a page."""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Response, request

from gateway.responses import settle
from gateway.upstream.files import Piece

# Nothing in a file is loaded, run or framed. Chromium shows no PDF in a sandbox; its viewer is one of its own.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
SANDBOXED = f"{POLICY}; sandbox"


def handed_out(told: dict[str, Any], piece: Piece) -> Response:
    """The answer to a GET of a file, of which `piece` has the bytes. What could act is saved, not shown."""
    tag = told["sha256"][:32]
    headers = {
        "ETag": f'"{tag}"',
        "Content-Disposition": _disposition(told),
        "Content-Security-Policy": POLICY if told["kind"] == "pdf" else SANDBOXED,
        "Accept-Ranges": "bytes",
    }
    if request.if_none_match.contains(tag):
        return settle(Response(status=304, headers=headers))
    size = told["size"]
    part = _part(size, tag)
    if part is None:
        headers["Content-Range"] = f"bytes */{size}"
        return settle(Response(status=416, headers=headers))
    start, stop = part
    whole = stop - start == size
    if not whole:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    body = () if request.method == "HEAD" else _bytes(piece(start), piece, start, stop)
    response = Response(body, 200 if whole else 206, headers=headers, content_type=told["type"])
    response.content_length = stop - start
    return settle(response)


def _part(size: int, tag: str) -> tuple[int, int] | None:
    """First byte and the one behind the last that are asked for; None for a part that there is not."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return 0, size
    if "If-Range" in request.headers and request.if_range.etag != tag:  # of another content
        return 0, size
    return asked.range_for_length(size)


def _bytes(first: bytes, piece: Piece, start: int, stop: int) -> Iterator[bytes]:
    while start < stop:
        got = (first or piece(start))[: stop - start]
        if not got:
            raise OSError("the file ended early")
        yield got
        start, first = start + len(got), b""


def _disposition(told: dict[str, Any]) -> str:
    name = told["name"]
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    how = "inline" if told["inline"] and "download" not in request.args else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
