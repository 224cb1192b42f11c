"""Rows of contests."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select

from community.model.contest import Contest
from community.store.tables import categories, contests
from portalkit.database import Reading, Transaction, columns, param, readable_categories
from portalkit.errors import Stale
from portalkit.viewer import Viewer

MOST = 50

_readable = or_(contests.c.category_id.is_(None), contests.c.category_id.in_(readable_categories(categories)))
ONE = select(*columns(contests, Contest)).where(contests.c.id == param("id"), _readable)
LATEST = (
    select(contests.c.id, contests.c.title, contests.c.starts_at, contests.c.ends_at, categories.c.name)
    .join_from(contests, categories, categories.c.id == contests.c.category_id, isouter=True)
    .where(_readable)
    .order_by(contests.c.ends_at.desc(), contests.c.id.desc())
    .limit(MOST)
)


def get(db: Reading, viewer: Viewer, id: str) -> Contest:
    """The contest, if `viewer` may read its category. Raises Missing."""
    return db.one(ONE, Contest, viewer=viewer, id=id)


def latest(db: Reading, viewer: Viewer) -> Sequence[Row[Any]]:
    """The contests that `viewer` may know of, those first that end last."""
    return db.rows(LATEST, viewer)


def add(tx: Transaction, contest: Contest) -> None:
    """Add a contest."""
    tx.insert(contests, contest)


def change(tx: Transaction, contest: Contest, version: int | None, ends_at: datetime, **text: str) -> Contest:
    """Write another end and text over `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(contests, Contest, contest.id, version, text | {"ends_at": ends_at})
    if changed is None:
        raise Stale("This contest was changed since it was read.")
    return changed
