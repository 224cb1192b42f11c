"""Audiences and their rules."""

from marshmallow import fields

from portalkit.web.schemas import Schema, text


class AudienceSchema(Schema):
    """An audience; a built-in one has no rule."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    rule = fields.Dict(required=True, allow_none=True)
    words = fields.String(required=True)
    built_in = fields.Boolean(required=True)
    retired_at = fields.AwareDateTime(required=True, allow_none=True)
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


class WriteAudienceSchema(Schema):
    """A new audience."""

    name = text(100)
    description = text(300, least=0, required=False, load_default="")
    rule = fields.Dict(required=True, metadata={"description": "all / any / not / a field with its values"})


class ChangeAudienceSchema(Schema):
    """What can be changed of an audience."""

    name = text(100, required=False)
    description = text(300, least=0, required=False)
    rule = fields.Dict()
