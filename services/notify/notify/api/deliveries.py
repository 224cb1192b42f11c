"""What became of messages and their mails, for those who look after the portal: no titles, no addresses."""

from datetime import timedelta
from typing import Any

from notify.actions import sending
from notify.api.schemas_deliveries import DeliveriesQuery, DeliveriesSchema
from notify.model.attention import NOW
from notify.model.delivery import FAILED, GATHERED, OUTCOMES, RETRY, SENT, UNKNOWN, said
from notify.model.person import shown_name
from notify.store import deliveries, notes
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, cursors

blueprint = Blueprint("deliveries", __name__, description="What became of mails")
PAGE = 50
DAY, WEEK = timedelta(days=1), timedelta(days=7)  # what has ended is kept for eight


@blueprint.reads("/internal/v1/pages/deliveries", by="administrator", takes=DeliveriesQuery, gives=DeliveriesSchema)
def deliveries_page(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """The messages of the last week with what became of their mails, newest first, and how many came out how."""
    outcome, _, reason = (query["state"] or "").partition(":")
    narrowed = {"person": query["person"], "outcome": outcome, "reason": reason}
    chosen = {name: value for name, value in narrowed.items() if value}
    rows = deliveries.page(db, db.now - WEEK, PAGE + 1, chosen, cursors.decode(query["cursor"]))
    shown, following = cursors.page(list(rows), PAGE, "created_at", "id")
    elsewhere = notes.of(db, [row.id for row in shown])
    counted = deliveries.counts(db, db.now - WEEK, db.now - DAY)
    return {
        "items": [_item(row) | {"notes": [_note(each) for each in elsewhere.get(row.id, ())]} for row in shown],
        "counts": [dict(row._mapping) for row in sorted(counted, key=lambda row: (row.outcome, row.reason or ""))],
        "next": following,
    }


@blueprint.acts("/internal/v1/deliveries/<message_id>/again", by="administrator")
def try_again(tx: Transaction, viewer: Viewer, message_id: str) -> None:
    """Try anew what was given up of a message, once."""
    sending.try_again(tx, viewer, message_id)


def _item(row: Any) -> dict[str, Any]:
    tries = row.outcome == FAILED or row.reason == RETRY
    return {
        "id": row.id,
        "person": {"id": row.person, "name": shown_name(row.name), "kind": row.kind or "customer"},
        "kind": row.act,
        "thing": _thing(row),
        "mail": row.mail or NOW,
        "why": row.why,
        "nth": row.nth,
        "created_at": row.created_at,
        "planned_at": row.next_at if row.reason == RETRY else row.mail_at,
        "sent_at": row.ended_at if row.outcome in (SENT, GATHERED) else None,
        "attempts": row.attempts or 0,
        "fault": said(row.last_error) if tries else None,
        "outcome": row.outcome,
        "reason": row.reason,
        "returned": {"at": row.returned_at, "status": row.returned_status} if row.returned_at else None,
    }


def _note(row: Any) -> dict[str, Any]:
    """What became of it at a place of another channel."""
    return {
        "id": row.id,
        "channel": row.channel,
        "place": row.name,
        "outcome": OUTCOMES.get(row.state, UNKNOWN),
        "reason": row.last_error if row.state == "dropped" else None,
        "sent_at": row.ended_at if row.state == "sent" else None,
        "attempts": row.attempts,
        "planned_at": row.next_at if row.state == "due" else None,
        "fault": said(row.last_error) if row.state == "failed" or (row.state == "due" and row.attempts) else None,
    }


def _thing(row: Any) -> dict[str, str] | None:
    if row.topic_id:
        return {"kind": "topic", "id": row.topic_id}
    return {"kind": "article", "id": row.article_id} if row.article_id else None
