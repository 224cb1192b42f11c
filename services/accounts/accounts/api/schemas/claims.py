"""What somebody asked for of what is held of them, and what came of it."""

from marshmallow import fields

from accounts.api.schemas.doors import password
from accounts.api.schemas.holds import ToldHoldSchema
from accounts.model.claim import DONE, ERASURE, EXPORT, OPEN, PARTS, WAITING
from portalkit.web.rights import HeldNounSchema
from portalkit.web.schemas import Schema, choice, text


class ClaimingSchema(Schema):
    """It is oneself; without a password, by a proof of the last ten minutes."""

    password = password(required=False, load_default=None, allow_none=True)


class ErasingSchema(ClaimingSchema):
    """The same; who is the only administrator of an organisation says that it may be left without one."""

    leave_alone = fields.Boolean(load_default=False)


class ReceiptTokenSchema(Schema):
    """The secret that shows a receipt."""

    receipt = text(100)


class PartSchema(Schema):
    """What one service answered; nothing yet when `answered_at` is null."""

    service = choice(*PARTS)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    outcomes = fields.List(fields.Nested(HeldNounSchema), required=True)


class ReceiptSchema(Schema):
    """A claim with what every service answered. `until`: as long an export lies ready.

    `holds` are those that an erasure waits for, or waited for.
    """

    id = fields.String(required=True)
    kind = choice(EXPORT, ERASURE)
    state = choice(WAITING, OPEN, DONE)
    asked_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    until = fields.AwareDateTime(required=True, allow_none=True)
    holds = fields.List(fields.Nested(ToldHoldSchema), required=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)


class ClaimSchema(ReceiptSchema):
    """One's own."""


class AloneSchema(Schema):
    """An organisation that only oneself administers, and how many others belong to it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    others = fields.Integer(required=True)


class ClaimsSchema(Schema):
    """The newest first, the holds in force, and the organisations that would have no administrator without oneself."""

    items = fields.List(fields.Nested(ClaimSchema), required=True)
    holds = fields.List(fields.Nested(ToldHoldSchema), required=True)
    alone_in = fields.List(fields.Nested(AloneSchema), required=True)
