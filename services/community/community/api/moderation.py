"""Flags, decisions, appeals, and what was done to posts."""

from community.actions import appeals, decisions, flags
from community.api import moderated as shown
from community.api.moderated_shapes import decision, entry, flagged, post
from community.model.history import may_read_history
from community.store import decisions as store
from community.store import history, moderation, pages
from portalkit.decisions import is_other
from portalkit.errors import Missing, Refused
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.decided import AppealSchema, OutcomeSchema
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("moderation", __name__, description="What does not belong here, and what is done about it")


@blueprint.creates("/v1/topics/<topic_id>/flags", by="member", takes=shown.NewFlagSchema, gives=shown.FlagSchema)
def flag_topic(tx, viewer, body, topic_id):
    """Tell the moderators of a topic."""
    return flags.flag_topic(tx, viewer, topic_id, **body)


@blueprint.creates("/v1/replies/<reply_id>/flags", by="member", takes=shown.NewFlagSchema, gives=shown.FlagSchema)
def flag_reply(tx, viewer, body, reply_id):
    """Tell the moderators of a reply."""
    return flags.flag_reply(tx, viewer, reply_id, **body)


@blueprint.acts("/v1/topics/<topic_id>/flags/dismiss", by="moderator")
def dismiss_topic(tx, viewer, topic_id):
    """Leave a topic as it is, whatever was told of it."""
    flags.dismiss_topic_flags(tx, viewer, topic_id)


@blueprint.acts("/v1/replies/<reply_id>/flags/dismiss", by="moderator")
def dismiss_reply(tx, viewer, reply_id):
    """Leave a reply as it is, whatever was told of it."""
    flags.dismiss_reply_flags(tx, viewer, reply_id)


@blueprint.reads("/v1/moderation/flags", by="moderator", takes=PageQuery, gives=shown.FlaggedListSchema, etag="state")
def list_flagged(db, viewer, query):
    """The posts that somebody told of and nobody has decided about, as far as the moderator may read them."""
    items, following = page(
        moderation.flagged(db, viewer, decode(query["cursor"])), moderation.PAGE, "first_at", "thing_id"
    )
    said = moderation.said(db, [row.thing_id for row in items])
    return {"items": [flagged(row, said) for row in items], "next": following}


@blueprint.reads("/v1/moderation/held", by="moderator", takes=PageQuery, gives=shown.HeldListSchema, etag="state")
def list_held(db, viewer, query):
    """What people wrote who are new, and what waits for a moderator, who shows or hides it."""
    items, following = page(
        moderation.held(db, viewer, decode(query["cursor"])), moderation.PAGE, "written_at", "thing_id"
    )
    return {"items": [post(row) for row in items], "next": following}


@blueprint.reads("/v1/moderation/appeals", by="moderator", takes=PageQuery, gives=shown.AppealListSchema, etag="state")
def list_appeals(db, viewer, query):
    """The appeals that wait, as far as the moderator may read what they are about."""
    items, following = page(
        moderation.appeals(db, viewer, decode(query["cursor"])), moderation.PAGE, "appealed_at", "id"
    )
    others = store.moderators(db)
    return {"items": [_decision(row, viewer, others) for row in items], "next": following}


@blueprint.reads("/v1/decisions/<decision_id>", by="member", gives=shown.DecisionViewSchema, etag="state")
def get_decision(db, viewer, decision_id):
    """Why a post is hidden: for who wrote it, and for moderators."""
    row = moderation.decision(db, viewer, decision_id)
    if row is None:
        raise Missing()
    return _decision(row, viewer, store.moderators(db))


@blueprint.creates("/v1/decisions/<decision_id>/appeal", by="member", takes=AppealSchema, gives=shown.DecisionSchema)
def appeal(tx, viewer, body, decision_id):
    """Ask for a second look at one's own post, once."""
    return decisions.appeal(tx, viewer, decision_id, **body)


@blueprint.changes(
    "/v1/decisions/<decision_id>/outcome",
    by="moderator",
    takes=OutcomeSchema,
    gives=shown.DecisionSchema,
    method="PUT",
)
def judge(tx, viewer, body, version, decision_id):
    """Decide about an appeal: somebody else than who hid the post, unless there is nobody else."""
    return appeals.judge_appeal(tx, viewer, decision_id, version, **body)


@blueprint.reads("/v1/topics/<topic_id>/history", by="member", takes=PageQuery, gives=shown.HistorySchema, etag="state")
def topic_history(db, viewer, query, topic_id):
    """What was done to a topic: for who wrote it, and for moderators."""
    row = pages.topic(db, viewer, topic_id)
    if row is None:
        raise Missing()
    return _history(db, viewer, query, "topic", row, topic_id)


@blueprint.reads(
    "/v1/replies/<reply_id>/history", by="member", takes=PageQuery, gives=shown.HistorySchema, etag="state"
)
def reply_history(db, viewer, query, reply_id):
    """What was done to a reply: for who wrote it, and for moderators."""
    row = pages.reply(db, viewer, reply_id)
    if row is None:
        raise Missing()
    return _history(db, viewer, query, "reply", row, row.topic_id)


def _history(db, viewer, query, kind, row, topic_id):
    if not may_read_history(viewer, row.author_id):
        raise Refused("not-yours", "Only who wrote this, and moderators, can read what it said before.", 403)
    items, following = page(history.of(db, viewer, row.id, decode(query["cursor"])), history.PAGE, "id")
    return {
        "kind": kind,
        "id": row.id,
        "topic": {"id": topic_id, "title": row.title},
        "items": [entry(each, viewer) for each in items],
        "next": following,
    }


def _decision(row, viewer, moderators):
    return decision(row, viewer, is_other(viewer, row.made_by, moderators, row.audience_key, row.category_key))
