"""Holds on what is held of a person, for administrators."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from accounts.actions.holds import lift_hold, set_hold
from accounts.api.schemas.holds import HoldSchema, HoldsInForceSchema, HoldsSchema, WriteHoldSchema
from accounts.model.hold import Hold
from accounts.store import claims, holds, users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("holds", __name__, description="Holds, for which an erasure waits")
PAGE = 50


def told(hold: Hold, now: datetime) -> dict[str, Any]:
    """What whoever is held, or has the receipt, is told: neither the note nor who decided."""
    in_force = hold.is_in_force(now)
    return {"ground": hold.ground, "set_at": hold.set_at, "until": hold.ends_on(), "in_force": in_force}


def kept(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """All holds on a person with the names of those who decided, and the erasure that the person asked for.

    An administrator reads no note about themselves: it may be about what they are suspected of.
    """
    found, erasure = holds.of_person(db, user_id), claims.erasure_of(db, user_id)
    names = users.names(db, {id for hold in found for id in (hold.set_by, hold.lifted_by) if id})
    asked = {name: getattr(erasure, name) for name in ("asked_at", "state", "ended_at")} if erasure else None
    hidden = {"note": None} if viewer.id == user_id else {}
    return {"items": [_kept(hold, names, db.now) | hidden for hold in found], "erasure": asked}


def _kept(hold: Hold, names: dict[str, str], now: datetime) -> dict[str, Any]:
    known = asdict(hold)
    del known["version"]
    called = {f"{name}_name": names.get(known[name]) for name in ("set_by", "lifted_by")}
    return known | called | {"in_force": hold.is_in_force(now)}


@blueprint.reads("/v1/holds", by="administrator", takes=PageQuery, gives=HoldsInForceSchema)
def list_all_holds(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All holds in force, newest first, so that none is forgotten; and for which of them an erasure waits."""
    (before,) = decode(query["cursor"]) or (None,)
    rows = holds.register(db, before, PAGE + 1)
    items, following = page_of(rows, PAGE, "id")
    names = users.names(db, {row.set_by for row in items})
    told = ("id", "person", "person_name", "ground", "until", "set_at", "set_by", "erasure_waits")
    shown = [{name: getattr(row, name) for name in told} | {"set_by_name": names.get(row.set_by)} for row in items]
    return {"items": shown, "next": following}


@blueprint.reads("/v1/users/<user_id>/holds", by="administrator", gives=HoldsSchema)
def list_holds(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """All holds on a person, also those that have ended, and the erasure that the person asked for."""
    users.get(db, user_id)
    return kept(db, viewer, user_id)


@blueprint.creates("/v1/users/<user_id>/holds", by="administrator", takes=WriteHoldSchema, gives=HoldSchema)
def create_hold(tx: Transaction, viewer: Viewer, body: dict[str, Any], user_id: str) -> Hold:
    """Let an erasure of this person wait; one that has begun is not stopped. It takes a proof of the last ten minutes.

    The answer, which is kept for programs that ask again, is without the note.
    """
    return set_hold(tx, viewer, user_id, **body)


@blueprint.acts("/v1/users/<user_id>/holds/<hold_id>", by="administrator", method="DELETE")
def end_hold(tx: Transaction, viewer: Viewer, user_id: str, hold_id: str) -> None:
    """Lift a hold, with a proof of the last ten minutes.

    An erasure that waited for it alone begins at once, and cannot be stopped.
    """
    lift_hold(tx, viewer, user_id, hold_id)
