"""Rows of decisions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select

from community.model.decision import Decision
from community.store.tables import decisions, people, topics
from portalkit.database import Reading, Transaction, columns, listed, param, visible
from portalkit.decisions import Moderator
from portalkit.errors import Stale
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

# People meet a hidden topic of their own. What they wrote in somebody else's goes with that, and decisions with both.
TOPIC_MET = or_(topics.c.shown, topics.c.author_id == param("writer"))
MINE = and_(decisions.c.author_id == param("writer"), TOPIC_MET)
SEEN = and_(visible(topics), or_(MINE, param("sees_hidden")))
ANY = select(*columns(decisions, Decision)).where(decisions.c.id == param("id"))
ONE = select(*columns(decisions, Decision)).join_from(decisions, topics).where(decisions.c.id == param("id"), SEEN)
MODERATORS = select(people.c.id, people.c.audiences).where(people.c.moderates)
VISIBLE = (
    select(decisions.c.id, topics.c.title, topics.c.state)
    .join_from(decisions, topics)
    .where(decisions.c.id.in_(listed("ids")), SEEN)
    .order_by(decisions.c.id)
)


def writer(viewer: Viewer) -> dict[str, Any]:
    """The parameters of `SEEN`; who is nobody in particular wrote nothing."""
    return {"writer": viewer.id if viewer.signed_in else None, "sees_hidden": viewer.has(MODERATOR)}


def get(db: Reading, viewer: Viewer, id: str) -> Decision:
    """The decision, for who wrote the post and for moderators, if they may read the topic. Raises Missing."""
    return db.one(ONE, Decision, viewer=viewer, id=id, **writer(viewer))


def mine(db: Reading, viewer: Viewer, id: str) -> Decision:
    """The decision, if it is about what `viewer` wrote. Raises Missing."""
    return db.one(ONE, Decision, viewer=viewer, id=id, **writer(viewer) | {"sees_hidden": False})


def visible_among(db: Reading, viewer: Viewer, ids: list[str]) -> Sequence[Row[Any]]:
    """Those of `ids` that are decisions about what `viewer` wrote, or that a moderator may read."""
    return db.rows(VISIBLE, viewer, ids=ids, **writer(viewer))


def at(db: Reading, id: str) -> Decision:
    """The decision, whoever asks: to tell others of it as it is. Raises Missing."""
    return db.one(ANY, Decision, id=id)


def add(tx: Transaction, decision: Decision) -> None:
    """Add a decision."""
    tx.insert(decisions, decision)


def change(tx: Transaction, decision: Decision, version: int | None, **values: Any) -> Decision:
    """Write `values` over version `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(decisions, Decision, decision.id, version, values)
    if changed is None:
        raise Stale("Somebody else decided meanwhile.")
    return changed


def moderators(db: Reading) -> list[Moderator]:
    """Everybody who is a moderator now, as far as the copy tells."""
    return [Moderator(row.id, row.audiences or []) for row in db.rows(MODERATORS)]
