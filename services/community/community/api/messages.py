"""What people write to each other, over HTTP. Only they read it, and moderators what one of them reports."""

from community.actions import messages as actions
from community.api import message_schemas as shown
from community.api.limits import newcomers
from community.api.moderated import FlagSchema, NewFlagSchema
from community.store import meeting, reports
from community.store import messages as store
from portalkit.errors import Missing
from portalkit.posts import person
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("messages", __name__, description="What people write to each other")
PAGES = "/internal/v1/pages"


@blueprint.reads(f"{PAGES}/messages", by="member", takes=PageQuery, gives=shown.ConversationsSchema)
def conversations(db, viewer, query):
    """One's conversations, the latest first."""
    found = store.conversations_of(db, viewer, decode(query["cursor"]))
    items, following = page(found, store.CONVERSATIONS_PAGE, "last_at", "id")
    rows = [
        {
            "person": person(row.person, row.name, row.kind),
            "excerpt": row.excerpt,
            "mine": row.author_id == viewer.id,
            "removed": row.removed_at is not None,
            "last_at": row.last_at,
            "unread": row.unread,
        }
        for row in items
    ]
    return {"items": rows, "unread": store.unread(db, viewer), "next": following}


@blueprint.reads(f"{PAGES}/messages/<person_id>", by="member", takes=PageQuery, gives=shown.ConversationSchema)
def conversation(db, viewer, query, person_id):
    """What one and somebody else wrote to each other; nothing yet, where one may meet them."""
    id = store.between(db, viewer.id, person_id)
    other = meeting.person(db, person_id)
    if person_id == viewer.id or (id is None and not meeting.met(db, viewer, person_id)):
        raise Missing()
    before = decode(query["cursor"])
    found = store.written(db, viewer, id, before[0] if before else None) if id else []
    items, following = page(list(found), store.PAGE, "id")
    blocked = store.has_blocked(db, viewer.id, person_id)
    may = other is not None and meeting.each_other(db, viewer, other)
    return {
        "person": person(person_id, other and other.name, other and other.kind),
        "can_write": may and not blocked and not store.has_blocked(db, person_id, viewer.id),
        "blocked": blocked,
        "unread": store.waits(db, id, viewer.id) if id else 0,
        "items": [_view(row, viewer) for row in reversed(items)],
        "next": following,
    }


@blueprint.reads(f"{PAGES}/message/<message_id>", by="member", gives=shown.OneMessageSchema)
def message(db, viewer, message_id):
    """One message, for who takes part."""
    found = store.get(db, viewer, message_id)
    author = meeting.person(db, found.author_id)
    return {
        "message": _view(found, viewer),
        "author": person(found.author_id, author and author.name, author and author.kind),
    }


@blueprint.creates("/v1/people/<person_id>/messages", by="member", takes=shown.SendSchema, gives=shown.SentSchema)
def send(tx, viewer, body, person_id):
    """Write to somebody whom one may meet, and who may meet oneself."""
    return actions.send_message(tx, viewer, person_id, newcomers=newcomers(), **body)


@blueprint.acts("/v1/people/<person_id>/messages/read", by="member", takes=shown.ReadSchema)
def read(tx, viewer, body, person_id):
    """Say what one has read."""
    actions.mark_read(tx, viewer, person_id, **body)


@blueprint.acts(
    "/v1/people/<person_id>/blocked", by="member", takes=shown.BlockSchema, gives=shown.BlockSchema, method="PUT"
)
def block(tx, viewer, body, person_id):
    """Let somebody write to one no more, or again. They are not told."""
    return {"blocked": actions.block(tx, viewer, person_id, **body)}


@blueprint.creates("/v1/messages/<message_id>/flags", by="member", takes=NewFlagSchema, gives=FlagSchema)
def report(tx, viewer, body, message_id):
    """Tell the moderators of a message that one was written."""
    return actions.report(tx, viewer, message_id, **body)


@blueprint.reads("/v1/moderation/messages", by="moderator", gives=shown.ReportedListSchema)
def reported(db, viewer):
    """The messages that somebody reported, each with the one before and the one after it."""
    rows = reports.waiting(db, viewer)
    ids = [row.message_id for row in rows]
    near, said = reports.near(db, ids), reports.said(db, ids)
    return {"items": [_reported(row, near, said) for row in rows]}


@blueprint.acts(
    "/v1/messages/<message_id>/flags/settle", by="moderator", takes=shown.SettleSchema, gives=shown.SettleSchema
)
def settle(tx, viewer, body, message_id):
    """Remove a message that was reported, or leave it."""
    return {"outcome": actions.settle(tx, viewer, message_id, **body)}


def _view(row, viewer):
    removed = row.removed_at is not None
    return {
        "id": row.id,
        "html": row.html,
        "mine": row.author_id == viewer.id,
        "removed": removed,
        "written_at": row.written_at,
    }


def _reported(row, near, said):
    about = [each for each in said if each.message_id == row.message_id][: reports.MOST_SAID]
    return {
        "id": row.message_id,
        "count": row.count,
        "first_at": row.first_at,
        "messages": [
            {
                "id": each.id,
                "author": person(each.author_id, each.name, each.kind),
                "html": each.html,
                "written_at": each.written_at,
                "reported": each.id == row.message_id,
            }
            for each in near
            if each.reported_id == row.message_id
        ],
        "said": [
            {
                "by": person(each.person, each.name, each.kind),
                "reason": each.reason,
                "note": each.note,
                "at": each.reported_at,
            }
            for each in about
        ],
    }
