"""Profiles, what people wish to change in theirs, and what they may."""

from marshmallow import fields

from accounts.model.page import EYES, ON_PAGE
from accounts.model.profile import APPROVED, FIELDS, MOST, REFUSED, RULES, WAITING
from portalkit.web.schemas import Schema, choice, text


def said(name: str) -> fields.String:
    """What a profile says in a field; nothing, or no text, takes it out."""
    return text(MOST[name], 0, required=False, allow_none=True)


def rule() -> fields.String:
    """What may be done with a field."""
    return choice(*RULES, required=False)


class EyesSchema(Schema):
    """Who sees each field on the person's page: staff alone, everybody who is signed in, or everybody."""

    job_title = choice(*EYES, required=False)
    organisation = choice(*EYES, required=False)
    country = choice(*EYES, required=False)
    region = choice(*EYES, required=False)
    phone = choice(*EYES, required=False)


class SaidOfOneselfSchema(Schema):
    """What one says of oneself."""

    name = said("name")
    legal_name = said("legal_name")
    phone = said("phone")
    job_title = said("job_title")
    country = said("country")
    region = said("region")


class ChangeProfileSchema(SaidOfOneselfSchema):
    """What one can say of oneself, and who sees it; what is left out stays."""

    visible_to = fields.Nested(EyesSchema)


class RulesSchema(Schema):
    """What may be done with each field: changed freely, with approval, or not at all."""

    name = rule()
    legal_name = rule()
    phone = rule()
    job_title = rule()
    country = rule()
    region = rule()


class WishSchema(Schema):
    """A change that waits, or what became of it."""

    id = fields.String(required=True)
    user_id = fields.String(required=True)
    field = choice(*FIELDS)
    value = fields.String(required=True, allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
    state = choice(WAITING, APPROVED, REFUSED)
    reason = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)


class ProfileSchema(SaidOfOneselfSchema):
    """What one says of oneself, who sees it, what may be done with each field, and what waits or was refused."""

    organisation = fields.String(required=True, allow_none=True)
    visible_to = fields.Nested(EyesSchema, required=True)

    rules = fields.Nested(RulesSchema, required=True)
    wishes = fields.List(fields.Nested(WishSchema), required=True)
    version = fields.Integer(required=True)


class SeenFieldSchema(Schema):
    """A field on somebody's page; who else sees it is told to its person and to administrators."""

    field = choice(*ON_PAGE)
    value = fields.String(required=True)
    visible_to = choice(*EYES, allow_none=True)


class SeenSchema(Schema):
    """What a viewer sees of a person on their page."""

    items = fields.List(fields.Nested(SeenFieldSchema), required=True)


class PolicySchema(Schema):
    """What people may do with each field."""

    rules = fields.Nested(RulesSchema, required=True)
    version = fields.Integer(required=True)


class ChangePolicySchema(Schema):
    """What people may do with some fields from now on."""

    rules = fields.Nested(RulesSchema, required=True)


class WaitingSchema(WishSchema):
    """A change that waits, of whom, and what the field says now."""

    user_name = fields.String(required=True)
    before = fields.String(required=True, allow_none=True)
    own = fields.Boolean(required=True)


class QueueSchema(Schema):
    """What waits longest for a decision, and what people may do with each field."""

    items = fields.List(fields.Nested(WaitingSchema), required=True)
    more = fields.Boolean(required=True)
    policy = fields.Nested(PolicySchema, required=True)


class DecisionSchema(Schema):
    """Whether it is approved; a refusal says why."""

    approve = fields.Boolean(required=True, truthy={True}, falsy={False})
    reason = text(500, 0, required=False, load_default=None, allow_none=True)
