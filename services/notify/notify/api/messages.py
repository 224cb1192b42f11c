"""Messages over HTTP: for the portal's pages and for the public API."""

from typing import Any

from notify.actions.reading import mark_read
from notify.api.schemas import BellSchema, MessagesSchema, ReadUntilSchema, UnreadSchema
from notify.model.message import DECIDED, IDEA_JUDGED, NO_TOPIC, OF_COMMENTS, REPLY_POSTED
from notify.model.person import shown_name
from notify.model.times import Times
from notify.store import messages
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, cursors
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("messages", __name__, description="What a person was told")
PAGE, BELL = 20, 6
A_MODERATOR = {"id": "moderators", "name": "A moderator", "kind": "staff"}  # who it was is not for customers to know
PORTAL = "The portal"


@blueprint.reads("/v1/messages", by="member", takes=PageQuery, gives=MessagesSchema, etag="state")
def list_messages(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """The messages of the caller about things they may see, newest first."""
    return _page(db, viewer, query["cursor"])


@blueprint.acts("/v1/messages/read", by="member", takes=ReadUntilSchema, gives=UnreadSchema)
def read_messages(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, int]:
    """Mark a message and all older ones as read."""
    return {"unread": mark_read(tx, viewer, str(body["until"]))}


@blueprint.reads("/internal/v1/pages/notifications", by="member", takes=PageQuery, gives=MessagesSchema, etag="state")
def notifications_page(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """Everything on the page of notifications."""
    return _page(db, viewer, query["cursor"])


@blueprint.reads("/internal/v1/pages/bell", by="member", gives=BellSchema, etag="state")
def bell(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """What the bell shows."""
    return {
        "items": [_item(row) for row in messages.newest(db, viewer, BELL)],
        "unread": messages.unread(db, viewer),
    }


def _page(db: Reading, viewer: Viewer, cursor: str | None) -> dict[str, Any]:
    before = cursors.decode(cursor)
    rows = messages.page(db, viewer, PAGE + 1, before[0] if before else None)
    shown, following = cursors.page(list(rows), PAGE, "id")
    items = [_item(row) | _explained(row) for row in shown]
    zone = (rows[0].zone if rows else None) or Times().zone
    return {"items": items, "unread": messages.unread(db, viewer), "zone": zone, "next": following}


def _item(row: Any) -> dict[str, Any]:
    decided = row.act in DECIDED
    return {
        "id": row.id,
        "kind": row.act,
        "title": row.title,
        "topic_kind": row.topic_kind or "question",
        "actor": A_MODERATOR if decided or row.act in OF_COMMENTS else _actor(row),
        "thing": _thing(row),
        "reply_id": row.reply_id,
        "decision_id": row.thing_id if decided else row.decision_id,
        "article_id": row.article_id,
        "text": row.text,
        "created_at": row.created_at,
        "read": row.read_at is not None,
    }


def _thing(row: Any) -> dict[str, Any]:
    """What its owner is asked about before it is shown."""
    if row.notice_id:
        return {"kind": "notice", "id": row.notice_id}
    if row.note_id and row.topic_id == NO_TOPIC:
        return {"kind": "note", "id": row.note_id}
    return {"kind": "topic", "id": row.topic_id}


def _explained(row: Any) -> dict[str, Any]:
    """Why the person was told, and how the message's mail went."""
    because = {"kind": "itself", "id": None, "name": None}
    if row.act in (REPLY_POSTED, IDEA_JUDGED):
        because = {"kind": "topic", "id": row.topic_id, "name": None}
    elif row.followed:
        because = {"kind": "category", "id": row.category_id, "name": row.followed}
    elif row.tag:
        because = {"kind": "tag", "id": row.tag, "name": row.tag}
    mail = {"how": row.mail or "now", "why": row.why, "nth": row.nth, "at": row.mail_at}
    return {"because": because, "mail": mail}


def _actor(row: Any) -> dict[str, Any]:
    """Who did it; a day that comes is nobody's doing."""
    name = shown_name(row.name) if row.actor_id else PORTAL
    return {"id": row.actor_id, "name": name, "kind": row.kind or "customer"}
