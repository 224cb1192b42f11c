"""Have what is held of oneself, or have it gone: asked for with a proof, answered by every service."""

from typing import Any

import structlog
from sqlalchemy import Row

from accounts.actions.applications import send
from accounts.actions.desk import Desk
from accounts.actions.proofs import check_owner
from accounts.actions.sessions import end_sessions
from accounts.actions.telling import tell
from accounts.model import facts, mails
from accounts.model.claim import (
    DONE,
    ERASURE,
    EXPORT,
    OPEN,
    WAITING,
    Claim,
    check_leaves_none_alone,
    check_may_leave,
    check_not_again,
    check_not_waiting,
    is_over,
)
from accounts.model.portal import Portal
from accounts.model.session import hashed, new_secret
from accounts.store import administering, audit, claims, holds, users
from portalkit import rights
from portalkit.database import Database, Transaction
from portalkit.ids import new_id
from portalkit.limits import Limit
from portalkit.viewer import Viewer

log = structlog.get_logger(__name__)
HERE = "accounts"
# Of one person: each may be a guess at the password.
TRIES = {EXPORT: Limit("exports-of", 5, 3600), ERASURE: Limit("erasures-of", 5, 3600)}


def ask_for_export(database: Database, desk: Desk, by: Viewer, password: str | None) -> Claim:
    """Have every service put together what it holds of `by`. Raises Invalid, Refused, Throttled."""
    check_owner(database, desk, by, password, TRIES[EXPORT])
    with database.transaction() as tx:
        check_not_again(claims.latest(tx, by.id, EXPORT), tx.now)
        claim = Claim(new_id(), EXPORT, by.id, tx.now, OPEN)
        claims.add(tx, claim)
        audit.append(tx, by.id, "export.asked", by.id, {})
        tx.publish("accounts.export.requested.v1", claim, {"user_id": by.id})
        said = rights.export(tx, rights.held(HERE), by.id, claim.id)
        claims.answer(tx, claim.id, HERE, said or {})
        return claim


def ask_for_erasure(database: Database, desk: Desk, by: Viewer, password: str | None, leave_alone: bool = False) -> str:
    """Close the account of `by` at once, and have every service let go of them; the secret that shows the receipt.

    What there is of them here goes as soon as the last letter is out and no hold is in force any more. An organisation
    that only they administer is left without an administrator where they say so: `leave_alone`.
    Raises Invalid, Refused, Throttled.
    """
    check_owner(database, desk, by, password, TRIES[ERASURE])
    secret = new_secret()
    with database.transaction() as tx:
        user = users.get(tx, by.id)
        check_may_leave(users.other_administrators(tx, by.id), "administrator" in user.roles)
        check_not_waiting(claims.open_of(tx, by.id, ERASURE))
        alone = administering.alone_in(tx, by.id)
        check_leaves_none_alone(len(alone), leave_alone)
        claim = Claim(new_id(), ERASURE, by.id, tx.now, WAITING, hashed(secret))
        claims.add(tx, claim)
        letter = mails.account_is_erased(desk.portal, secret, held=holds.count(tx, by.id) > 0)
        send(tx, user, claim.id, "account-is-erased", letter)
        end_sessions(tx, by.id, by.id)
        audit.append(tx, by.id, "erasure.asked", by.id, {})
        for one in alone:
            audit.append(tx, by.id, "organisation.left", one["id"], {})
        tell(tx, "changed", users.change(tx, by.id, None, state="suspended"))
    return secret


class Erasing:
    """The worker's step that erases who asked for it, once their last letter is out and nothing holds them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def run_due(self) -> int:
        """Erase whoever is due, each in a transaction of their own; how many."""
        with self._database.reading() as db:
            due = claims.ready_to_erase(db)
        for claim in due:
            with self._database.transaction() as tx:
                erase(tx, claim)
        return len(due)


def erase(tx: Transaction, claim: Claim) -> None:
    """Let go of a person here, and tell the other services to; not yet, if somebody has set a hold meanwhile.

    Business transactions here stand in one line, so a hold is set before this one, and seen, or finds them erased.
    """
    if holds.count(tx, claim.person):
        return
    if claims.change(tx, claim, state=OPEN) is None:
        return
    rights.forget(tx, rights.held(HERE), claim.person, claim.id)
    audit.append(tx, claim.person, "user.erased", claim.person, {})
    user = users.get(tx, claim.person)
    data = facts.erased(user, claim.id)
    tx.publish("accounts.user.erased.v1", user, data, person=user.id, personal={})


def answered_here(tx: Transaction, row: Row[Any]) -> None:
    """What accounts itself has let go of."""
    record_answer(tx, None, row.erasure_id, HERE, {"outcomes": row.outcomes})


def record_answer(tx: Transaction, portal: Portal | None, claim_id: str, service: str, said: dict[str, Any]) -> None:
    """Keep what a service answered. When it was the last, the claim is done; who asked for a copy is told."""
    claim = claims.get(tx, claim_id)
    if claim is None or not claims.answer(tx, claim_id, service, said):
        return
    if claim.state == OPEN and is_over(claims.answers(tx, claim_id).keys()):
        claims.change(tx, claim, state=DONE, ended_at=tx.now)
        user = users.get(tx, claim.person)
        if claim.kind == EXPORT and portal is not None and user.state == "active":
            send(tx, user, claim_id, "export-is-ready", mails.export_is_ready(portal))
