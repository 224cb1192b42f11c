"""Keep what is held of somebody as long as there is a ground: their erasure waits, and goes on by itself.

What is lifted may be gone within a minute, and what is set keeps from somebody what is theirs to ask for. So for both
an administrator proves who they are, and a browser that was left open is not enough.
"""

from datetime import date
from typing import Any

from accounts.actions.proofs import check_proven
from accounts.model.hold import Hold, check_can_hold, check_can_lift, check_until
from accounts.store import audit, holds, users
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def set_hold(tx: Transaction, by: Viewer, person: str, ground: str, note: str | None, until: date | None) -> Hold:
    """Let an erasure of this person wait, also one that they ask for later. Raises Missing, Invalid, Refused."""
    check_proven(tx, by)
    check_until(until, tx.now)
    check_can_hold(users.get(tx, person).state, holds.count(tx, person))
    hold = Hold(new_id(), person, ground, note, until, by.id, tx.now)
    holds.add(tx, hold)
    _note(tx, by, hold, "set")
    return hold


def lift_hold(tx: Transaction, by: Viewer, person: str, hold_id: str) -> None:
    """End a hold; an erasure that waited for it alone begins at once. Raises Missing, Refused."""
    check_proven(tx, by)
    hold = holds.one_of(tx, person, hold_id)
    check_can_lift(hold, by.id, tx.now)
    _note(tx, by, holds.lift(tx, hold, by.id), "lifted")


def _note(tx: Transaction, by: Viewer, hold: Hold, verb: str) -> None:
    """The log outlives the person, so it has the ground and the day, and not the note."""
    said: dict[str, Any] = {"hold_id": hold.id, "ground": hold.ground, "until": hold.until and hold.until.isoformat()}
    audit.append(tx, by.id, f"hold.{verb}", hold.person, said)
