"""Rows of reviews and of what was said in them. Who writes or reviews reads them."""

from typing import Any

from sqlalchemy import Row, and_, or_, select

from knowledge.model.review import Remark, Review
from knowledge.store.remits import IN_REMIT, remit_of
from knowledge.store.tables import articles, categories, is_waiting, people, remarks, reviews, revisions
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Stale
from portalkit.viewer import Viewer

ROWS_A_PAGE = 20

ALL = select(*columns(reviews, Review)).where(reviews.c.article_id == param("article"))
WAITING = ALL.where(is_waiting)
LAST = ALL.order_by(reviews.c.asked_at.desc(), reviews.c.id.desc()).limit(1)
_asked = people.alias("asked")
_decided = people.alias("decided")
_queue = (
    select(
        reviews.c.article_id.label("id"),
        reviews.c.id.label("review_id"),
        reviews.c.asked_by,
        reviews.c.asked_at,
        reviews.c.note,
        _asked.c.name.label("asked_name"),
        _asked.c.kind.label("asked_kind"),
        revisions.c.title,
        articles.c.genre,
        articles.c.state,
        articles.c.published_at,
        articles.c.audience_key,
        articles.c.category_id,
        categories.c.name.label("category"),
        categories.c.audience_key.label("category_key"),
    )
    .select_from(reviews)
    .join(articles, articles.c.id == reviews.c.article_id)
    .join(categories, categories.c.id == articles.c.category_id)
    .join(revisions, and_(revisions.c.article_id == reviews.c.article_id, revisions.c.number == reviews.c.revision))
    .join(_asked, _asked.c.id == reviews.c.asked_by, isouter=True)
    .where(is_waiting, IN_REMIT)
    .order_by(reviews.c.asked_at, reviews.c.id)
    .limit(ROWS_A_PAGE + 1)
)
_further = or_(
    reviews.c.asked_at > param("last_at"),
    and_(reviews.c.asked_at == param("last_at"), reviews.c.id > param("last_id")),
)
QUEUE = {False: _queue, True: _queue.where(_further)}
SHOWN = (
    select(
        *columns(reviews, Review),
        _asked.c.name.label("asked_name"),
        _asked.c.kind.label("asked_kind"),
        _decided.c.name.label("decided_name"),
        _decided.c.kind.label("decided_kind"),
        articles.c.title.label("out_title"),
        articles.c.summary.label("out_summary"),
        articles.c.body.label("out_body"),
        articles.c.state.label("article_state"),
        articles.c.published_at,
        articles.c.audience_key,
        categories.c.audience_key.label("category_key"),
        categories.c.path.label("category_path"),
        revisions.c.title,
        revisions.c.summary,
        revisions.c.body,
    )
    .select_from(reviews)
    .join(articles, articles.c.id == reviews.c.article_id)
    .join(categories, categories.c.id == articles.c.category_id)
    .join(revisions, and_(revisions.c.article_id == reviews.c.article_id, revisions.c.number == reviews.c.revision))
    .join(_asked, _asked.c.id == reviews.c.asked_by, isouter=True)
    .join(_decided, _decided.c.id == reviews.c.decided_by, isouter=True)
    .where(reviews.c.article_id == param("article"))
    .order_by(reviews.c.asked_at.desc(), reviews.c.id.desc())
    .limit(1)
)
REMARKS = (
    select(
        remarks.c.id,
        remarks.c.body,
        remarks.c.said_at,
        remarks.c.author_id,
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
    )
    .select_from(remarks.outerjoin(people, people.c.id == remarks.c.author_id))
    .where(remarks.c.review_id == param("review"))
    .order_by(remarks.c.id)
)


def waiting(db: Reading, article_id: str) -> Review | None:
    """The review that waits for an article to come out, if one does."""
    return db.find(WAITING, Review, article=article_id)


def last(db: Reading, article_id: str) -> Review:
    """The newest review of an article. Raises Missing."""
    return db.one(LAST, Review, article=article_id)


def add(tx: Transaction, review: Review) -> None:
    """Add a row."""
    tx.insert(reviews, review)


def change(tx: Transaction, review: Review, version: int | None, values: dict[str, Any]) -> Review:
    """Write `values` over a review as it was read here; `version` is what the caller read (None: whatever it was).

    Raises Stale.
    """
    changed = None
    if version in (None, review.version):
        changed = tx.update(reviews, Review, review.id, review.version, values)
    if changed is None:
        raise Stale("The review has changed since you read it.")
    return changed


def add_remark(tx: Transaction, remark: Remark) -> None:
    """Add what somebody said."""
    tx.insert(remarks, remark)


def queue(db: Reading, viewer: Viewer, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what waits where `viewer` reviews, and one more if there is more, longest waiting first."""
    more = {} if last is None else {"last_at": last[0], "last_id": last[1]}
    return list(db.rows(QUEUE[last is not None], remit_of=remit_of(viewer), **more))


def shown(db: Reading, article_id: str) -> Row[Any] | None:
    """The newest review of an article with its words and those that are out, or None."""
    rows = db.rows(SHOWN, article=article_id)
    return rows[0] if rows else None


def said(db: Reading, review_id: str) -> list[Row[Any]]:
    """What was said in a review, in its order."""
    return list(db.rows(REMARKS, review=review_id))
