"""API tokens."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import WhoamiSchema
from accounts.model.token import LONGEST, SCOPES, START
from portalkit.web.schemas import Schema, choice, text

DAYS = f"Choose 1 to {LONGEST.days} days."


class MakeApiTokenSchema(Schema):
    """A token to be made: what it may do, and for how many days."""

    name = text(100)
    scopes = fields.List(choice(*SCOPES), required=True, validate=validate.Length(1, len(SCOPES)))
    days = fields.Integer(required=True, strict=True, validate=validate.Range(1, LONGEST.days, error=DAYS))


class ApiTokenSchema(Schema):
    """A token as its owner sees it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    scopes = fields.List(choice(*SCOPES), required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    used_at = fields.AwareDateTime(required=True, allow_none=True)


class ApiTokensSchema(Schema):
    """One's own tokens."""

    items = fields.List(fields.Nested(ApiTokenSchema), required=True)


class MadeApiTokenSchema(ApiTokenSchema):
    """A new token with its secret, which is shown here and never again."""

    token = fields.String(required=True, metadata={"description": f"Begins with {START}"})


class HeldApiTokenSchema(Schema):
    """What a program sent."""

    token = fields.String(required=True, validate=validate.Length(1, 128))


class TokenHolderSchema(WhoamiSchema):
    """Whom a token speaks for, and within what."""

    scopes = fields.List(choice(*SCOPES), required=True)
