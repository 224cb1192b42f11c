"""Let levels open what is closed to who is new, and choose what they open."""

from typing import Any

from community.model.newcomer import Limits
from community.model.trust import Ladder, Trust, checked_ladder, trust
from community.store import trusts
from portalkit import acts
from portalkit.database import Reading, Transaction
from portalkit.errors import Stale
from portalkit.viewer import Viewer


def trusted(db: Reading, writer: Viewer, limits: Limits) -> Trust:
    """Where `writer` stands now. Staff stand on top."""
    if writer.kind == "staff":
        ladder = trusts.ladder(db).below(limits)
        return Trust(ladder, len(ladder.levels))
    found = trusts.find(db, writer)
    return trust(found.ladder.below(limits), found.earned, db.now)


def change_levels(
    tx: Transaction, staff: Viewer, version: int | None, levels: list[dict[str, Any]], lost_days: int
) -> Ladder:
    """Let levels open other things from now on. Raises Invalid, Stale."""
    now = trusts.ladder(tx)
    if version not in (None, now.version):
        raise Stale("Somebody else changed the levels meanwhile.")
    new = checked_ladder(now.version + 1, levels, lost_days)
    trusts.change(tx, new, staff.id)
    acts.note_change(tx, staff, "levels.changed", "levels", {"number": now.version}, {"number": new.version})
    return new
