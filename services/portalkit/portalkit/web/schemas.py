"""The base of all schemas, and fields every service uses: everything is bounded, nothing unknown is taken."""

from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import fastjsonschema
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import RAISE, fields, validate
from marshmallow import Schema as Base


class Schema(Base):
    """A body, a query or an answer. Unknown fields are refused."""

    class Meta:
        """Marshmallow's own switch."""

        unknown = RAISE


def text(most: int, least: int = 1, **more: Any) -> fields.String:
    """A required text of `least` to `most` characters, without control characters."""
    checks: list[Any] = [
        validate.Length(least, most, error=f"Write {least} to {most:,} characters."),
        validate.Regexp(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*\Z", error="Remove the control characters."),
    ]
    return fields.String(**_with(more, checks))


def identifier(**more: Any) -> fields.String:
    """The id of a thing. Whether there is such a thing is found out later, so anything short passes."""
    return fields.String(**_with(more, validate.Length(1, 64, error="Choose one.")))


def choice(*values: str, **more: Any) -> fields.String:
    """One of a few words."""
    return fields.String(**_with(more, validate.OneOf(values)))


class Moment(fields.AwareDateTime):
    """A time with its zone. One that UTC has no day for, before the year 1 or after 9999, is none."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        try:
            return super()._deserialize(value, attr, data, **more).astimezone(UTC)
        except OverflowError as fault:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from fault


class Records(fields.List[Any]):
    """A list of many small records whose loading changes nothing, as a page asks about all that is on it.

    Those that fit the schema as they are pass at once, in a tenth of the time; any other list is gone through field
    by field, which fills in what was left out and says what is wrong.
    """

    def __init__(self, record: type[Schema], **more: Any) -> None:
        super().__init__(fields.Nested(record), **more)
        self._record = record

    @cached_property
    def _check(self) -> Any:
        plugin = MarshmallowPlugin()
        APISpec("records", "1", "3.1.0", plugins=[plugin])
        shape = dict(plugin.converter.schema2jsonschema(self._record()))  # type: ignore[union-attr]
        shape |= {"required": list(shape["properties"]), "additionalProperties": False}
        return fastjsonschema.compile({"type": "array", "items": shape})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[Any]:
        try:
            return self._check(value)  # type: ignore[no-any-return]
        except fastjsonschema.JsonSchemaException:
            return super()._deserialize(value, attr, data, **more)


def _with(more: dict[str, Any], check: Any) -> dict[str, Any]:
    """A field is required unless it has a default (marshmallow refuses both at once)."""
    required = "load_default" not in more and not more.get("dump_only")
    return {"required": required, "validate": check} | more


class PageQuery(Schema):
    """The query of every list."""

    cursor = fields.String(load_default=None, validate=validate.Length(1, 1000))


class ProblemSchema(Schema):
    """RFC 9457, with the slug by itself and messages by field."""

    type = fields.String(required=True, metadata={"description": "/problems/<slug>"})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    slug = fields.String(required=True)
    instance = fields.String(metadata={"description": "The id of the request, to quote when asking."})
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
