"""What the staff's pages of categories and of audiences are made of."""

from marshmallow import fields

from community.api.schemas import NamedSchema
from portalkit.web import Schema


class StaffCategorySchema(Schema):
    """A category where it is edited, with the audiences it demands itself; `count` is of what the viewer may read.

    `edit`: this viewer may change it.
    """

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    depth = fields.Integer(required=True)
    audiences = fields.List(fields.String(), required=True)
    owner_id = fields.String(required=True, allow_none=True)
    deputy_id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    count = fields.Integer(required=True)
    edit = fields.Boolean(required=True)


class DemandingSchema(Schema):
    """A category with the audiences that its whole path demands."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    demanded = fields.List(fields.String(), required=True)


class DemandsSchema(Schema):
    """Which audiences a topic demands: its own, and its category's."""

    title = fields.String(required=True)
    own = fields.List(fields.String(), required=True)
    category = fields.Nested(DemandingSchema, required=True)


class UsesSchema(Schema):
    """How many things demand an audience themselves."""

    count = fields.Integer(required=True)


class StaffCategoriesSchema(Schema):
    """The categories, in the order of the tree, and who of the staff can look after one.

    `edit`: this viewer may change them and add others.
    """

    categories = fields.List(fields.Nested(StaffCategorySchema), required=True)
    edit = fields.Boolean(required=True)
    staff = fields.List(fields.Nested(NamedSchema), required=True)
