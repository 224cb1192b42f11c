"""Holds: what administrators set, and what whoever is held is told."""

from marshmallow import fields, validate

from accounts.model.claim import DONE, OPEN, WAITING
from accounts.model.hold import GROUNDS
from portalkit.web.schemas import Schema, choice, text


class ToldHoldSchema(Schema):
    """What whoever is held is told, and a receipt says: `until` is its last day, null until somebody lifts it."""

    ground = choice(*GROUNDS)
    set_at = fields.AwareDateTime(required=True)
    until = fields.Date(required=True, allow_none=True)
    in_force = fields.Boolean(required=True)


class WriteHoldSchema(Schema):
    """A new one. The note is for administrators alone; without a last day it is in force until somebody lifts it."""

    ground = choice(*GROUNDS, validate=validate.OneOf(GROUNDS, error="Choose one."))
    note = text(500, required=False, load_default=None, allow_none=True)
    until = fields.Date(load_default=None, allow_none=True)


class HoldSchema(Schema):
    """One as it was set."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    ground = choice(*GROUNDS)
    until = fields.Date(required=True, allow_none=True)
    set_by = fields.String(required=True)
    set_at = fields.AwareDateTime(required=True)
    lifted_by = fields.String(required=True, allow_none=True)
    lifted_at = fields.AwareDateTime(required=True, allow_none=True)


class KeptHoldSchema(HoldSchema):
    """One as administrators see it, with the names of those who decided."""

    note = fields.String(required=True, allow_none=True)
    in_force = fields.Boolean(required=True)
    set_by_name = fields.String(required=True, allow_none=True)
    lifted_by_name = fields.String(required=True, allow_none=True)


class AskedErasureSchema(Schema):
    """An erasure that somebody asked for, as administrators see it."""

    asked_at = fields.AwareDateTime(required=True)
    state = choice(WAITING, OPEN, DONE)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class HoldsSchema(Schema):
    """All holds on a person, the newest first, and the erasure they asked for, if they did."""

    items = fields.List(fields.Nested(KeptHoldSchema), required=True)
    erasure = fields.Nested(AskedErasureSchema, required=True, allow_none=True)


class HoldInForceSchema(Schema):
    """One in force, whom it is about, and whether an erasure waits for it."""

    id = fields.String(required=True)
    person = fields.String(required=True)
    person_name = fields.String(required=True)
    ground = choice(*GROUNDS)
    until = fields.Date(required=True, allow_none=True)
    set_at = fields.AwareDateTime(required=True)
    set_by = fields.String(required=True)
    set_by_name = fields.String(required=True, allow_none=True)
    erasure_waits = fields.Boolean(required=True)


class HoldsInForceSchema(Schema):
    """A page of holds in force."""

    items = fields.List(fields.Nested(HoldInForceSchema), required=True)
    next = fields.String(required=True, allow_none=True)
