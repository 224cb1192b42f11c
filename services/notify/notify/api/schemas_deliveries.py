"""What notify gives about what became of mails."""

from marshmallow import fields, validate

from notify.api.schemas import PersonSchema, ReturnedSchema
from notify.model.delivery import STATES, SUPPRESSED_FOR, WAITS_FOR
from notify.model.message import ACTS
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery

OUTCOMES = [state for state in STATES if ":" not in state]


class DeliveriesQuery(PageQuery):
    """What the list is narrowed to."""

    person = fields.String(load_default=None, validate=validate.Length(1, 64))
    state = fields.String(
        load_default=None,
        validate=validate.OneOf(STATES),
        metadata={"description": "An outcome, or one with its reason, as suppressed:cap."},
    )


class CarriedSchema(Schema):
    """What a message is about; its owner knows its title, and who may read that."""

    kind = fields.String(required=True, metadata={"description": "topic or article"})
    id = fields.String(required=True)


class NoteSchema(Schema):
    """What a message has sent to a place by another channel than mail."""

    id = fields.String(required=True)
    channel = fields.String(required=True)
    place = fields.String(required=True, metadata={"description": "The name that its person gave it."})
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reason = fields.String(required=True, allow_none=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    planned_at = fields.AwareDateTime(required=True, allow_none=True)
    fault = fields.String(required=True, allow_none=True)


class DeliverySchema(Schema):
    """A message, and what became of its mail."""

    id = fields.String(required=True)
    person = fields.Nested(PersonSchema, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(ACTS))
    thing = fields.Nested(CarriedSchema, required=True, allow_none=True)
    mail = fields.String(required=True, metadata={"description": "How it was planned: now, digest or none."})
    why = fields.String(required=True, allow_none=True, metadata={"description": "Why it was planned so."})
    nth = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the day or week, where a cap was reached."}
    )
    created_at = fields.AwareDateTime(required=True)
    planned_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When it, its digest or its next attempt is due."}
    )
    sent_at = fields.AwareDateTime(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    fault = fields.String(required=True, allow_none=True, metadata={"description": "Without anybody's address."})
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": f"Waiting: {', '.join(WAITS_FOR)}. Suppressed: {', '.join(SUPPRESSED_FOR)}."},
    )
    returned = fields.Nested(
        ReturnedSchema, required=True, allow_none=True, metadata={"description": "Its mail came back."}
    )
    notes = fields.List(
        fields.Nested(NoteSchema), required=True, metadata={"description": "What it sent by other channels."}
    )


class CountSchema(Schema):
    """How many messages came out so."""

    outcome = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    day = fields.Integer(required=True, metadata={"description": "Of the last 24 hours."})
    week = fields.Integer(required=True, metadata={"description": "Of the last seven days."})


class DeliveriesSchema(Schema):
    """A page of messages with what became of their mails, newest first."""

    items = fields.List(fields.Nested(DeliverySchema), required=True)
    counts = fields.List(fields.Nested(CountSchema), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "The cursor of the next page."})
