"""What a request asks, as its schema reads it. Answered as webargs would, which takes twice as long to get there."""

from collections.abc import Hashable
from functools import cache
from typing import Any, NamedTuple

import orjson
from flask import Request, request
from marshmallow import ValidationError, fields, missing
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
        return loaded_by(schema, _query(now, schema) if location == "query" else _body(now))
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


class _Fields(NamedTuple):
    """The fields of a schema: by what a request calls them, beside the name a view knows; those that have to be there;
    and what the others have in them when they are left out.
    """

    known: dict[str, tuple[str, fields.Field[Any]]]
    required: set[str]
    otherwise: dict[str, tuple[str, Any]]


def loaded_by(schema: Schema, given: Any) -> dict[str, Any]:
    """What `schema.load` gives, and its faults.

    It goes through all fields and makes a function for each; most queries name two of a dozen.
    """
    there = _fields(schema)
    if there is None or not isinstance(given, dict) or not there.required <= given.keys() <= there.known.keys():
        return schema.load(given)  # type: ignore[no-any-return]
    loaded = {
        name: value() if callable(value) else value
        for key, (name, value) in there.otherwise.items()
        if key not in given
    }
    try:
        for key, value in given.items():
            name, field = there.known[key]
            loaded[name] = field.deserialize(value, key, given)
    except ValidationError:
        return schema.load(given)  # type: ignore[no-any-return]  # says all that is wrong with it
    return loaded


@cache
def _fields(schema: Schema) -> _Fields | None:
    """The fields; None where the schema does more than to read each of them."""
    if any(schema._hooks.values()):
        return None
    known = {each.data_key or name: (each.attribute or name, each) for name, each in schema.load_fields.items()}
    required = {key for key, (_, each) in known.items() if each.required}
    otherwise = {
        key: (name, each.load_default) for key, (name, each) in known.items() if each.load_default is not missing
    }
    return _Fields(known, required, otherwise)


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
