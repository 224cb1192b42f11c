"""What a request asks, as its schema reads it. Answered as webargs would, which takes twice as long to get there."""

from collections.abc import Hashable
from functools import cache
from typing import Any

import orjson
from flask import Request, request
from marshmallow import ValidationError, fields
from webargs.flaskparser import abort
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from portalkit.web.schemas import Schema

JSON = "application/json"


def asked(schema: Schema, location: str) -> dict[str, Any]:
    """What the request's `query` or `json` body asks. Raises 422 for what `schema` refuses, 400 and 415 for no JSON.

    An address without a query always asks the same, which is worked out once.
    """
    now: Request = request._get_current_object()  # type: ignore[attr-defined]
    if location == "query" and not now.query_string and (always := _without_query(schema)) is not None:
        return always.copy()
    try:
        return schema.load(_query(now, schema) if location == "query" else _body(now))  # type: ignore[no-any-return]
    except ValidationError as fault:
        abort(422, exc=fault, messages={location: fault.messages})


def _query(now: Request, schema: Schema) -> dict[str, Any]:
    several = _several(schema)
    return {name: values if name in several else values[0] for name, values in now.args.lists()}


def _body(now: Request) -> Any:
    if now.mimetype != JSON:
        raise UnsupportedMediaType(f"Send {JSON}.")
    try:
        return orjson.loads(now.get_data())
    except orjson.JSONDecodeError as fault:
        raise BadRequest(f"The body is not JSON: {fault}") from fault


@cache
def _several(schema: Schema) -> frozenset[str]:
    """The parameters that may be given several times."""
    lists = (each.data_key or name for name, each in schema.fields.items() if isinstance(each, fields.List))
    return frozenset(lists)


@cache
def _without_query(schema: Schema) -> dict[str, Any] | None:
    """What `schema` takes from an empty query; None if it refuses that, or if a view could change it for the next."""
    try:
        always: dict[str, Any] = schema.load({})
    except ValidationError:
        return None
    return always if all(isinstance(value, Hashable) for value in always.values()) else None
