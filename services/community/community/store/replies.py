"""Rows of replies."""

from typing import Any, NamedTuple

from sqlalchemy import and_, case, or_, select

from community.model.reply import Reply
from community.store.tables import replies, topics
from community.store.topics import hold, recount
from portalkit.database import Reading, Transaction, columns, param, visible
from portalkit.errors import Stale
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

ANY = select(*columns(replies, Reply)).where(replies.c.id == param("id"))
ONE = (
    select(*columns(replies, Reply))
    .join_from(replies, topics)
    .where(
        replies.c.id == param("id"),
        visible(topics),
        or_(and_(replies.c.state == "shown", topics.c.shown), and_(replies.c.state != "gone", param("sees_hidden"))),
    )
)
IMPORTED = select(replies.c.external_id, replies.c.id, replies.c.imported, replies.c.state).where(
    replies.c.topic_id == param("topic_id"), replies.c.external_id.is_not(None)
)


class Known(NamedTuple):
    """A reply that was imported before."""

    id: str
    digest: str | None
    state: str


def get(db: Reading, viewer: Viewer, id: str) -> Reply:
    """The reply, if `viewer` may read its topic; a hidden one is there for moderators alone. Raises Missing."""
    return db.one(ONE, Reply, viewer=viewer, id=id, sees_hidden=viewer.has(MODERATOR))


def held(tx: Transaction, viewer: Viewer, id: str) -> Reply:
    """`get` for whoever is going to change the reply; its topic is held. Raises Missing."""
    hold(tx, get(tx, viewer, id).topic_id)
    return get(tx, viewer, id)


def at(db: Reading, id: str) -> Reply:
    """The reply, whoever asks: to tell others of it as it is. Raises Missing."""
    return db.one(ANY, Reply, id=id)


def imported(db: Reading, topic_id: str) -> dict[str, Known]:
    """The replies that were imported into the topic, by external id."""
    rows = db.rows(IMPORTED, topic_id=topic_id)
    return {row.external_id: Known(row.id, row.imported, row.state) for row in rows}


def add(tx: Transaction, reply: Reply, external_id: str | None = None, digest: str | None = None) -> None:
    """Add a reply."""
    tx.insert(replies, reply, external_id=external_id, imported=digest)
    recount(tx, reply.topic_id)


def change(tx: Transaction, reply: Reply, version: int | None, **values: Any) -> Reply:
    """Write `values` over version `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(replies, Reply, reply.id, version, values)
    if changed is None:
        raise Stale("This reply was changed since it was read.")
    recount(tx, reply.topic_id)
    return changed


def replace(tx: Transaction, reply: Reply, digest: str) -> Reply:
    """Write what was imported anew over the reply of the same id, hidden or not."""
    written = {name: getattr(reply, name) for name in ("author_id", "body", "html", "written_at", "mentions")}
    removals = replies.c.removals + case((replies.c.body != reply.body, 1), else_=0)
    return change(tx, reply, None, imported=digest, removals=removals, **written)
