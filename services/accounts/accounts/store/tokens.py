"""Rows of API tokens."""

from datetime import timedelta

from sqlalchemy import func, select

from accounts.model.token import Token
from accounts.store.tables import counters, tokens
from portalkit.database import Reading, Transaction, columns, param

_token = columns(tokens, Token)
_lives = tokens.c.expires_at > param("now")
_rules = select(counters.c.value).where(counters.c.name == "rules").scalar_subquery()
BY_HASH = select(*_token, _rules.label("rules")).where(tokens.c.secret_hash == param("hash"), _lives)
OF_USER = select(*_token).where(tokens.c.user_id == param("user_id"), _lives).order_by(tokens.c.id.desc())
COUNT = select(func.count()).select_from(tokens).where(tokens.c.user_id == param("user_id"), _lives)
USED = tokens.update().where(tokens.c.id == param("row_id")).values(used_at=param("now"))
DROP = tokens.delete().where(tokens.c.id == param("row_id"), tokens.c.user_id == param("whose"))
DROP_ALL = tokens.delete().where(tokens.c.user_id == param("whose"))
PRUNE = tokens.delete().where(tokens.c.expires_at < param("before"))


def by_hash(db: Reading, secret_hash: str) -> tuple[Token, int | None] | None:
    """The token with this secret while it is good, and the version of the rules of audiences."""
    row = next(iter(db.rows(BY_HASH, hash=secret_hash, now=db.now)), None)
    return (Token(*row[: len(_token)]), row.rules) if row is not None else None


def of_user(db: Reading, user_id: str) -> list[Token]:
    """This person's tokens that are good, newest first."""
    return db.all(OF_USER, Token, user_id=user_id, now=db.now)


def count(db: Reading, user_id: str) -> int:
    """How many those are."""
    return int(db.value(COUNT, user_id=user_id, now=db.now))


def add(tx: Transaction, token: Token, secret_hash: str) -> None:
    """Add a token."""
    tx.insert(tokens, token, secret_hash=secret_hash)


def mark_used(tx: Transaction, token_id: str) -> None:
    """Note that a program has just used it."""
    tx.execute(USED, row_id=token_id, now=tx.now)


def drop(tx: Transaction, user_id: str, token_id: str) -> bool:
    """Remove one of a person's tokens; False when there is none like that."""
    return tx.execute(DROP, row_id=token_id, whose=user_id) > 0


def drop_all(tx: Transaction, user_id: str) -> None:
    """Remove all of a person's tokens."""
    tx.execute(DROP_ALL, whose=user_id)


def prune(tx: Transaction) -> None:
    """Forget tokens that are long dead."""
    tx.execute(PRUNE, before=tx.now - timedelta(days=1))
