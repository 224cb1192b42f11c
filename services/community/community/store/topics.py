"""Rows of topics."""

from typing import Any

from sqlalchemy import case, func, or_, select

from community.model.topic import Topic
from community.store import categories, tags, tallies
from community.store.tables import replies, topics
from portalkit.database import Reading, Transaction, columns, param, visible
from portalkit.errors import Stale
from portalkit.posts import MODERATOR
from portalkit.tables import audience_parts
from portalkit.viewer import Viewer

ANY = select(*columns(topics, Topic)).where(topics.c.id == param("id"))
ONE = ANY.where(visible(topics), or_(topics.c.shown, param("sees_hidden")), topics.c.merged_into_id.is_(None))
_demanding = select(audience_parts.c.key).where(audience_parts.c.audience == param("audience"))
USES = select(func.count()).where(topics.c.audience_key.in_(_demanding), topics.c.merged_into_id.is_(None))
IMPORTED = select(topics.c.id, topics.c.imported).where(topics.c.external_id == param("external_id"))

_here = replies.c.topic_id == topics.c.id
_shown = replies.c.state == "shown"
_count = select(func.count()).where(_here, _shown).scalar_subquery()
_last = select(func.max(replies.c.written_at)).where(_here, _shown).scalar_subquery()
_removals = select(func.coalesce(func.sum(replies.c.removals), 0)).where(_here).scalar_subquery()
# Where several can write at once, the second waits here; its next statement sees what the first one wrote. Whoever only
# adds a row that points to the topic holds it in a way that does not stand against this.
LOCK = select(topics.c.id).where(topics.c.id == param("id")).with_for_update(key_share=True)
RECOUNT = (
    topics.update()
    .where(topics.c.id == param("topic_id"))
    .values(
        reply_count=_count,
        last_activity_at=func.coalesce(_last, topics.c.asked_at),
        all_removals=topics.c.removals + _removals,
        state=case((topics.c.accepted_reply_id.is_not(None), "solved"), (_count > 0, "answered"), else_="open"),
    )
)


def get(db: Reading, viewer: Viewer, id: str) -> Topic:
    """The topic, if `viewer` may read it; a hidden one is there for moderators alone. Raises Missing."""
    return db.one(ONE, Topic, viewer=viewer, id=id, sees_hidden=viewer.has(MODERATOR))


def hold(tx: Transaction, id: str) -> None:
    """Keep others from changing the topic and its replies before this transaction ends: what is read next stays."""
    tx.rows(LOCK, id=id)


def held(tx: Transaction, viewer: Viewer, id: str) -> Topic:
    """`get` for whoever is going to change the topic or its replies. Raises Missing."""
    hold(tx, id)
    return get(tx, viewer, id)


def imported(db: Reading, external_id: str) -> tuple[str, str | None] | None:
    """Id and digest of what was imported under `external_id`, or None."""
    rows = db.rows(IMPORTED, external_id=external_id)
    return (rows[0].id, rows[0].imported) if rows else None


def at(db: Reading, id: str) -> Topic:
    """The topic, whoever asks: for the import, and to tell others of it as it is. Raises Missing."""
    return db.one(ANY, Topic, id=id)


def find(db: Reading, id: str) -> Topic | None:
    """The topic, whoever asks, if there is or ever was one under this id."""
    return db.find(ANY, Topic, id=id)


def add(tx: Transaction, topic: Topic, external_id: str | None = None, digest: str | None = None) -> None:
    """Add a topic without replies."""
    tx.insert(topics, topic, external_id=external_id, imported=digest, all_removals=topic.removals)
    categories.recount(tx, topic.category_id, topic.audience_key)
    if topic.tags:
        tags.put(tx, topic.id, topic.tags.split())


def change(tx: Transaction, topic: Topic, version: int | None, **values: Any) -> Topic:
    """Write `values` over version `version` (None: any). Raises Stale if somebody else was faster.

    What is counted from the topic and its replies follows in the same transaction.
    """
    changed = tx.update(topics, Topic, topic.id, version, values)
    if changed is None:
        raise Stale("This topic was changed since it was read.")
    recount(tx, topic.id)
    if topic.tags != changed.tags:
        tags.put(tx, topic.id, changed.tags.split())
    places = {(each.category_id, each.audience_key) for each in (topic, changed)}
    if len(places) > 1 or topic.shown != changed.shown:
        tallies.put(tx, topic, -1)
        tallies.put(tx, changed, 1)
        for category_id, key in sorted(places):
            categories.recount(tx, category_id, key)
    return changed


def recount(tx: Transaction, id: str) -> None:
    """Bring up to date what follows from the replies: their number, the state, the last activity, the removals.

    It does not count the version up: who is just changing the topic has not read anything old.
    """
    hold(tx, id)
    tx.execute(RECOUNT, topic_id=id)


def uses(db: Reading, audience: str) -> int:
    """How many topics demand this audience themselves."""
    return int(db.value(USES, audience=audience))
