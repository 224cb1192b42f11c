"""What is said about pins."""

from marshmallow import fields, validate

from knowledge.api.schemas import moment
from knowledge.model.pin import MOST
from portalkit.web import Schema


class SetPin(Schema):
    """Whether an article is pinned; at which place from 1, else the last; until when, else for good."""

    pinned = fields.Boolean(required=True)
    place = fields.Integer(strict=True, allow_none=True, load_default=None, validate=validate.Range(1, MOST))
    until = moment(allow_none=True, load_default=None)


class PinPlace(Schema):
    """At which place an article is pinned, and until when."""

    place = fields.Integer()
    until = moment(allow_none=True)


class PinState(Schema):
    """Whether it is pinned, and how."""

    pin = fields.Nested(PinPlace, allow_none=True)
