"""Cursors: where a list goes on. Opaque, signed, and good only for the same list asked by the same viewer."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from portalkit.errors import Refused


def _signer() -> URLSafeSerializer:
    asked = sorted((name, value) for name, value in request.args.items(multi=True) if name != "cursor")
    salt = orjson.dumps([request.path, g.viewer.id, asked]).decode()
    return URLSafeSerializer(current_app.config["CURSOR_SECRET"], salt=salt)


def encode(*values: Any) -> str:
    """A cursor behind the row with these sort values; times and plain values."""
    plain = [{"t": value.isoformat()} if isinstance(value, datetime) else value for value in values]
    return str(_signer().dumps(plain))


def decode(cursor: str | None) -> list[Any] | None:
    """The values of `cursor`, or None for the beginning. Raises Refused (400) for one that is not ours."""
    if not cursor:
        return None
    try:
        values = _signer().loads(cursor)
    except BadSignature as fault:
        raise Refused("bad-cursor", "This cursor is not good for this list. Start at its beginning.", 400) from fault
    return [datetime.fromisoformat(value["t"]) if isinstance(value, dict) else value for value in values]


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
