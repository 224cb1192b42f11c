"""What nobody looks after."""

from marshmallow import fields

from community.api.schemas import NamedSchema
from community.model.category import KEEPERS
from community.store import upkeep
from portalkit.keeping import named_keepers
from portalkit.web import Blueprint, Schema

blueprint = Blueprint("upkeep", __name__, description="Who looks after categories")


class OwnerlessCategorySchema(NamedSchema):
    """A category that nobody looks after; `owner` is who did, if anybody."""

    owner = fields.Nested(NamedSchema, required=True, allow_none=True)
    deputy = fields.Nested(NamedSchema, required=True, allow_none=True)


class OwnerlessSchema(Schema):
    """All categories that nobody looks after."""

    items = fields.List(fields.Nested(OwnerlessCategorySchema), required=True)


@blueprint.reads("/internal/v1/pages/staff/ownerless", by=KEEPERS, gives=OwnerlessSchema)
def ownerless(db, viewer):
    """The categories that nobody looks after."""
    return {"items": [{"id": row.id, "name": row.name, **named_keepers(row)} for row in upkeep.ownerless(db)]}
