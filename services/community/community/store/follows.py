"""Rows of who follows what."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, union_all

from community.model.follow import Follow
from community.store.tables import categories, follows
from portalkit.database import Reading, Transaction, columns, param, satisfied_keys
from portalkit.viewer import Viewer

ONE = select(*columns(follows, Follow)).where(
    follows.c.user_id == param("user_id"), follows.c.kind == param("kind"), follows.c.thing_id == param("thing_id")
)
HELD = ONE.with_for_update()

_mine = (follows.c.user_id == param("viewer_id"), follows.c.following)
_tags = select(follows.c.kind, follows.c.thing_id, follows.c.thing_id.label("name")).where(
    *_mine, follows.c.kind == "tag"
)
_categories = (
    select(follows.c.kind, follows.c.thing_id, categories.c.name)
    .join_from(follows, categories, categories.c.id == follows.c.thing_id)
    .where(*_mine, follows.c.kind == "category", categories.c.audience_key.in_(satisfied_keys()))
)
_places = union_all(_categories, _tags).subquery()
PLACES = select(_places).order_by(_places.c.kind, _places.c.name, _places.c.thing_id)
ANY = select(*columns(follows, Follow)).where(follows.c.id == param("id"))


def at(db: Reading, id: str) -> Follow:
    """What somebody said about following something. Raises Missing."""
    return db.one(ANY, Follow, id=id)


def places(db: Reading, viewer: Viewer) -> Sequence[Row[Any]]:
    """The categories that `viewer` follows and may read, and the tags: kind, id and name, by name."""
    return db.rows(PLACES, viewer)


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
