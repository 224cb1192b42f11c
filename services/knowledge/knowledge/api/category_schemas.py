"""What the staff's page of categories shows."""

from marshmallow import fields, validate

from knowledge.api.schemas import Named
from portalkit.web import Schema


class StaffCategory(Schema):
    """A category as it is edited: `audiences` are its own, `demanded` those of its whole path.

    `edit`: this viewer may change it, and put others into it.
    """

    id = fields.String()
    name = fields.String()
    description = fields.String()
    parent_id = fields.String(allow_none=True)
    depth = fields.Integer()
    audiences = fields.List(fields.String())
    demanded = fields.List(fields.String())
    needs_review = fields.Boolean()
    owner_id = fields.String(allow_none=True)
    deputy_id = fields.String(allow_none=True)
    products = fields.List(fields.String())
    regions = fields.List(fields.String())
    version = fields.Integer()
    count = fields.Integer(validate=validate.Range(min=0))
    edit = fields.Boolean()


class Uses(Schema):
    """How many things demand an audience themselves."""

    count = fields.Integer(required=True)


class StaffCategories(Schema):
    """The tree, children behind their parents, and who of the staff can look after one.

    `edit`: this viewer may add one at the top.
    """

    categories = fields.List(fields.Nested(StaffCategory))
    edit = fields.Boolean()
    staff = fields.List(fields.Nested(Named))
