"""Who is it? Asked by the gateway about every request, answered from rows."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from accounts.actions.desk import Desk
from accounts.model.audience import is_audience, somebody_in
from accounts.model.session import SEEN_EVERY, hashed
from accounts.model.user import User, is_administrator, may_view
from accounts.model.visit import visit_before
from accounts.store import audiences, sessions, users, visits
from accounts.store.sessions import Who
from portalkit.database import Database, Reading

NOBODY: dict[str, Any] = {
    "signed_in": False,
    "version": "0",
    "viewer": None,
    "sid": None,
    "viewing": None,
    "last_visit_at": None,
}


def who_is(database: Database, desk: Desk, secret: str, visiting: bool = False) -> dict[str, Any]:
    """The person whose session this is; `version` changes with anything in the answer. At most three statements.

    `visiting`: a page is opened, not a part of one, nor does a program ask. Of whom is seen only now and then it is
    noted, which takes two statements more.
    While an administrator looks at the portal as somebody, or as whoever is in an audience, `viewing` says as whom, for
    at most four statements more.
    """
    with database.reading() as db:
        who = sessions.who(db, hashed(secret))
        if who is None:
            return NOBODY
        audiences = desk.memo.audiences(db, who.user_id, who.user_version, who.rules_version, who.membership_id)
        viewing, as_whom = _viewing(db, desk, who)
        now = db.now
    _note(database, who, visiting, now)
    last_visit_at = visit_before(who.opened_at, who.last_visit_at, now)
    visit = round(last_visit_at.timestamp() * 1000) if last_visit_at else 0
    return {
        "signed_in": True,
        "version": f"{who.sid}.{who.user_version}.{visit}.{who.membership_id or 0}.{who.rules_version or 0}{as_whom}",
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
        "last_visit_at": last_visit_at,
    }


def _note(database: Database, who: Who, visiting: bool, now: datetime) -> None:
    """Write down that the session is in use, and its person here, at most once a minute each."""
    used = now - who.seen_at >= SEEN_EVERY
    here = visiting and (who.opened_at is None or now - who.opened_at >= SEEN_EVERY)
    if used or here:
        # When the disk takes nothing, people can still read.
        with suppress(sessions.CannotWrite), database.transaction(counted=False) as tx:
            if used:
                sessions.mark_seen(tx, who.sid)
            if here:
                visits.mark(tx, who.user_id)


def _viewing(db: Reading, desk: Desk, who: Who) -> tuple[dict[str, Any] | None, str]:
    """As whom this session looks at the portal, and what of it `version` says.

    Nobody, when its time is over, or the rights of those whom it concerns are such no more.
    """
    if who.viewing_id is None or who.viewing_until is None or who.viewing_until <= db.now:
        return None, ""
    by, until = users.find(db, who.user_id), who.viewing_until
    if is_audience(who.viewing_id):
        audience = audiences.named(db, who.viewing_id)
        if by is None or not is_administrator(by) or getattr(audience, "retired_at", None):
            return None, ""
        named = {"id": audience.id, "name": audience.name}
        viewing = {"until": until, "viewer": somebody_in(audience, who.locale), "audience": named}
        return viewing, f".{audience.id}.{getattr(audience, 'version', 1)}.{until:%H%M%S}"
    person = users.find(db, who.viewing_id)
    if person is None or by is None or not may_view(by, person):
        return None, ""
    acting = person.standing.membership_id if person.standing else None
    inside = desk.memo.audiences(db, person.id, person.version, who.rules_version, acting)
    viewing = {"until": until, "viewer": shown(person, inside), "audience": None}
    return viewing, f".{person.id}.{person.version}.{acting or 0}.{until:%H%M%S}"


def shown(user: User, audiences: tuple[str, ...]) -> dict[str, Any]:
    """A person as the gateway is told of one."""
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
