"""API tokens: made with a proof, shown once, good until they end or are revoked; and whose one is."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from accounts.actions.applications import send
from accounts.actions.desk import Desk
from accounts.actions.proofs import check_proven
from accounts.actions.who_is import NOBODY, shown
from accounts.model import mails_tokens as mails
from accounts.model.session import SEEN_EVERY, hashed
from accounts.model.token import SID, START, Token, as_seen_by, check_in_session, check_room, checked_scopes, new_token
from accounts.model.user import tidy_name
from accounts.store import audit, tokens, users
from accounts.store.sessions import CannotWrite
from portalkit.database import Database, Transaction
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def make_token(tx: Transaction, desk: Desk, by: Viewer, name: str, scopes: list[str], days: int) -> tuple[Token, str]:
    """Make a token and tell its owner by mail; with it the secret, shown this once. Raises Refused, Invalid."""
    check_proven(tx, by)
    tx.alone(f"tokens-{by.id}")
    user = users.get(tx, by.id)
    check_room(tokens.count(tx, by.id))
    ends = tx.now + timedelta(days=days)
    token = Token(new_id(), by.id, tidy_name(name), checked_scopes(user, scopes), tx.now, ends)
    secret = new_token()
    tokens.add(tx, token, hashed(secret))
    audit.append(tx, by.id, "token.made", token.id, {"scopes": token.scopes, "days": days})
    send(tx, user, new_id(), "token-made", mails.token_made(desk.portal, token))
    return token, secret


def revoke_token(tx: Transaction, by: Viewer, token_id: str) -> None:
    """Let one of one's own tokens open nothing from now on. Raises Missing."""
    check_in_session(by)
    if not tokens.drop(tx, by.id, token_id):
        raise Missing()
    audit.append(tx, by.id, "token.revoked", token_id, {})


def token_is(database: Database, desk: Desk, secret: str) -> dict[str, Any]:
    """Whom a token speaks for, as `who_is` says it, with its scopes; answered from rows, so what is revoked ends."""
    if not secret.startswith(START):
        return NOBODY | {"scopes": []}
    with database.reading() as db:
        found = tokens.by_hash(db, hashed(secret))
        user = users.find(db, found[0].user_id) if found else None
        if found is None or user is None or user.state != "active":
            return NOBODY | {"scopes": []}
        (token, rules), now = found, db.now
        seen = as_seen_by(user, token.scopes)
        audiences = tuple(desk.memo.rules(db, rules).audiences_of(seen))
    if token.used_at is None or now - token.used_at >= SEEN_EVERY:
        # When the disk takes nothing, programs can still read.
        with suppress(CannotWrite), database.transaction(counted=False) as tx:
            tokens.mark_used(tx, token.id)
    acting = user.standing.membership_id if user.standing else 0
    return NOBODY | {
        "signed_in": True,
        "version": f"{SID}{token.id}.{user.version}.{acting}.{rules or 0}",
        "sid": f"{SID}{token.id}",
        "viewer": shown(seen, audiences),
        "scopes": token.scopes,
    }
