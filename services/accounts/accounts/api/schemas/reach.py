"""Who is in, and why."""

from marshmallow import fields, validate

from accounts.api.schemas.doors import NameSchema
from accounts.model.user import ERASED, KINDS, STATES
from portalkit.web.schemas import Schema, choice, identifier, text

MOST_DEMANDED = 40


def demanded() -> fields.List:
    """Ids of audiences, all of which somebody has to be in."""
    return fields.List(identifier(), required=True, validate=validate.Length(1, MOST_DEMANDED))


class DraftSchema(Schema):
    """A rule that is being written; none yet, if null."""

    rule = fields.Dict(required=True, allow_none=True)


class KnownValuesSchema(Schema):
    """What people have in one field."""

    field = fields.String(required=True)
    values = fields.List(fields.String(), required=True)


class ConditionSchema(Schema):
    """One condition of a rule, with how many people it holds for by itself."""

    words = fields.String(required=True)
    leaf = fields.Dict(required=True)
    people = fields.Integer(required=True)


class PreviewSchema(Schema):
    """Whom a rule would let in: how many (null where that takes too long), some of them, and for each condition in its
    order how many people it holds for."""

    words = fields.String(required=True)
    people = fields.Integer(required=True, allow_none=True)
    everybody = fields.Integer(required=True, allow_none=True)
    sample = fields.List(fields.Nested(NameSchema), required=True)
    conditions = fields.List(fields.Nested(ConditionSchema), required=True)
    known = fields.List(fields.Nested(KnownValuesSchema), required=True)


class DemandSchema(Schema):
    """Audiences that a thing demands."""

    audiences = demanded()


class DemandedSchema(Schema):
    """One of them, with how many people are in it; nobody counts visitors."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    words = fields.String(required=True)
    rule = fields.Dict(required=True, allow_none=True)
    people = fields.Integer(required=True, allow_none=True)


class ReachSchema(Schema):
    """Who is in all of them: everyone, or so many, and some of them."""

    everyone = fields.Boolean(required=True)
    people = fields.Integer(required=True, allow_none=True)
    sample = fields.List(fields.Nested(NameSchema), required=True)
    demands = fields.List(fields.Nested(DemandedSchema), required=True)


class WhySchema(DemandSchema):
    """Why is this person in all of them, or not? By id, address, or a part of the name."""

    person = text(254)


class CandidateSchema(NameSchema):
    """Somebody who may be meant."""

    email = fields.String(required=True)


class AboutSchema(CandidateSchema):
    """Whom the answer is about."""

    organisation = fields.String(required=True, allow_none=True)
    kind = choice(*KINDS)
    state = choice(*STATES, ERASED)


class ReasonSchema(Schema):
    """A condition that decides, whether it holds, and what is known of the person there.

    One of a rule has its `leaf`, which a `not` may have turned round.
    """

    words = fields.String(required=True)
    known = fields.String(required=True)
    holds = fields.Boolean(required=True)
    leaf = fields.Dict(required=True, allow_none=True)
    turned = fields.Boolean(required=True)


class AnsweredDemandSchema(Schema):
    """Whether somebody is in one of the audiences, and why."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    words = fields.String(required=True)
    rule = fields.Dict(required=True, allow_none=True)
    inside = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(ReasonSchema), required=True)


class BecauseSchema(Schema):
    """Whether somebody is in all of them, and why. Nobody, or several who may be meant: `person` is null."""

    person = fields.Nested(AboutSchema, required=True, allow_none=True)
    candidates = fields.List(fields.Nested(CandidateSchema), required=True)
    inside = fields.Boolean(required=True)
    demands = fields.List(fields.Nested(AnsweredDemandSchema), required=True)


class ViewAsSchema(Schema):
    """As whom an administrator wants to look at the portal."""

    user_id = identifier()


class ViewInSchema(Schema):
    """In which audience an administrator wants to look at the portal."""

    audience_id = identifier()
