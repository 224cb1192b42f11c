"""When people were here: columns of theirs that are no part of what others are told, nor of their version."""

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


def mark(tx: Transaction, user_id: str) -> None:
    """Note that somebody opened a page: after a pause it is another visit."""
    tx.execute(MARK, user_id=user_id, now=tx.now, paused=tx.now - PAUSE)
