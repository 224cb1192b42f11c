"""Organisations, who belongs to them, and who is invited."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import TokenSchema, address, locale, password
from accounts.api.schemas.people import country
from accounts.model.organisation import KINDS, ROLES, STATES, WITHOUT
from portalkit.web.schemas import Moment, PageQuery, Schema, choice, identifier, text


def _may_miss(most: int) -> fields.String:
    return text(most, required=False, load_default=None, allow_none=True)


class OrganisationSchema(Schema):
    """An organisation."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = choice(*KINDS)
    country = fields.String(required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    state = choice(*STATES)
    created_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class CountedOrganisationSchema(OrganisationSchema):
    """An organisation with the number of those who belong to it now."""

    members = fields.Integer(required=True)
    administrators = fields.Integer(required=True)


class OrganisationsSchema(Schema):
    """A page of organisations."""

    items = fields.List(fields.Nested(CountedOrganisationSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class OrganisationsQuery(PageQuery):
    """Which organisations."""

    text = fields.String(
        load_default=None, validate=validate.Length(1, 100), metadata={"description": "A part of the name"}
    )
    without = choice(
        *WITHOUT,
        required=False,
        load_default=None,
        metadata={"description": "Those whose members have no administrator, or have lost the only one"},
    )


class WriteOrganisationSchema(Schema):
    """A new organisation."""

    name = text(200)
    kind = choice(*KINDS)
    country = country(load_default=None, allow_none=True)
    region = _may_miss(60)


class ChangeOrganisationSchema(Schema):
    """What an administrator of the portal can change about one."""

    name = text(200, required=False)
    kind = choice(*KINDS, required=False)
    country = country(allow_none=True)
    region = text(60, required=False, allow_none=True)
    state = choice(*STATES, required=False)


class StandingSchema(Schema):
    """As what somebody belongs to an organisation, and until when; title, grade and chapter are for associations."""

    role = choice(*ROLES, required=False, load_default="member")
    ends_at = Moment(load_default=None, allow_none=True)
    title = _may_miss(100)
    grade = _may_miss(60)
    chapter = _may_miss(60)


class InviteSchema(StandingSchema):
    """Who is to be invited."""

    email = address()


class InvitationSchema(Schema):
    """An invitation that waits."""

    id = fields.String(required=True)
    email = fields.String(required=True)
    role = choice(*ROLES)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    grade = fields.String(required=True, allow_none=True)
    chapter = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)


class ChangeMembershipSchema(Schema):
    """What can be changed about a member."""

    role = choice(*ROLES, required=False)
    ends_at = Moment(required=False, allow_none=True)
    title = text(100, required=False, allow_none=True)
    grade = text(60, required=False, allow_none=True)
    chapter = text(60, required=False, allow_none=True)
    renews_at = Moment(required=False, allow_none=True)


class MoveSchema(Schema):
    """Where a member belongs instead."""

    organisation_id = identifier()


class MembershipSchema(Schema):
    """That somebody belongs to an organisation."""

    id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    user_id = fields.String(required=True)
    role = choice(*ROLES)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    grade = fields.String(required=True, allow_none=True)
    chapter = fields.String(required=True, allow_none=True)
    renews_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)


class MemberSchema(MembershipSchema):
    """A member with the name; the address is for those who decide about members."""

    name = fields.String(required=True)
    email = fields.String(required=True, allow_none=True)
    runs = fields.Boolean(required=True)


class MineSchema(Schema):
    """An organisation that one belongs to; `acting` where one acts for it now."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = choice(*KINDS)
    role = choice(*ROLES)
    membership_id = fields.String(required=True)
    acting = fields.Boolean(required=True)


class MyOrganisationsSchema(Schema):
    """The organisations that one belongs to."""

    items = fields.List(fields.Nested(MineSchema), required=True)


class WhichOrganisation(Schema):
    """The organisation to show; without, the one that one acts for, or else the first."""

    id = fields.String(load_default=None, validate=validate.Length(1, 64))


class OrganisationPageSchema(Schema):
    """One's organisations and one of them with its members; `manages` says whether one decides about them.

    `administered` says whether anybody of it does now.
    """

    mine = fields.List(fields.Nested(MineSchema), required=True)
    shown = fields.Nested(OrganisationSchema, required=True, allow_none=True)
    manages = fields.Boolean(required=True)
    administered = fields.Boolean(required=True)
    members = fields.List(fields.Nested(MemberSchema), required=True)
    more = fields.Boolean(required=True)
    invitations = fields.List(fields.Nested(InvitationSchema), required=True)


class ContextSchema(Schema):
    """For which organisation to act from now on; null: for nobody but oneself."""

    organisation_id = identifier(allow_none=True)


class InvitedToSchema(Schema):
    """What a mailed link invites to."""

    organisation = fields.String(required=True)
    email = fields.String(required=True)
    role = choice(*ROLES)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    registered = fields.Boolean(required=True)


class LookedAtSchema(Schema):
    """What a mailed link invites to now: nothing, if null."""

    invitation = fields.Nested(InvitedToSchema, required=True, allow_none=True)


class JoinSchema(TokenSchema):
    """An account for whoever follows an invitation."""

    name = text(100)
    password = password()
    locale = locale()
