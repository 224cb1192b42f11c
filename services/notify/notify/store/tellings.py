"""Rows of facts whose followers are being told, and how far that is."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from notify.model.copies import Follow
from notify.model.message import REPLY_POSTED, TOPIC_ASKED
from notify.model.telling import Telling
from notify.store.tables import replies, tellings, topics
from portalkit.database import Reading, Transaction, columns, param, values_of

_this = tuple(column == param(f"of_{column.name}") for column in tellings.primary_key.columns)
BEGIN = insert_or(tellings).on_conflict_do_nothing()
DUE = (
    select(*columns(tellings, Telling))
    .where(tellings.c.next_at <= param("now"))
    .order_by(tellings.c.next_at, tellings.c.thing_id)
    .limit(1)
)
NEXT = DUE.with_for_update(skip_locked=True)  # what another worker has taken is not waited for
GO_ON = tellings.update().where(*_this).values(after_id=param("last"))
PUT_OFF = tellings.update().where(*_this).values(next_at=param("next"))
END = tellings.delete().where(*_this)

# Ids begin with the time, and of what is newer than a fact that has just arrived there is little.
REPLIES_SINCE = (
    select(replies.c.id)
    .where(replies.c.id > param("since"), replies.c.topic_id == param("topic"), replies.c.shown)
    .order_by(replies.c.id)
)
TOPICS_SINCE = (
    select(topics.c.id, topics.c.category_id, topics.c.tags)
    .where(topics.c.id > param("since"), topics.c.shown)
    .order_by(topics.c.id)
)


def begin(tx: Transaction, telling: Telling, at: datetime | None = None) -> None:
    """Have those told who come behind the one named, now or then. It goes on as it did if the fact has come again."""
    tx.execute(BEGIN, **values_of(tellings, telling), next_at=at or tx.now)


def waits(db: Reading) -> bool:
    """Whether anybody is to be told now."""
    return bool(db.rows(DUE, now=db.now))


def take(tx: Transaction) -> Telling | None:
    """The one that waits longest, held until the transaction ends."""
    return tx.find(NEXT, Telling, now=tx.now)


def go_on(tx: Transaction, telling: Telling, last: str) -> None:
    """All have been told up to `last`."""
    tx.execute(GO_ON, **_key(telling), last=last)


def put_off(tx: Transaction, telling: Telling, until: datetime) -> None:
    """Leave it alone for a while."""
    tx.execute(PUT_OFF, **_key(telling), next=until)


def end(tx: Transaction, telling: Telling) -> None:
    """Everybody has been told."""
    tx.execute(END, **_key(telling))


def since(db: Reading, follow: Follow, fact: str) -> list[Telling]:
    """What those are told who follow this, of all that was posted after the fact of that id and is here."""
    kind, followed = follow.kind, follow.thing_id
    if kind == "topic":
        return [
            Telling(REPLY_POSTED, row.id, kind, followed) for row in db.rows(REPLIES_SINCE, since=fact, topic=followed)
        ]
    rows = db.rows(TOPICS_SINCE, since=fact)
    of_it = [
        row.id
        for row in rows
        if followed == row.category_id or (kind == "tag" and followed in (row.tags or "").split())
    ]
    return [Telling(TOPIC_ASKED, id, kind, followed) for id in of_it]


def _key(telling: Telling) -> dict[str, str]:
    return {f"of_{column.name}": getattr(telling, column.name) for column in tellings.primary_key.columns}
