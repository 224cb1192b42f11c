"""Passkeys."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import SignInSchema
from portalkit.web.schemas import Schema, text


def credential(**more: object) -> fields.String:
    """What the browser's `navigator.credentials` gave, as JSON in a text."""
    check = validate.Length(2, 20_000)
    return fields.String(**{"required": True, "load_only": True, "validate": check, **more})


class NetworkSchema(Schema):
    """Where somebody asks from."""

    ip = fields.IP(required=True)


class OptionsSchema(Schema):
    """What the browser's `navigator.credentials` is given, as JSON in a text; good once, for five minutes."""

    options = fields.String(required=True)


class PasskeySignInSchema(Schema):
    """Somebody wants to sign in by a passkey."""

    credential = credential()
    device = text(200)
    known_device = SignInSchema._declared_fields["known_device"]


class NewPasskeySchema(Schema):
    """A passkey that the browser made, and what its owner calls it."""

    name = text(100)
    credential = credential()


class PasskeySchema(Schema):
    """A passkey as its owner sees it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    used_at = fields.AwareDateTime(required=True, allow_none=True)
