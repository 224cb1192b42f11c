"""One's own ways to sign in, and proving who one is."""

from typing import Any

from accounts.actions import factors, proofs
from accounts.actions.passkeys import prove_by_passkey
from accounts.actions.passwords import change_password
from accounts.actions.remembering import forget
from accounts.api.desk import desk
from accounts.api.passkeys import shown
from accounts.api.schemas.factors import (
    CodeSchema,
    FactorsSchema,
    NewTotpSchema,
    OwnPasswordSchema,
    ProofSchema,
    ProvenSchema,
    RecoveryCodesSchema,
)
from accounts.model.passkey import Site
from accounts.store import factors as rows
from accounts.store import passkeys, remembered
from portalkit.database import Database, Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("factors", __name__, description="How one signs in")


@blueprint.reads("/v1/me/factors", by="member", gives=FactorsSchema)
def get_factors(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """One's own ways to sign in, no secret among them."""
    app = rows.totp(db, viewer.id)
    return {
        "totp": {"since": app.confirmed_at} if app and app.confirmed_at else None,
        "recovery_codes": rows.recovery_left(db, viewer.id),
        "passkeys": [shown(one) for one in passkeys.of_user(db, viewer.id)],
        "takes_passkeys": Site.of(desk().portal.origin).takes_passkeys,
        "remembered": [
            {"id": one.id, "device": one.device, "created_at": one.created_at, "expires_at": one.expires_at}
            for one in remembered.of_user(db, viewer.id)
        ],
        "proven_until": proofs.proven_until(db, viewer),
    }


@blueprint.steps("/v1/me/proof", by="member", takes=ProofSchema, gives=ProvenSchema)
def prove(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Prove who one is, for what is sensitive within the next ten minutes."""
    if body["credential"] is None:
        proofs.prove(database, desk(), viewer, body["password"], body["code"])
    else:
        prove_by_passkey(database, desk(), viewer, body["credential"])
    with database.reading() as db:
        return {"until": proofs.proven_until(db, viewer)}


@blueprint.acts("/v1/me/totp", by="member", gives=NewTotpSchema, status=201)
def begin_totp(tx: Transaction, viewer: Viewer) -> dict[str, Any]:
    """Begin with an app that shows codes. It counts once `confirm` has seen one of them."""
    return factors.begin_totp(tx, desk(), viewer)


@blueprint.steps("/v1/me/totp/confirm", by="member", takes=CodeSchema, gives=RecoveryCodesSchema)
def confirm_totp(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Be asked for codes from now on; the answer holds ten recovery codes."""
    return factors.confirm_totp(database, desk(), viewer, body["code"])


@blueprint.acts("/v1/me/totp", by="member", method="DELETE")
def remove_totp(tx: Transaction, viewer: Viewer) -> None:
    """Be asked for the password alone from now on."""
    factors.remove_totp(tx, desk(), viewer)


@blueprint.acts("/v1/me/recovery-codes", by="member", gives=RecoveryCodesSchema, status=201)
def make_recovery_codes(tx: Transaction, viewer: Viewer) -> dict[str, Any]:
    """Ten new recovery codes; the ones before work no more."""
    return factors.make_recovery_codes(tx, desk(), viewer)


@blueprint.acts("/v1/me/remembered/<browser_id>", by="member", method="DELETE")
def forget_browser(tx: Transaction, viewer: Viewer, browser_id: str) -> None:
    """Be asked for the second factor in that browser again."""
    forget(tx, viewer, browser_id)


@blueprint.steps("/v1/me/password", by="member", takes=OwnPasswordSchema)
def change_my_password(database: Database, viewer: Viewer, body: dict[str, Any]) -> None:
    """Choose another password. All sessions but this one end."""
    change_password(database, desk(), viewer, body["password"])
