"""The base of all schemas, and fields every service uses: everything is bounded, nothing unknown is taken."""

from typing import Any

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
