"""How many were told of what one wrote, or would be, over HTTP: numbers with reasons, and nobody's name."""

from dataclasses import asdict
from typing import Any

from flask import current_app
from marshmallow import fields

from notify.actions.reaching import reach
from notify.model.attention import Caps
from notify.model.sender import WAYS, WHYS, group_of, told
from notify.store import senders
from portalkit.database import Reading
from portalkit.errors import Missing
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import choice

blueprint = Blueprint("senders", __name__, description="What became of mails about one's own posts")


class GroupSchema(Schema):
    """How mails went, why so, and how many."""

    how = choice(*WAYS)
    why = choice(*WHYS)
    number = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Null: fewer than five, at least one."}
    )


class ToldSchema(Schema):
    """How many were told of one post."""

    kind = choice("topic", "reply")
    id = fields.String(required=True)
    at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "Null: told by an older release."}
    )
    goes_on = fields.Boolean(required=True, metadata={"description": "Others are still to be told."})
    number = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Null: without groups fewer than five, with groups one of these is so small."},
    )
    groups = fields.List(
        fields.Nested(GroupSchema), required=True, metadata={"description": "None where fewer than ten were told."}
    )


class ToldOfPostsSchema(Schema):
    """What the caller wrote in a topic: the topic itself, then replies, latest first."""

    items = fields.List(fields.Nested(ToldSchema), required=True)


class ReachSchema(Schema):
    """What a new topic in a category would do, as `Told` says it of one that was told."""

    number = fields.Integer(required=True, allow_none=True)
    groups = fields.List(fields.Nested(GroupSchema), required=True)
    spends = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Per cent of the mails that they can still get at once this week."},
    )
    partly = fields.Boolean(required=True, metadata={"description": "There are more; some were looked at."})


@blueprint.reads("/internal/v1/pages/reach/<category_id>", by="staff", gives=ReachSchema)
def reach_of_category(db: Reading, viewer: Viewer, category_id: str) -> dict[str, Any]:
    """Whom a topic that the caller wrote in a category now would be told to, how, and what that would spend."""
    caps: Caps = current_app.extensions["caps"]
    found = reach(db, caps, viewer, category_id)
    return asdict(found.told) | {"spends": found.spends, "partly": found.partly}


@blueprint.reads("/internal/v1/pages/told/<topic_id>", by="member", gives=ToldOfPostsSchema)
def told_of_posts(db: Reading, viewer: Viewer, topic_id: str) -> dict[str, Any]:
    """How many were told of what the caller wrote in a topic: at once, later, in a digest or not by mail, and why."""
    posts = senders.posts(db, viewer, topic_id)
    if not posts:
        raise Missing()
    ids = [id for _, id, _ in posts]
    rows, waits = senders.counts(db, viewer, ids), senders.waiting(db, ids)
    items = []
    for kind, id, at in posts:
        found = told((group_of(row.outcome, row.reason, row.why), row.number) for row in rows if row.thing_id == id)
        items.append({"kind": kind, "id": id, "at": at, "goes_on": id in waits} | asdict(found))
    return {"items": items}
