"""When people were here: columns of theirs that are no part of what others are told, nor of their version."""

from datetime import datetime

from sqlalchemy import and_, case, or_

from accounts.model.visit import PAUSE
from accounts.store.tables import users
from portalkit.database import Transaction, param

_over = users.c.seen_at <= param("paused")
MARK = (
    users.update()
    .where(and_(users.c.id == param("user_id"), or_(users.c.seen_at.is_(None), users.c.seen_at < param("now"))))
    .values(last_visit_at=case((_over, users.c.seen_at), else_=users.c.last_visit_at), seen_at=param("now"))
)

FIRST = (
    users.update().where(and_(users.c.id == param("user_id"), users.c.seen_at.is_(None))).values(seen_at=param("seen"))
)


def mark(tx: Transaction, user_id: str) -> None:
    """Note that somebody opened a page: after a pause it is another visit."""
    tx.execute(MARK, user_id=user_id, now=tx.now, paused=tx.now - PAUSE)


def begin(tx: Transaction, user_id: str, seen_at: datetime) -> None:
    """Note when somebody was last where they come from, who was never here."""
    tx.execute(FIRST, user_id=user_id, seen=min(seen_at, tx.now))
