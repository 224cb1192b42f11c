"""Audiences and their rules."""

from marshmallow import fields

from accounts.api.schemas.doors import NameSchema
from portalkit.web.schemas import Schema, identifier, text


class AudienceSchema(Schema):
    """An audience; a built-in one has no rule."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    rule = fields.Dict(required=True, allow_none=True)
    words = fields.String(required=True)
    built_in = fields.Boolean(required=True)
    retired_at = fields.AwareDateTime(required=True, allow_none=True)
    owner_id = fields.String(required=True, allow_none=True)
    deputy_id = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class AudiencesSchema(Schema):
    """A page of audiences."""

    items = fields.List(fields.Nested(AudienceSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class StaffAudienceSchema(AudienceSchema):
    """An audience with how many people are in it, where that can be said."""

    people = fields.Integer(required=True, allow_none=True)


class StaffAudiencesSchema(Schema):
    """All audiences, for the page of staff."""

    items = fields.List(fields.Nested(StaffAudienceSchema), required=True)
    example = fields.String(required=True)


class KeepersSchema(Schema):
    """Who can look after something."""

    items = fields.List(fields.Nested(NameSchema), required=True)


class OwnerlessThingSchema(NameSchema):
    """An audience or a persona, as `kind` says, that nobody looks after; `owner` is who did, if anybody."""

    kind = fields.String(required=True)
    owner = fields.Nested(NameSchema, required=True, allow_none=True)
    deputy = fields.Nested(NameSchema, required=True, allow_none=True)


class OwnerlessSchema(Schema):
    """All that nobody looks after."""

    items = fields.List(fields.Nested(OwnerlessThingSchema), required=True)


class WriteAudienceSchema(Schema):
    """A new audience; without an owner it is whose who makes it."""

    name = text(100)
    description = text(300, least=0, required=False, load_default="")
    rule = fields.Dict(required=True, metadata={"description": "all / any / not / a field with its values"})
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)


class ChangeAudienceSchema(Schema):
    """What can be changed of an audience."""

    name = text(100, required=False)
    description = text(300, least=0, required=False)
    rule = fields.Dict()
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)
