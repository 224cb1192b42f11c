"""What a service has given up, for administrators: the same routes in every service, without people's data."""

from typing import Any

import structlog
from marshmallow import fields

from portalkit import parked
from portalkit.database import Reading, Transaction
from portalkit.errors import Missing
from portalkit.viewer import Viewer
from portalkit.web.routes import Blueprint
from portalkit.web.schemas import Schema

log = structlog.get_logger(__name__)
BY = "administrator"
PATH = "/internal/v1/dead-letters"
SHOWN = 100

blueprint = Blueprint("dead_letters", __name__, description="Events that were given up")


class DeadLetterSchema(Schema):
    """An event that was given up, and why."""

    id = fields.String(required=True)
    type = fields.String(required=True)
    attempts = fields.Integer(required=True)
    received_at = fields.DateTime(required=True)
    reason = fields.String(required=True)


class DeadLettersSchema(Schema):
    """The oldest of them, and how many there are."""

    items = fields.List(fields.Nested(DeadLetterSchema), required=True)
    count = fields.Integer(required=True)


class OpenedSchema(DeadLetterSchema):
    """One of them: its envelope without what it says. `told` names the fields of its data."""

    source = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True, allow_none=True)
    thing_version = fields.Integer(required=True, allow_none=True)
    happened_at = fields.DateTime(required=True, allow_none=True)
    requestid = fields.String(required=True, allow_none=True)
    told = fields.List(fields.String(), required=True)


@blueprint.reads(PATH, by=BY, gives=DeadLettersSchema)
def list_dead_letters(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """What waits for a decision, oldest first."""
    return {"items": parked.parked(db, most=SHOWN), "count": parked.count(db)}


@blueprint.reads(f"{PATH}/<letter_id>", by=BY, gives=OpenedSchema)
def read_dead_letter(db: Reading, viewer: Viewer, letter_id: str) -> dict[str, Any]:
    """One of them, without the words of anybody."""
    return parked.opened(db, letter_id)


@blueprint.acts(f"{PATH}/<letter_id>/replay", by=BY)
def replay_dead_letter(tx: Transaction, viewer: Viewer, letter_id: str) -> None:
    """Have it tried again; what was done once is not done twice."""
    _decided(viewer, letter_id, "replayed", parked.replay(tx, letter_id))


@blueprint.acts(f"{PATH}/<letter_id>/discard", by=BY)
def discard_dead_letter(tx: Transaction, viewer: Viewer, letter_id: str) -> None:
    """Say that it will never be carried out."""
    _decided(viewer, letter_id, "discarded", parked.discard(tx, letter_id))


def _decided(viewer: Viewer, letter_id: str, what: str, count: int) -> None:
    if not count:
        raise Missing()
    log.warning("dead-letter-decided", what=what, actor=viewer.id, event_id=letter_id)
