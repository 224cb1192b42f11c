"""What is held of oneself: have it, or have it gone; and the receipt of that."""

from typing import Any

from accounts.actions.claims import ask_for_erasure, ask_for_export
from accounts.api.desk import desk
from accounts.api.holds import told
from accounts.api.schemas.claims import (
    ClaimingSchema,
    ClaimSchema,
    ClaimsSchema,
    ErasingSchema,
    ReceiptSchema,
    ReceiptTokenSchema,
)
from accounts.model.claim import ERASURE, EXPORT, PARTS, Claim
from accounts.model.session import hashed
from accounts.store import administering, claims, holds
from portalkit.database import Database, Reading
from portalkit.errors import Missing
from portalkit.schedules import READY
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("claims", __name__, description="What is held of oneself")


@blueprint.reads("/v1/me/claims", by="member", gives=ClaimsSchema)
def list_my_claims(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """What one asked for lately, with which services have answered; and the holds in force, for which erasures wait.

    `alone_in`: the organisations that would have no administrator without oneself.
    """
    return {
        "items": [_shown(db, claim) for claim in claims.of_person(db, viewer.id)],
        "holds": [told(hold, db.now) for hold in holds.in_force(db, viewer.id)],
        "alone_in": administering.alone_in(db, viewer.id),
    }


@blueprint.steps("/v1/me/exports", by="member", takes=ClaimingSchema, gives=ClaimSchema, status=202)
def ask_for_my_data(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Have every service put together what it holds of oneself; it lies ready for a week."""
    claim = ask_for_export(database, desk(), viewer, body["password"])
    with database.reading() as db:
        return _shown(db, claim)


@blueprint.steps("/v1/me/erasure", by="member", takes=ErasingSchema, gives=ReceiptTokenSchema, status=202)
def ask_to_be_erased(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Close one's account at once, and have what is held of oneself erased, while a hold is in force after that.

    `receipt` shows what became of it. Who is the only administrator of an organisation names another first, or says
    that they leave it alone.
    """
    return {"receipt": ask_for_erasure(database, desk(), viewer, body["password"], body["leave_alone"])}


@blueprint.asks("/internal/v1/receipts/look", by="gateway", takes=ReceiptTokenSchema, gives=ReceiptSchema)
def look_at_receipt(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """What became of what was held of somebody, service by service, for whoever has the receipt."""
    claim = claims.by_receipt(db, hashed(body["receipt"]))
    if claim is None:
        raise Missing()
    return _shown(db, claim)


def _shown(db: Reading, claim: Claim) -> dict[str, Any]:
    answers = claims.answers(db, claim.id)
    waited_for = holds.since(db, claim.person, claim.asked_at) if claim.kind == ERASURE else []
    return {
        "id": claim.id,
        "kind": claim.kind,
        "state": claim.state,
        "asked_at": claim.asked_at,
        "ended_at": claim.ended_at,
        "until": claim.asked_at + READY if claim.kind == EXPORT else None,
        "holds": [told(hold, db.now) for hold in waited_for],
        "parts": [_part(service, answers.get(service)) for service in PARTS],
    }


def _part(service: str, answer: dict[str, Any] | None) -> dict[str, Any]:
    said = answer["said"] if answer else {}
    return {
        "service": service,
        "answered_at": answer["answered_at"] if answer else None,
        "counts": said.get("counts", {}),
        "outcomes": said.get("outcomes", []),
    }
