"""People, as their own pages and administrators see them."""

from marshmallow import fields, validate

from accounts.api.schemas.audit import NamedRecordSchema
from accounts.api.schemas.doors import address, password
from accounts.api.schemas.holds import HoldsSchema
from accounts.model.address import SOURCES
from accounts.model.user import ERASED, KINDS, ROLES, STATES
from portalkit.web.schemas import PageQuery, Schema, choice, text

KEY = r"^[a-z][a-z0-9_-]{0,39}\Z"


def country(**more: object) -> fields.String:
    """A country by ISO 3166-1."""
    check = validate.Regexp(r"^[A-Z]{2}\Z", error="Write a country's two letters, such as NO.")
    return fields.String(**{"validate": check, **more})


def role() -> fields.String:
    """One of the roles there are."""
    return fields.String(validate=validate.OneOf(ROLES))


class AttributesSchema(Schema):
    """What rules can ask of a person besides kind, roles and organisation."""

    country = country()
    region = text(60, required=False)
    products = fields.List(text(60), validate=validate.Length(0, 100))
    partner = fields.Boolean(truthy={True}, falsy={False})
    grade = text(60, required=False)
    custom = fields.Dict(
        keys=fields.String(validate=validate.Regexp(KEY, error="Use small letters, digits, - and _.")),
        values=text(200),
        validate=validate.Length(0, 50),
    )


class PersonSchema(Schema):
    """A person as its own account page and administrators see it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    kind = choice(*KINDS)
    roles = fields.List(fields.String(), required=True)
    organisation = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    version = fields.Integer(required=True)


class UserSchema(PersonSchema):
    """A person as administrators see it."""

    attributes = fields.Nested(AttributesSchema, required=True)
    state = choice(*STATES, ERASED)
    created_at = fields.AwareDateTime(required=True)


class UsersSchema(Schema):
    """A page of people."""

    items = fields.List(fields.Nested(UserSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class UsersQuery(PageQuery):
    """Which people."""

    email = fields.String(load_default=None, validate=validate.Length(3, 254))
    text = fields.String(
        load_default=None,
        validate=validate.Length(1, 100),
        metadata={"description": "A part of the name or of the address"},
    )
    role = fields.String(load_default=None, validate=validate.OneOf(ROLES))
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))


class HeldAudienceSchema(Schema):
    """An audience that somebody is in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    words = fields.String(required=True)
    rule = fields.Dict(required=True, allow_none=True)


class SaidSchema(Schema):
    """What somebody says of themselves besides their name and place."""

    legal_name = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    job_title = fields.String(required=True, allow_none=True)


class PersonPageSchema(Schema):
    """A person for the page of administrators, with what organisations there are.

    `may_view` says whether the asker can look at the portal as them.
    """

    user = fields.Nested(UserSchema, required=True)
    profile = fields.Nested(SaidSchema, required=True)
    addresses = fields.List(fields.Nested("HeldAddressSchema"), required=True)
    audiences = fields.List(fields.Nested(HeldAudienceSchema), required=True)
    factors = fields.List(fields.String(validate=validate.OneOf(("totp", "passkeys"))), required=True)
    sessions = fields.Integer(required=True)
    organisations = fields.List(fields.String(), required=True)
    roles = fields.List(fields.String(), required=True)
    records = fields.List(fields.Nested(NamedRecordSchema), required=True)
    holds = fields.Nested(HoldsSchema, required=True)
    may_view = fields.Boolean(required=True)


class ChangeUserSchema(Schema):
    """What an administrator can change."""

    roles = fields.List(role(), validate=validate.Length(0, len(ROLES)))
    kind = choice(*KINDS, required=False)
    organisation = text(200, required=False, allow_none=True)
    attributes = fields.Nested(AttributesSchema)
    state = choice(*STATES, required=False)


class AddressSchema(Schema):
    """One's own address, and the one that waits for the press of a mailed link `until` then."""

    email = fields.String(required=True)
    wanted = fields.String(required=True, allow_none=True)
    until = fields.AwareDateTime(required=True, allow_none=True)


class HeldAddressSchema(Schema):
    """An address that somebody has or had, and how it came."""

    id = fields.String(required=True)
    email = fields.String(required=True)
    main = fields.Boolean(required=True)
    source = choice(*SOURCES)
    since = fields.AwareDateTime(required=True)
    verified_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class HeldAddressesSchema(Schema):
    """One's addresses, those one had behind them, and the further one that waits for a mailed link."""

    items = fields.List(fields.Nested(HeldAddressSchema), required=True)
    wanted = fields.String(required=True, allow_none=True)
    until = fields.AwareDateTime(required=True, allow_none=True)


class FurtherAddressSchema(Schema):
    """An address to have as well."""

    email = address()


class NewAddressSchema(Schema):
    """Another address; who has no second factor may send the password as a proof."""

    email = address()
    password = password(required=False, load_default=None, allow_none=True)


class RenameSchema(Schema):
    """What one can change about oneself."""

    name = text(100)
