"""Rows of remembered browsers."""

from sqlalchemy import select

from accounts.model.factor import Remembered
from accounts.store.tables import remembered
from portalkit.database import Reading, Transaction, columns, param

_mine = (remembered.c.user_id == param("user_id"), remembered.c.expires_at > param("now"))
OF_USER = select(*columns(remembered, Remembered)).where(*_mine).order_by(remembered.c.created_at.desc()).limit(100)
ONE = select(remembered.c.id).where(*_mine, remembered.c.secret_hash == param("secret_hash"))
DROP = remembered.delete().where(remembered.c.user_id == param("of_user"))
DROP_ONE = DROP.where(remembered.c.id == param("one"))
PRUNE = remembered.delete().where(remembered.c.expires_at < param("now"))


def of_user(db: Reading, user_id: str) -> list[Remembered]:
    """The browsers that are not asked, newest first."""
    return db.all(OF_USER, Remembered, user_id=user_id, now=db.now)


def id_of(db: Reading, user_id: str, secret_hash: str) -> str | None:
    """Which of them holds this secret, if one does."""
    found: str | None = db.value(ONE, user_id=user_id, secret_hash=secret_hash, now=db.now)
    return found


def add(tx: Transaction, browser: Remembered, secret_hash: str) -> None:
    """Add a browser."""
    tx.insert(remembered, browser, secret_hash=secret_hash)


def drop(tx: Transaction, user_id: str, id: str | None = None) -> int:
    """Ask again in all of a person's browsers, or in one; in how many."""
    return tx.execute(DROP, of_user=user_id) if id is None else tx.execute(DROP_ONE, of_user=user_id, one=id)


def prune(tx: Transaction) -> None:
    """Forget those whose time has passed."""
    tx.execute(PRUNE, now=tx.now)
