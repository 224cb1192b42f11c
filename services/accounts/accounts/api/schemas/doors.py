"""What the gateway asks for people who are about to come in."""

from marshmallow import fields, validate

from accounts.model.link import PURPOSES
from accounts.model.user import KINDS
from portalkit.web.schemas import Schema, choice, text

PASSWORD_CHARACTERS = 1024  # more is refused before it is looked at
LOCALE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?\Z"
TOKEN = {"required": True, "validate": validate.Length(1, 200)}


def password(**more: object) -> fields.String:
    """A password as it was typed: any characters at all."""
    check = validate.Length(1, PASSWORD_CHARACTERS, error=f"Write 1 to {PASSWORD_CHARACTERS:,} characters.")
    return fields.String(**{"required": True, "load_only": True, "validate": check, **more})


def address() -> fields.String:
    """An e-mail address, as long as one may be; whether it is one is said later."""
    return fields.String(required=True, validate=validate.Length(1, 254, error="Write an e-mail address."))


def locale() -> fields.String:
    """A language, such as en or pt-BR."""
    return fields.String(load_default="en", validate=validate.Regexp(LOCALE, error="Write a language, such as en."))


class OwnSession(Schema):
    """A session's secret."""

    session = fields.String(required=True, load_only=True, validate=validate.Length(0, 200))


class WhoamiQuestion(OwnSession):
    """Whose it is; `visiting` when a page is opened, by which it is known when somebody was here."""

    visiting = fields.Boolean(load_default=False)


class ViewerSchema(Schema):
    """Who it is."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    kind = choice(*KINDS)
    roles = fields.List(fields.String(), required=True)
    organisation = fields.String(required=True, allow_none=True)
    audiences = fields.List(fields.String(), required=True)
    locale = fields.String(required=True)


class NameSchema(Schema):
    """A person or an audience by id and name."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class ViewingSchema(Schema):
    """As whom an administrator looks at the portal, perhaps as whoever is in an `audience`: nothing may be changed."""

    until = fields.AwareDateTime(required=True)
    viewer = fields.Nested(ViewerSchema, required=True)
    audience = fields.Nested(NameSchema, required=True, allow_none=True)


class WhoamiSchema(Schema):
    """The answer to "who is it?"; `version` changes when anything in it does.

    `last_visit_at` is when the person's visit before this one ended; none on the first.
    """

    signed_in = fields.Boolean(required=True)
    version = fields.String(required=True)
    viewer = fields.Nested(ViewerSchema, required=True, allow_none=True)
    sid = fields.String(required=True, allow_none=True)
    viewing = fields.Nested(ViewingSchema, required=True, allow_none=True)
    last_visit_at = fields.AwareDateTime(required=True, allow_none=True)


class SignInSchema(Schema):
    """Somebody wants to sign in; `ip` and `device` are what the gateway saw."""

    email = address()
    password = password()
    device = text(200)
    ip = fields.IP(required=True)
    known_device = fields.String(load_default=None, validate=validate.Length(0, 1000), allow_none=True)


class SignedInSchema(Schema):
    """A new session; its secret is shown here and never again."""

    session = fields.String(required=True)
    sid = fields.String(required=True)
    known_device = fields.String(required=True)
    user = fields.Nested(NameSchema, required=True)


class RegisterSchema(Schema):
    """Somebody wants an account."""

    name = text(100)
    email = address()
    password = password()
    locale = locale()


class EmailSchema(Schema):
    """An address."""

    email = address()


class TokenSchema(Schema):
    """What stands in a mailed link."""

    token = fields.String(load_only=True, **TOKEN)


class LinkSchema(Schema):
    """What a mailed link is good for now: nothing, if null."""

    purpose = fields.String(required=True, allow_none=True, validate=validate.OneOf(PURPOSES))


class NewPasswordSchema(TokenSchema):
    """A new password, by a mailed link."""

    password = password()
