"""Replies over HTTP."""

from community.actions import replies as actions
from community.actions import votes
from community.api import shapes
from community.api.limits import newcomers
from community.api.schemas import (
    HideSchema,
    RepliesQuery,
    ReplySchema,
    VotedSchema,
    VoteSchema,
    WriteReplySchema,
)
from community.api.views import RepliesViewSchema
from community.model.topic import may_accept
from community.store import pages
from community.store import replies as store
from portalkit.errors import Missing
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("replies", __name__, description="Replies in a topic")


@blueprint.reads(
    "/v1/topics/<topic_id>/replies", by="anyone", takes=RepliesQuery, gives=RepliesViewSchema, etag="state"
)
def list_replies(db, viewer, query, topic_id):
    """The replies in a topic, oldest first, or what helped most people first."""
    topic = pages.topic(db, viewer, topic_id)
    if topic is None:
        raise Missing()
    found = pages.topic_replies(db, viewer, topic.id, query["order"], decode(query["cursor"]))
    items, following = page(found, pages.REPLIES_PAGE, *pages.ORDERS[query["order"]])
    accept = may_accept(viewer, topic.author_id, topic.shown, topic.topic_kind)
    return {
        "items": [shapes.reply(each, viewer, db.now, topic.accepted_reply_id, accept) for each in items],
        "next": following,
    }


@blueprint.creates("/v1/topics/<topic_id>/replies", by="member", takes=WriteReplySchema, gives=ReplySchema)
def write_reply(tx, viewer, body, topic_id):
    """Add a reply to a topic."""
    return actions.post_reply(tx, viewer, topic_id, newcomers=newcomers(), **body)


@blueprint.reads("/v1/replies/<reply_id>", by="anyone", gives=ReplySchema)
def get_reply(db, viewer, reply_id):
    """A reply with the version that changes name in If-Match."""
    return ReplySchema().dump(store.get(db, viewer, reply_id))


@blueprint.changes("/v1/replies/<reply_id>", by="member", takes=WriteReplySchema, gives=ReplySchema)
def change_reply(tx, viewer, body, version, reply_id):
    """Change a reply: its writer within a day, a moderator always."""
    return actions.edit_reply(tx, viewer, reply_id, version, newcomers=newcomers(), **body)


@blueprint.changes("/v1/replies/<reply_id>/hidden", by="moderator", takes=HideSchema, gives=ReplySchema, method="PUT")
def hide(tx, viewer, body, version, reply_id):
    """Hide a reply from everybody but moderators and its writer, or show it again."""
    if body["hidden"]:
        return actions.hide_reply(tx, viewer, reply_id, version, body["reason"])
    return actions.show_reply(tx, viewer, reply_id, version, body["reason"])


@blueprint.acts("/v1/replies/<reply_id>/vote", by="member", takes=VoteSchema, gives=VotedSchema, method="PUT")
def vote(tx, viewer, body, reply_id):
    """Say that a reply helped, or take that back."""
    return votes.vote_for_reply(tx, viewer, reply_id, **body)
