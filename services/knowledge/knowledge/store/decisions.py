"""Rows of decisions about comments. Whoever reads one may read the article, and wrote the comment or looks after it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select, tuple_

from knowledge.model.comment import REMOVED, may_look_after
from knowledge.model.decision import Decision
from knowledge.store.flags import FIRST, OLDEST, PAGE, PLACE, POST
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, categories, comments, decisions, people
from portalkit.database import Reading, Transaction, columns, param
from portalkit.decisions import Moderator
from portalkit.errors import Missing, Stale
from portalkit.viewer import Viewer

SEEN = and_(
    READABLE,
    comments.c.state != REMOVED,
    or_(decisions.c.author_id == param("writer"), param("sees_hidden")),
)
ONE = (
    select(*columns(decisions, Decision))
    .select_from(decisions.join(comments).join(articles))
    .where(decisions.c.id == param("id"), SEEN)
)
ANY = select(*columns(decisions, Decision)).where(decisions.c.id == param("id"))
KEYS = (
    select(articles.c.audience_key, categories.c.audience_key.label("category_key"))
    .select_from(decisions.join(comments).join(articles).join(categories))
    .where(decisions.c.id == param("id"))
)
MODERATORS = select(people.c.id, people.c.audiences).where(people.c.moderates)
FORGET = decisions.delete().where(decisions.c.comment_id == param("comment"))
_decided = [
    decisions.c[name]
    for name in ("id", "version", "made_by", "reason", "made_at", "appeal", "appealed_at", "outcome", "outcome_reason")
]
_view = select(
    *(column.label(f"comment_{column.key}") if column.key in ("id", "version") else column for column in POST),
    *_decided,
    decisions.c.ended_at,
    articles.c.audience_key,
    categories.c.audience_key.label("category_key"),
).select_from(PLACE.join(decisions, decisions.c.comment_id == comments.c.id))
VIEW = _view.where(decisions.c.id == param("id"), SEEN)
APPEALS = (
    _view.where(
        decisions.c.appealed_at.is_not(None),
        decisions.c.outcome.is_(None),
        SEEN,
        tuple_(decisions.c.appealed_at, decisions.c.id)
        > tuple_(param("at", type_=decisions.c.appealed_at.type), param("last_id")),
    )
    .order_by(decisions.c.appealed_at, decisions.c.id)
    .limit(PAGE + 1)
)


def writer(viewer: Viewer) -> dict[str, Any]:
    """The parameters of `SEEN`; who is nobody in particular wrote nothing."""
    return {"writer": viewer.id if viewer.signed_in else None, "sees_hidden": may_look_after(viewer)}


def get(db: Reading, viewer: Viewer, id: str) -> Decision:
    """The decision, for who wrote the comment and who looks after it, if they may read the article. Raises Missing."""
    return db.one(ONE, Decision, viewer=viewer, id=id, now=db.now, **writer(viewer))


def mine(db: Reading, viewer: Viewer, id: str) -> Decision:
    """The decision, if it is about what `viewer` wrote. Raises Missing."""
    return db.one(ONE, Decision, viewer=viewer, id=id, now=db.now, **writer(viewer) | {"sees_hidden": False})


def at(db: Reading, id: str) -> Decision:
    """The decision, whoever asks: to end it. Raises Missing."""
    return db.one(ANY, Decision, id=id)


def keys(db: Reading, id: str) -> tuple[str, str]:
    """What the article demands of who reads the comment, and what its category does."""
    row = db.rows(KEYS, id=id)[0]
    return row.audience_key, row.category_key


def view(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """A decision with the comment it is about, and where that stands. Raises Missing."""
    rows = db.rows(VIEW, viewer, id=id, now=db.now, **writer(viewer))
    if not rows:
        raise Missing()
    return rows[0]


def appeals(db: Reading, viewer: Viewer, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of appeals that wait, the longest waiting first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(APPEALS, viewer, at=at, last_id=id, now=db.now, **writer(viewer))


def add(tx: Transaction, decision: Decision) -> None:
    """Add a decision."""
    tx.insert(decisions, decision)


def change(tx: Transaction, decision: Decision, version: int | None, **values: Any) -> Decision:
    """Write `values` over version `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(decisions, Decision, decision.id, version, values)
    if changed is None:
        raise Stale("Somebody else decided meanwhile.")
    return changed


def forget(tx: Transaction, comment_id: str) -> None:
    """Drop what was decided about a comment whose writer takes it back, and what they said to that."""
    tx.execute(FORGET, comment=comment_id)


def moderators(db: Reading) -> list[Moderator]:
    """Everybody who is a moderator now, as far as the copy tells."""
    return [Moderator(row.id, row.audiences or []) for row in db.rows(MODERATORS)]
