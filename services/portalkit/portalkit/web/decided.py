"""What the routes of decisions take and give, whatever they are about."""

from marshmallow import fields

from portalkit.decisions import APPEAL_MOST, OUTCOMES
from portalkit.posts import REASON_MOST
from portalkit.web.schemas import Schema, choice, text


class DecisionCanSchema(Schema):
    """What the viewer may do about a decision."""

    appeal = fields.Boolean(required=True)
    judge = fields.Boolean(required=True)


class DecidedSchema(Schema):
    """Why a post was hidden, what its writer says to that, and what became of it. `mine`: the viewer wrote the post."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    reason = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)
    appeal = fields.String(required=True, allow_none=True)
    appealed_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = choice(*OUTCOMES, allow_none=True)
    outcome_reason = fields.String(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    mine = fields.Boolean(required=True)
    can = fields.Nested(DecisionCanSchema, required=True)


class AppealSchema(Schema):
    """Why a post should be shown again."""

    text = text(APPEAL_MOST)


class OutcomeSchema(Schema):
    """What becomes of an appeal, and why; the writer is told."""

    outcome = choice(*OUTCOMES)
    reason = text(REASON_MOST, 0, required=False, load_default="")
