"""Reviews: what waits, what would change, and what is decided. For who writes or reviews."""

from types import SimpleNamespace
from typing import Any

from knowledge.actions.reviews import approve_review, ask_for_review, remark_on_review, send_back
from knowledge.api.desk import record
from knowledge.api.history import parts
from knowledge.api.review_schemas import (
    Approve,
    RemarkSchema,
    ReviewPage,
    ReviewQueue,
    ReviewSchema,
    Say,
    SendBack,
)
from knowledge.api.schemas import EditArticle
from knowledge.model.article import EDITORS, PUBLISHED, is_editor
from knowledge.model.review import DESK, REVIEWERS, WAITING, is_reviewer
from knowledge.store import remits, reviews
from portalkit.errors import Missing
from portalkit.posts import FORMER
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("reviews", __name__, description="Reviews before articles come out")
NOTHING = SimpleNamespace(title="", summary="", body="")


@blueprint.reads("/internal/v1/pages/staff/reviews", by=DESK, takes=PageQuery, gives=ReviewQueue)
def queue(db, viewer, query):
    """What waits for a review, longest waiting first."""
    rows, further = page(
        reviews.queue(db, viewer, decode(query["cursor"])), reviews.ROWS_A_PAGE, "asked_at", "review_id"
    )
    record(viewer, "listed", rows)
    items = [
        {
            **{name: getattr(row, name) for name in ("id", "title", "genre", "asked_at", "note")},
            "category": {"id": row.category_id, "name": row.category},
            "asked_by": _person(row, "asked"),
            "own": row.asked_by == viewer.id,
        }
        for row in rows
    ]
    return {"items": items, "next": further}


@blueprint.reads("/internal/v1/pages/staff/article/<article_id>/review", by=DESK, gives=ReviewPage)
def review(db, viewer, article_id):
    """The newest review of an article: its words beside those that are out, and what was said."""
    row = reviews.shown(db, article_id)
    if row is None:
        raise Missing()
    record(viewer, "opened", [SimpleNamespace(id=article_id, **_keys(row))])
    is_out, waits = row.article_state == PUBLISHED, row.state == WAITING
    here = remits.edits_at(db, viewer, row.category_path)
    out = SimpleNamespace(title=row.out_title, summary=row.out_summary, body=row.out_body)
    copied = ("revision", "asked_at", "note", "state", "decided_at", "reason", "version")
    shown = {name: getattr(row, name) for name in copied} | {"asked_by": _person(row, "asked")}
    return {
        "article": {"id": article_id, "title": row.title},
        "is_out": is_out,
        "out_at": row.published_at if not is_out and row.published_at and row.published_at > db.now else None,
        "review": shown | {"decided_by": _person(row, "decided") if row.decided_by else None},
        "parts": parts(out if is_out else NOTHING, row),
        "remarks": [_remark(each) for each in reviews.said(db, row.id)],
        "can": {
            "decide": here and waits and is_reviewer(viewer) and row.asked_by != viewer.id,
            "remark": here and waits,
            "edit": here and is_editor(viewer),
        },
    }


@blueprint.changes("/v1/articles/<article_id>/review", by=EDITORS, takes=EditArticle, gives=ReviewSchema, method="POST")
def ask(tx, viewer, body, version, article_id):
    """Save an article with these last changes, and ask that it come out so."""
    return ask_for_review(tx, viewer, article_id, version, body)


@blueprint.changes(
    "/v1/articles/<article_id>/review/approve", by=REVIEWERS, takes=Approve, gives=ReviewSchema, method="POST"
)
def approve(tx, viewer, body, version, article_id):
    """Bring the article out so, naming in If-Match the version of the review that was read."""
    return approve_review(tx, viewer, article_id, version, body["remark"])


@blueprint.changes(
    "/v1/articles/<article_id>/review/return", by=REVIEWERS, takes=SendBack, gives=ReviewSchema, method="POST"
)
def give_back(tx, viewer, body, version, article_id):
    """Send the article back, with the reason, naming in If-Match the version of the review that was read."""
    return send_back(tx, viewer, article_id, version, body["reason"])


@blueprint.creates("/v1/articles/<article_id>/review/remarks", by=DESK, takes=Say, gives=RemarkSchema)
def say(tx, viewer, body, article_id):
    """Say something about what waits."""
    return remark_on_review(tx, viewer, article_id, body["body"])


def _keys(row: Any) -> dict[str, str]:
    return {"audience_key": row.audience_key, "category_key": row.category_key}


def _person(row: Any, what: str) -> dict[str, Any]:
    name, kind = getattr(row, f"{what}_name"), getattr(row, f"{what}_kind")
    return {"id": getattr(row, f"{what}_by"), "name": name or FORMER, "kind": kind or "staff"}


def _remark(row: Any) -> dict[str, Any]:
    author = {"id": row.author_id, "name": row.author_name or FORMER, "kind": row.author_kind or "staff"}
    return {"id": row.id, "body": row.body, "said_at": row.said_at, "author": author}
