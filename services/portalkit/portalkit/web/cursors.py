"""Cursors: where a list goes on. Opaque, signed, and good only for the same list asked by the same viewer."""

import base64
import hashlib
import hmac
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import current_app, g, request

from portalkit.errors import Refused

MARK = 16  # bytes


def encode(*values: Any) -> str:
    """A cursor behind the row with these sort values; times and plain values."""
    plain = orjson.dumps([{"t": value.isoformat()} if isinstance(value, datetime) else value for value in values])
    return base64.urlsafe_b64encode(_mark(plain) + plain).decode().rstrip("=")


def decode(cursor: str | None) -> list[Any] | None:
    """The values of `cursor`, or None for the beginning. Raises Refused (400) for one that is not ours."""
    if not cursor:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raw = b""
    plain = raw[MARK:]
    if not hmac.compare_digest(raw[:MARK], _mark(plain)):
        raise Refused("bad-cursor", "This cursor is not good for this list. Start at its beginning.", 400)
    values = orjson.loads(plain)
    return [datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value for value in values]


def leave_out(*names: str) -> None:
    """Let these parameters of the request make no other list: its cursors are good whatever they say."""
    g.beside_the_list = names


def _mark(plain: bytes) -> bytes:
    """What only we can write over these values, for this list and this viewer."""
    beside = ("cursor", *g.get("beside_the_list", ()))
    asked = sorted((name, value) for name, value in request.args.items(multi=True) if name not in beside)
    key = _key(current_app.config["CURSOR_SECRET"])
    where = orjson.dumps([request.path, g.viewer.id, asked])  # has no NUL
    return hashlib.blake2b(where + b"\0" + plain, key=key, digest_size=MARK).digest()


@cache
def _key(secret: str) -> bytes:
    return hashlib.blake2b(secret.encode(), person=b"cursor").digest()


def page(rows: list[Any], limit: int, *sort: str) -> tuple[list[Any], str | None]:
    """The first `limit` of `rows` (read one more than that), and the cursor behind them if there are more."""
    if len(rows) <= limit:
        return rows, None
    kept = rows[:limit]
    return kept, encode(*(getattr(kept[-1], name) for name in sort))


def link(cursor: str) -> str:
    """The Link header (RFC 8288) of a list that goes on at `cursor`; relative, since a gateway may stand in front."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return f'<?{urlencode([*asked, ("cursor", cursor)])}>; rel="next"'
