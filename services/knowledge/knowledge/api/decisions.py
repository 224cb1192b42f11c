"""Decisions about comments over HTTP: why one is hidden, and appeals against that."""

from knowledge.actions import appeals, decisions
from knowledge.api.comment_shapes import decision
from knowledge.api.decision_schemas import CommentAppeals, CommentDecision, DecisionView
from knowledge.store import decisions as store
from knowledge.store import flags as queue
from portalkit.decisions import is_other
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.decided import AppealSchema, OutcomeSchema
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("decisions", __name__, description="Why comments are hidden, and appeals against that")


@blueprint.reads("/v1/moderation/appeals", by="moderator", takes=PageQuery, gives=CommentAppeals, etag="state")
def list_appeals(db, viewer, query):
    """The appeals that wait, as far as the moderator may read what they are about."""
    rows, further = page(list(store.appeals(db, viewer, decode(query["cursor"]))), queue.PAGE, "appealed_at", "id")
    others = store.moderators(db) if rows else []
    return {"items": [_decision(row, viewer, others) for row in rows], "next": further}


@blueprint.reads("/v1/decisions/<decision_id>", by="member", gives=DecisionView, etag="state")
def get_decision(db, viewer, decision_id):
    """Why a comment is hidden: for who wrote it, and who looks after comments."""
    return _decision(store.view(db, viewer, decision_id), viewer, store.moderators(db))


@blueprint.creates("/v1/decisions/<decision_id>/appeal", by="member", takes=AppealSchema, gives=CommentDecision)
def appeal(tx, viewer, body, decision_id):
    """Ask for a second look at one's own comment, once."""
    return decisions.appeal(tx, viewer, decision_id, **body)


@blueprint.changes(
    "/v1/decisions/<decision_id>/outcome", by="moderator", takes=OutcomeSchema, gives=CommentDecision, method="PUT"
)
def judge(tx, viewer, body, version, decision_id):
    """Decide about an appeal: somebody else than who hid the comment, unless there is nobody else."""
    return appeals.judge_appeal(tx, viewer, decision_id, version, **body)


def _decision(row, viewer, moderators):
    return decision(row, viewer, is_other(viewer, row.made_by, moderators, row.audience_key, row.category_key))
