"""What somebody has earned, and what the levels are."""

from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.trust import Earned, Ladder, Level
from community.store import tallies
from community.store.tables import decisions, level_rules, messages, people, topics
from portalkit.database import Reading, Transaction, param, visible
from portalkit.errors import Stale
from portalkit.viewer import Viewer

REVERSED = "reversed"

_latest = select(level_rules).order_by(level_rules.c.version.desc()).limit(1).subquery()
_accepted = select(func.count()).where(topics.c.accepted_author_id == param("writer"), topics.c.shown, visible(topics))
_hidden = select(func.max(decisions.c.made_at)).where(
    decisions.c.author_id == param("writer"), or_(decisions.c.outcome.is_(None), decisions.c.outcome != REVERSED)
)
_removed = select(func.max(messages.c.removed_at)).where(
    messages.c.author_id == param("writer"), messages.c.removed_at.is_not(None)
)
RULES = select(_latest)
MORE = (  # what a statement about somebody (`writer`) tells beside points, days and accepted answers
    *(select(_latest.c[name]).scalar_subquery().label(name) for name in ("version", "levels", "lost_days")),
    _hidden.scalar_subquery().label("hidden_at"),
    _removed.scalar_subquery().label("removed_at"),
)
EARNED = select(
    tallies.of(param("writer")).label("points"),
    select(people.c.joined_at).where(people.c.id == param("writer")).scalar_subquery().label("joined_at"),
    _accepted.scalar_subquery().label("accepted"),
    *MORE,
)
CHANGE = insert_or(level_rules).on_conflict_do_nothing()


class Found(NamedTuple):
    """The levels, and what somebody has of what they ask for."""

    ladder: Ladder
    earned: Earned


def find(db: Reading, writer: Viewer) -> Found:
    """What `writer` has earned in what they may read: acts elsewhere are not told by a level."""
    return read(db.rows(EARNED, writer, writer=writer.id)[0])


def read(row: Any) -> Found:
    """The same, of a row that has all of it."""
    taken = [each for each in (row.hidden_at, row.removed_at) if each is not None]
    earned = Earned(row.points or 0, row.joined_at, row.accepted, max(taken, default=None))
    return Found(_ladder(row), earned)


def ladder(db: Reading) -> Ladder:
    """The levels as they are now."""
    rows = db.rows(RULES)
    return _ladder(rows[0]) if rows else Ladder()


def change(tx: Transaction, new: Ladder, by: str) -> None:
    """Let new levels hold from now on. Raises Stale if somebody else was faster."""
    levels = [[getattr(level, name) for name in Level.__slots__] for level in new.levels]
    row = {"version": new.version, "levels": levels, "lost_days": new.lost_days, "made_by": by, "made_at": tx.now}
    if not tx.execute(CHANGE, **row):
        raise Stale("Somebody else changed the levels meanwhile.")


def _ladder(row: Any) -> Ladder:
    if row.version is None:
        return Ladder()
    return Ladder(row.version, tuple(Level(*numbers) for numbers in row.levels), row.lost_days)
