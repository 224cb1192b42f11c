"""What is said about where editors edit."""

from marshmallow import fields, validate

from portalkit.web import Schema
from portalkit.web.schemas import identifier


class GiveRemit(Schema):
    """The categories somebody edits in; none: everywhere."""

    categories = fields.List(identifier(), required=True, validate=validate.Length(max=200))


class RemitSchema(Schema):
    """The categories somebody edits in."""

    categories = fields.List(fields.String())


class RemitCategory(Schema):
    """A category to choose."""

    id = fields.String()
    name = fields.String()
    depth = fields.Integer()


class RemitPage(Schema):
    """Where somebody edits, and where somebody could."""

    chosen = fields.List(fields.String())
    categories = fields.List(fields.Nested(RemitCategory))
