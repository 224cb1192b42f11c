"""Rows of the audiences that have a leaderboard of their own, with the names that staff let their people read."""

from collections.abc import Mapping

from sqlalchemy import select

from community.store.tables import boards
from portalkit.database import Reading, Transaction, listed
from portalkit.viewer import Viewer

_all = select(boards.c.audience, boards.c.name).order_by(boards.c.name, boards.c.audience)
ALL = _all
MINE = _all.where(boards.c.audience.in_(listed("viewer_audiences")))
DROP = boards.delete()
ADD = boards.insert()


def everything(db: Reading) -> dict[str, str]:
    """The names of all of them by their audiences, in the order of the names."""
    return {row.audience: row.name for row in db.rows(ALL)}


def of(db: Reading, viewer: Viewer) -> dict[str, str]:
    """Those of the audiences that `viewer` is in: whoever is in none of them does not learn that there are any."""
    return {row.audience: row.name for row in db.rows(MINE, viewer)}


def put(tx: Transaction, names: Mapping[str, str], by: str) -> None:
    """Let there be these, and no others."""
    tx.execute(DROP)
    made = {"made_by": by, "made_at": tx.now}
    tx.execute_many(ADD, [{"audience": audience, "name": name, **made} for audience, name in names.items()])
