"""What the gateway asks for people who come in or go: who is it, sign in and out, register, mailed links."""

from typing import Any

from accounts.actions import addresses, applications, passwords, sessions
from accounts.actions.applications import Registration
from accounts.actions.passkeys import finish_with_passkey
from accounts.actions.second_steps import finish_with_code
from accounts.actions.sessions import Attempt
from accounts.actions.who_is import who_is
from accounts.api.desk import desk
from accounts.api.schemas.doors import (
    EmailSchema,
    LinkSchema,
    NewPasswordSchema,
    OwnSession,
    RegisterSchema,
    SignedInSchema,
    SignInSchema,
    TokenSchema,
    WhoamiQuestion,
    WhoamiSchema,
)
from accounts.api.schemas.factors import BeginSchema, BegunSchema, FinishedSchema, FinishSchema
from accounts.model.session import hashed
from accounts.store import links
from portalkit.database import Database, Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, idempotency

blueprint = Blueprint("doors", __name__, description="Coming in: for the gateway")


@blueprint.steps("/internal/v1/whoami", by="gateway", takes=WhoamiQuestion, gives=WhoamiSchema, quiet=True)
def whoami(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Say whose session this is."""
    return who_is(database, desk(), body["session"], body["visiting"])


@blueprint.steps("/internal/v1/sessions", by="gateway", takes=SignInSchema, gives=SignedInSchema, status=201)
def sign_in(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Start a session by the password alone, as earlier gateways do; refused where a code is asked for."""
    return sessions.sign_in(database, desk(), Attempt(**body | {"ip": str(body["ip"])}))


@blueprint.steps("/internal/v1/sign-ins", by="gateway", takes=BeginSchema, gives=BegunSchema, status=201)
def begin(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Start a session; where a second factor is asked for, give a ticket to `finish` with."""
    return sessions.begin(database, desk(), Attempt(**body | {"ip": str(body["ip"])}))


@blueprint.steps("/internal/v1/sign-ins/finish", by="gateway", takes=FinishSchema, gives=FinishedSchema, status=201)
def finish(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Start the session whose password was right, by a code of the app, a recovery code or a passkey."""
    if body["credential"] is not None:
        return finish_with_passkey(database, desk(), body["ticket"], body["credential"], body["remember"])
    return finish_with_code(database, desk(), body["ticket"], body["code"] or "", body["remember"])


@blueprint.acts("/internal/v1/sign-out", by="gateway", takes=OwnSession)
def sign_out(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> None:
    """End a session."""
    sessions.sign_out(tx, body["session"])


@blueprint.steps("/internal/v1/registrations", by="gateway", takes=RegisterSchema, gives=EmailSchema, status=202)
def register(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Ask for an account, once for each Idempotency-Key within a quarter of an hour.

    The answer is the same whether the address has one or not; the rest comes by mail.
    """
    applications.register(database, desk(), Registration(**body), idempotency.key())
    return {"email": body["email"]}


@blueprint.acts("/internal/v1/password-resets", by="gateway", takes=EmailSchema, gives=EmailSchema, status=202)
def ask_for_password(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Ask for a new password. The answer is the same for every address; the rest comes by mail."""
    applications.ask_for_password(tx, body["email"])
    return {"email": body["email"]}


@blueprint.acts("/internal/v1/verifications", by="gateway", takes=TokenSchema, gives=EmailSchema)
def verify(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Confirm the address that the link was mailed to. Nobody is signed in by it."""
    return {"email": passwords.verify(tx, body["token"]).email}


@blueprint.steps("/internal/v1/passwords", by="gateway", takes=NewPasswordSchema, gives=EmailSchema)
def choose_password(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Choose a new password by a mailed link. All sessions end; nobody is signed in by it."""
    return {"email": passwords.choose_password(database, desk(), body["token"], body["password"]).email}


@blueprint.acts("/internal/v1/addresses", by="gateway", takes=TokenSchema, gives=EmailSchema)
def confirm_address(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Use the new address that the link was mailed to. Nobody is signed in or out by it."""
    return {"email": addresses.confirm_address(tx, desk().portal, body["token"]).email}


@blueprint.asks("/internal/v1/links/look", by="gateway", takes=TokenSchema, gives=LinkSchema)
def look_at_link(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Say what a mailed link is good for, without using it up."""
    link = links.look(db, hashed(body["token"]))
    return {"purpose": link.purpose if link else None}
