"""Rows of who follows what."""

from sqlalchemy import select

from community.model.follow import Follow
from community.store.tables import follows
from portalkit.database import Reading, Transaction, columns, param

ONE = select(*columns(follows, Follow)).where(
    follows.c.user_id == param("user_id"), follows.c.kind == param("kind"), follows.c.thing_id == param("thing_id")
)
HELD = ONE.with_for_update()

ANY = select(*columns(follows, Follow)).where(follows.c.id == param("id"))


def at(db: Reading, id: str) -> Follow:
    """What somebody said about following something. Raises Missing."""
    return db.one(ANY, Follow, id=id)


def held(tx: Transaction, user_id: str, kind: str, thing_id: str) -> Follow | None:
    """What the person last said about following this, or None; for whoever is going to change it."""
    return tx.find(HELD, Follow, user_id=user_id, kind=kind, thing_id=thing_id)


def add(tx: Transaction, follow: Follow) -> None:
    """Add a person's wish."""
    tx.insert(follows, follow)


def change(tx: Transaction, follow: Follow, following: bool) -> Follow:
    """Change the wish."""
    changed = tx.update(follows, Follow, follow.id, follow.version, {"following": following})
    assert changed is not None
    return changed
