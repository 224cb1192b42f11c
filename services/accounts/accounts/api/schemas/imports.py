"""People and audiences from elsewhere."""

from marshmallow import fields, validate

from accounts.api.schemas.audiences import WriteAudienceSchema
from accounts.api.schemas.doors import locale, password
from accounts.api.schemas.organisations import StandingSchema
from accounts.api.schemas.people import AttributesSchema, country, role
from accounts.model import organisation
from accounts.model.user import KINDS, ROLES
from portalkit.web.schemas import Moment, Schema, choice, identifier, text


class ImportedUserSchema(Schema):
    """A person from elsewhere; `seen_at` is when they were last there: what came since is new to them here."""

    external_id = identifier(validate=validate.Length(1, 100))
    name = text(100)
    email = fields.String(required=True, validate=validate.Length(1, 254))
    kind = choice(*KINDS)
    roles = fields.List(role(), load_default=list, validate=validate.Length(0, len(ROLES)))
    organisation = text(200, required=False, load_default=None, allow_none=True)
    attributes = fields.Nested(AttributesSchema, load_default=dict)
    locale = locale()
    seen_at = Moment(required=False, load_default=None, allow_none=True)
    password = password(required=False, load_default=None, allow_none=True)


class ImportUsersSchema(Schema):
    """People from elsewhere."""

    items = fields.List(fields.Nested(ImportedUserSchema), required=True, validate=validate.Length(1, 100))


class ImportedAudienceSchema(WriteAudienceSchema):
    """An audience from elsewhere."""

    external_id = identifier(validate=validate.Length(1, 100))


class ImportAudiencesSchema(Schema):
    """Audiences from elsewhere."""

    items = fields.List(fields.Nested(ImportedAudienceSchema), required=True, validate=validate.Length(1, 100))


class ImportedMemberSchema(StandingSchema):
    """Who belongs to an organisation, by the id here."""

    user_id = identifier()
    renews_at = Moment(load_default=None, allow_none=True)


class ImportedOrganisationSchema(Schema):
    """An organisation from elsewhere, with members."""

    external_id = identifier(validate=validate.Length(1, 100))
    name = text(200)
    kind = choice(*organisation.KINDS)
    country = country(load_default=None, allow_none=True)
    region = text(60, required=False, load_default=None, allow_none=True)
    members = fields.List(fields.Nested(ImportedMemberSchema), load_default=list, validate=validate.Length(0, 500))


class ImportOrganisationsSchema(Schema):
    """Organisations from elsewhere."""

    items = fields.List(fields.Nested(ImportedOrganisationSchema), required=True, validate=validate.Length(1, 100))


class OutcomeSchema(Schema):
    """What became of one imported thing."""

    external_id = fields.String(required=True)
    id = fields.String(required=True)
    outcome = choice("created", "changed", "unchanged")


class OutcomesSchema(Schema):
    """What became of all of them, in their order."""

    items = fields.List(fields.Nested(OutcomeSchema), required=True)
