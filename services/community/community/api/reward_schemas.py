"""What the routes of rewards take and give."""

from typing import Any

from marshmallow import fields, validate

from community.api.schemas import PersonSchema, audiences
from community.model.reward import COST_MOST, OUTCOMES, STATES, STOCK_MOST
from community.model.writing import TITLE_MOST
from portalkit.posts import BODY_MOST, REASON_MOST
from portalkit.web import Schema
from portalkit.web.schemas import Moment, choice, text


def number(most: int, **more: Any) -> fields.Integer:
    """A whole number from 1 on."""
    return fields.Integer(strict=True, validate=validate.Range(1, most), **more)


class TellRewardSchema(Schema):
    """A reward; without a stock or a limit per person there is no end to it, without an end it stays."""

    title = text(TITLE_MOST)
    body = text(BODY_MOST)
    cost = number(COST_MOST, required=True)
    stock = number(STOCK_MOST, load_default=None, allow_none=True)
    per_person = number(STOCK_MOST, load_default=None, allow_none=True)
    starts_at = Moment(required=True)
    ends_at = Moment(load_default=None, allow_none=True)
    audiences = audiences(required=True)


class RewardSchema(Schema):
    """A reward as it is now."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    cost = fields.Integer(required=True)
    version = fields.Integer(required=True)


class RedeemSchema(Schema):
    """What it costs, as one saw it."""

    cost = number(COST_MOST, required=True)


class RedemptionSchema(Schema):
    """Points given for a reward."""

    id = fields.String(required=True)
    cost = fields.Integer(required=True)
    state = choice(*STATES)
    version = fields.Integer(required=True)


class SettleRedemptionSchema(Schema):
    """What becomes of it; a refusal says why."""

    outcome = choice(*OUTCOMES)
    reason = text(REASON_MOST, 0, required=False, load_default="")


class RewardItemSchema(Schema):
    """A reward in the catalogue; `open`: it can be redeemed now, by whoever has the points."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    html = fields.String(required=True)
    cost = fields.Integer(required=True)
    left = fields.Integer(required=True, allow_none=True)
    per_person = fields.Integer(required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True, allow_none=True)
    open = fields.Boolean(required=True)


class RewardDetailSchema(RewardItemSchema):
    """A reward on its page; `body`, `stock` and `audiences` for who may change it."""

    version = fields.Integer(required=True)
    can_change = fields.Boolean(required=True)
    body = fields.String()
    stock = fields.Integer(allow_none=True)
    audiences = fields.List(fields.String())


class RewardViewSchema(Schema):
    """The page of a reward, with the points one has left and how often one has had it."""

    reward = fields.Nested(RewardDetailSchema, required=True)
    balance = fields.Integer(required=True)
    had = fields.Integer(required=True)


class RedemptionRowSchema(Schema):
    """Something that was redeemed."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    cost = fields.Integer(required=True)
    redeemed_at = fields.AwareDateTime(required=True)
    state = choice(*STATES)
    reason = fields.String(required=True)


class RewardsSchema(Schema):
    """The catalogue, beside what one has and had."""

    items = fields.List(fields.Nested(RewardItemSchema), required=True)
    balance = fields.Integer(required=True)
    mine = fields.List(fields.Nested(RedemptionRowSchema), required=True)
    can_make = fields.Boolean(required=True)


class StaffRedemptionSchema(RedemptionRowSchema):
    """The same where it is settled."""

    person = fields.Nested(PersonSchema, required=True)
    version = fields.Integer(required=True)


class RedemptionsSchema(Schema):
    """What waits, the longest waiting first, and what was settled lately."""

    waiting = fields.List(fields.Nested(StaffRedemptionSchema), required=True)
    settled = fields.List(fields.Nested(StaffRedemptionSchema), required=True)
