"""Votes: whether an article helped, and what its editors read of that."""

from typing import Any

from knowledge.actions.votes import vote
from knowledge.api.desk import record
from knowledge.api.history import heading
from knowledge.api.vote_schemas import CastVote, SaidPage, VisitorsVote, VoteSchema
from knowledge.model.article import EDITORS
from knowledge.model.vote import OF_BROWSER, REASONS
from knowledge.store import desk, votes
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("votes", __name__, description="Whether articles help")


@blueprint.acts("/v1/articles/<article_id>/vote", by="member", takes=CastVote, gives=VoteSchema, method="PUT")
def cast(tx, viewer, body, article_id):
    """Say whether an article helped, or say something else than before."""
    return vote(tx, viewer, article_id, **body)


@blueprint.acts("/internal/v1/articles/<article_id>/votes", by="anyone", takes=VisitorsVote, gives=VoteSchema)
def cast_here(tx, viewer, body, article_id):
    """The same from the portal, for visitors too: `browser` is a secret of one browser, which the portal keeps."""
    return vote(tx, viewer, article_id, **body)


@blueprint.reads("/internal/v1/pages/staff/article/<article_id>/votes", by=EDITORS, takes=PageQuery, gives=SaidPage)
def said(db, viewer, query, article_id):
    """What readers say of an article: how many it helped, why not, and their words, newest first."""
    row = desk.one(db, viewer, article_id)
    record(viewer, "opened", [row])
    rows, further = page(votes.said(db, article_id, decode(query["cursor"])), votes.ROWS_A_PAGE, "voted_at", "id")
    good, why = votes.counts(db, article_id)
    return {
        "article": heading(row),
        "helpful": good,
        "unhelpful": sum(why.values()),
        "reasons": [{"reason": name, "label": word, "count": why.get(name, 0)} for name, word in REASONS.items()],
        "items": [_said(each) for each in rows],
        "next": further,
    }


def _said(row: Any) -> dict[str, Any]:
    """A vote without whose it is: who says that something is wrong need not fear to have said it."""
    copied = {name: getattr(row, name) for name in ("reason", "text", "of_version", "voted_at")}
    return copied | {
        "label": REASONS.get(row.reason, ""),
        "by": "visitor" if row.voter.startswith(OF_BROWSER) else "member",
    }
