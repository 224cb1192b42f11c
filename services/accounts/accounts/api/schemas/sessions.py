"""Where somebody is signed in."""

from marshmallow import fields

from portalkit.web.schemas import Schema


class SessionSchema(Schema):
    """Where somebody is signed in."""

    id = fields.String(required=True)
    device = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    seen_at = fields.AwareDateTime(required=True)
    current = fields.Boolean(required=True)


class SessionsSchema(Schema):
    """All of one person's."""

    items = fields.List(fields.Nested(SessionSchema), required=True)


class EndedSchema(Schema):
    """How many sessions were ended."""

    ended = fields.Integer(required=True)
