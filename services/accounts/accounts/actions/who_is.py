"""Who is it? Asked by the gateway about every request, answered from rows."""

from contextlib import suppress
from typing import Any

from accounts.actions.desk import Desk
from accounts.model.session import SEEN_EVERY, hashed
from accounts.store import sessions
from portalkit.database import Database

NOBODY: dict[str, Any] = {"signed_in": False, "version": "0", "viewer": None, "sid": None}


def who_is(database: Database, desk: Desk, secret: str) -> dict[str, Any]:
    """The person whose session this is; `version` changes with anything in the answer. At most three statements."""
    with database.reading() as db:
        who = sessions.who(db, hashed(secret))
        if who is None:
            return NOBODY
        audiences = desk.memo.audiences(db, who.user_id, who.user_version, who.rules_version)
        now = db.now
    if now - who.seen_at >= SEEN_EVERY:
        # When the disk takes nothing, people can still read.
        with suppress(sessions.CannotWrite), database.transaction(counted=False) as tx:
            sessions.mark_seen(tx, who.sid)
    return {
        "signed_in": True,
        "version": f"{who.sid}.{who.user_version}.{who.rules_version or 0}",
        "sid": who.sid,
        "viewer": {
            "id": who.user_id,
            "name": who.name,
            "email": who.email,
            "kind": who.kind,
            "roles": who.roles,
            "organisation": who.organisation,
            "audiences": audiences,
            "locale": who.locale,
        },
    }
