"""What the staff's page of categories shows."""

from marshmallow import fields, validate

from portalkit.web import Schema


class StaffCategory(Schema):
    """A category as it is edited: `audiences` are its own, `demanded` those of its whole path."""

    id = fields.String()
    name = fields.String()
    description = fields.String()
    parent_id = fields.String(allow_none=True)
    depth = fields.Integer()
    audiences = fields.List(fields.String())
    demanded = fields.List(fields.String())
    needs_review = fields.Boolean()
    version = fields.Integer()
    count = fields.Integer(validate=validate.Range(min=0))


class Uses(Schema):
    """How many things demand an audience themselves."""

    count = fields.Integer(required=True)


class StaffCategories(Schema):
    """The tree, children behind their parents."""

    categories = fields.List(fields.Nested(StaffCategory))
