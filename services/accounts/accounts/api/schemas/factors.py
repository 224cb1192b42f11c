"""Second factors, and proofs."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import SignedInSchema, SignInSchema, password
from accounts.api.schemas.passkeys import PasskeySchema, credential
from portalkit.web.schemas import Schema


def code(**more: object) -> fields.String:
    """A code of an app, or a recovery code, as it was typed."""
    check = validate.Length(1, 60, error="Write the code.")
    return fields.String(**{"required": True, "load_only": True, "validate": check, **more})


def secret(**more: object) -> fields.String:
    """What a cookie of ours holds."""
    return fields.String(**{"load_default": None, "allow_none": True, "validate": validate.Length(0, 200), **more})


class BeginSchema(SignInSchema):
    """Somebody wants to sign in; `remembered` is what a browser shows that is not asked for the second factor."""

    remembered = secret()


class FinishedSchema(SignedInSchema):
    """A new session, and what the browser shows next time, if it is to be remembered."""

    remembered = fields.String(required=True, allow_none=True)


class BegunSchema(Schema):
    """Either a session, or the ticket to the second step."""

    signed_in = fields.Nested(SignedInSchema, required=True, allow_none=True)
    ticket = fields.String(required=True, allow_none=True)


class FinishSchema(Schema):
    """The second step of a sign-in: a code, or a passkey."""

    ticket = fields.String(required=True, load_only=True, validate=validate.Length(1, 200))
    code = code(required=False, load_default=None, allow_none=True)
    credential = credential(required=False, load_default=None, allow_none=True)
    remember = fields.Boolean(load_default=False)


class ProofSchema(Schema):
    """Proof of who one is: a passkey, or the password or, for who has an app with codes, one of those."""

    password = password(required=False, load_default=None, allow_none=True)
    code = code(required=False, load_default=None, allow_none=True)
    credential = credential(required=False, load_default=None, allow_none=True)


class ProvenSchema(Schema):
    """Until when nothing has to be proven."""

    until = fields.AwareDateTime(required=True, allow_none=True)


class TotpSchema(Schema):
    """An app that shows codes."""

    since = fields.AwareDateTime(required=True)


class RememberedSchema(Schema):
    """A browser that is not asked for the second factor until then."""

    id = fields.String(required=True)
    device = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)


class FactorsSchema(Schema):
    """How one signs in, until when nothing has to be proven, and whether browsers make passkeys here."""

    totp = fields.Nested(TotpSchema, required=True, allow_none=True)
    recovery_codes = fields.Integer(required=True)
    passkeys = fields.List(fields.Nested(PasskeySchema), required=True)
    takes_passkeys = fields.Boolean(required=True)
    remembered = fields.List(fields.Nested(RememberedSchema), required=True)
    proven_until = fields.AwareDateTime(required=True, allow_none=True)


class NewTotpSchema(Schema):
    """The secret of an app, and the same as the address that its picture holds: shown here and never again."""

    secret = fields.String(required=True)
    address = fields.String(required=True)


class CodeSchema(Schema):
    """A code of the app."""

    code = code()


class RecoveryCodesSchema(Schema):
    """Ten codes, each good once: shown here and never again."""

    codes = fields.List(fields.String(), required=True)


class OwnPasswordSchema(Schema):
    """Another password."""

    password = password()
