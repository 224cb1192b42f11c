"""Passkeys: one's own, and signing in by one."""

from typing import Any

from accounts.actions import passkeys as actions
from accounts.actions.sessions import network_of
from accounts.api.desk import desk
from accounts.api.schemas.doors import SignedInSchema
from accounts.api.schemas.passkeys import (
    NetworkSchema,
    NewPasskeySchema,
    OptionsSchema,
    PasskeySchema,
    PasskeySignInSchema,
)
from accounts.model.passkey import Passkey
from portalkit.database import Database, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("passkeys", __name__, description="Passkeys")


@blueprint.acts("/internal/v1/passkeys/challenge", by="gateway", takes=NetworkSchema, gives=OptionsSchema, status=201)
def challenge(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, str]:
    """What a browser uses a passkey by."""
    return actions.challenge(tx, desk(), network_of(str(body["ip"])))


@blueprint.steps(
    "/internal/v1/passkeys/sign-in", by="gateway", takes=PasskeySignInSchema, gives=SignedInSchema, status=201
)
def sign_in(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Start a session without a password."""
    return actions.sign_in_by_passkey(database, desk(), **body)


@blueprint.acts("/v1/me/passkeys/challenge", by="member", gives=OptionsSchema, status=201)
def challenge_new(tx: Transaction, viewer: Viewer) -> dict[str, str]:
    """What one's browser makes a passkey by."""
    return actions.challenge_new(tx, desk(), viewer)


@blueprint.steps("/v1/me/passkeys", by="member", takes=NewPasskeySchema, gives=PasskeySchema, status=201)
def add_passkey(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Keep a passkey that the browser made."""
    return shown(actions.add_passkey(database, desk(), viewer, body["name"], body["credential"]))


@blueprint.acts("/v1/me/passkeys/<passkey_id>", by="member", method="DELETE")
def remove_passkey(tx: Transaction, viewer: Viewer, passkey_id: str) -> None:
    """Let a passkey open nothing any more."""
    actions.remove_passkey(tx, desk(), viewer, passkey_id)


def shown(passkey: Passkey) -> dict[str, Any]:
    """A passkey as its owner sees it."""
    return {name: getattr(passkey, name) for name in ("id", "name", "created_at", "used_at")}
