"""Rows of notices."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, or_, select

from knowledge.model.notice import Notice
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, notices
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.viewer import Viewer

ONE = select(*columns(notices, Notice)).where(notices.c.id == param("id"))
OF_PERSON = (
    select(notices.c.id, articles.c.title)
    .join_from(notices, articles, articles.c.id == notices.c.article_id)
    .where(
        notices.c.id.in_(listed("ids")),
        notices.c.person_id == param("viewer_id"),
        or_(
            and_(notices.c.audience_key.is_(None), param("at_desk")),
            and_(notices.c.audience_key.is_not(None), READABLE),
        ),
    )
    .order_by(notices.c.id)
)

GIVEN_SINCE = (
    select(notices.c.id)
    .where(
        notices.c.article_id == param("article"), notices.c.act == param("what"), notices.c.given_at > param("since")
    )
    .limit(1)
)


def add(tx: Transaction, notice: Notice) -> None:
    """Add a row."""
    tx.insert(notices, notice)


def get(db: Reading, id: str) -> Notice:
    """One notice. Raises Missing."""
    return db.one(ONE, Notice, id=id)


def given_since(db: Reading, article_id: str, act: str, since: datetime) -> bool:
    """Whether somebody was told of this act about an article since then."""
    return bool(db.rows(GIVEN_SINCE, article=article_id, what=act, since=since))


def which(db: Reading, viewer: Viewer, ids: Iterable[str], at_desk: bool) -> list[tuple[str, str]]:
    """Those of `ids` that are for this person, with the titles that their articles have now.

    What concerns the work on an article is for who is `at_desk`, what concerns a comment for who may read the article.
    """
    rows = db.rows(OF_PERSON, viewer, ids=list(ids), at_desk=at_desk, now=db.now)
    return [(row.id, row.title) for row in rows]
