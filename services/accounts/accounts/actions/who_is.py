"""Who is it? Asked by the gateway about every request, answered from rows."""

from contextlib import suppress
from typing import Any

from accounts.actions.desk import Desk
from accounts.model.session import SEEN_EVERY, hashed
from accounts.model.user import User, may_view
from accounts.store import sessions, users
from accounts.store.sessions import Who
from portalkit.database import Database, Reading

NOBODY: dict[str, Any] = {"signed_in": False, "version": "0", "viewer": None, "sid": None, "viewing": None}


def who_is(database: Database, desk: Desk, secret: str) -> dict[str, Any]:
    """The person whose session this is; `version` changes with anything in the answer. At most three statements.

    While an administrator looks at the portal as somebody, `viewing` says as whom, for at most four statements more.
    """
    with database.reading() as db:
        who = sessions.who(db, hashed(secret))
        if who is None:
            return NOBODY
        audiences = desk.memo.audiences(db, who.user_id, who.user_version, who.rules_version)
        person = _looked_as(db, who)
        viewing = person and {
            "until": who.viewing_until,
            "viewer": _shown(person, desk.memo.audiences(db, person.id, person.version, who.rules_version)),
        }
        now = db.now
    if now - who.seen_at >= SEEN_EVERY:
        # When the disk takes nothing, people can still read.
        with suppress(sessions.CannotWrite), database.transaction(counted=False) as tx:
            sessions.mark_seen(tx, who.sid)
    as_whom = f".{person.id}.{person.version}.{who.viewing_until:%H%M%S}" if person else ""
    return {
        "signed_in": True,
        "version": f"{who.sid}.{who.user_version}.{who.rules_version or 0}{as_whom}",
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
        "viewing": viewing,
    }


def _looked_as(db: Reading, who: Who) -> User | None:
    """As whom this session looks at the portal, while its time lasts and both people's rights are such."""
    if who.viewing_id is None or who.viewing_until is None or who.viewing_until <= db.now:
        return None
    person, by = users.find(db, who.viewing_id), users.find(db, who.user_id)
    return person if person and by and may_view(by, person) else None


def _shown(user: User, audiences: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "kind": user.kind,
        "roles": user.roles,
        "organisation": user.organisation,
        "audiences": audiences,
        "locale": user.locale,
    }
