"""Rows of mailed links."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from accounts.model.link import Link
from accounts.store.tables import links
from portalkit.database import Reading, Transaction, columns, param

_good = (
    links.c.hash == param("link_hash"),
    links.c.used_at.is_(None),
    links.c.expires_at > param("now"),
)
LOOK = select(*columns(links, Link)).where(*_good)
USE = (
    links.update()
    .where(*_good, links.c.purpose == param("of_purpose"))
    .values(used_at=param("now"))
    .returning(*columns(links, Link))
)
WAITING = (
    select(*columns(links, Link))
    .where(
        links.c.user_id == param("user_id"),
        links.c.purpose == param("of_purpose"),
        links.c.used_at.is_(None),
        links.c.expires_at > param("now"),
    )
    .order_by(links.c.expires_at.desc())
    .limit(1)
)
DROP = links.delete().where(links.c.user_id == param("of_user"), links.c.purpose == param("of_purpose"))
PRUNE = links.delete().where(links.c.expires_at < param("before"))


def look(db: Reading, link_hash: str) -> Link | None:
    """The link, if it is still good."""
    return db.find(LOOK, Link, link_hash=link_hash, now=db.now)


def use(tx: Transaction, link_hash: str, purpose: str) -> Link | None:
    """Use the link up; None when it is not good for `purpose` any more. Only one of several callers gets it."""
    return tx.find(USE, Link, link_hash=link_hash, of_purpose=purpose, now=tx.now)


def waiting(db: Reading, user_id: str, purpose: str) -> Link | None:
    """The newest link of a person for `purpose` that is still good."""
    return db.find(WAITING, Link, user_id=user_id, of_purpose=purpose, now=db.now)


def add(
    tx: Transaction,
    link_hash: str,
    user_id: str,
    purpose: str,
    lifetime: timedelta,
    chosen: dict[str, Any] | None = None,
) -> None:
    """Add a link."""
    tx.insert(links, Link(user_id, purpose, tx.now + lifetime, chosen), hash=link_hash)


def drop(tx: Transaction, user_id: str, purpose: str) -> None:
    """Make all links of a person for `purpose` void."""
    tx.execute(DROP, of_user=user_id, of_purpose=purpose)


def prune(tx: Transaction) -> None:
    """Forget links that are long dead."""
    tx.execute(PRUNE, before=tx.now - timedelta(days=1))
