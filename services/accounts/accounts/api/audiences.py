"""Audiences: staff read them, administrators write them and see which nobody looks after."""

import json
from typing import Any

from accounts.actions import audiences as actions
from accounts.api.schemas.audiences import (
    AudienceSchema,
    AudiencesSchema,
    ChangeAudienceSchema,
    KeepersSchema,
    OwnerlessSchema,
    StaffAudiencesSchema,
    WriteAudienceSchema,
)
from accounts.model.audience import BUILT_IN, Audience, BuiltIn, headcount
from accounts.model.rule import EXAMPLE
from accounts.store import audiences, personas, users
from portalkit.database import Reading, Transaction
from portalkit.keeping import named_keepers
from portalkit.rule_words import sentence
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("audiences", __name__, description="Named rules that say who is in")
PAGE = 100
COUNTED = 5_000  # people; with more the page does without numbers


def shown(audience: Audience) -> dict[str, Any]:
    """An audience as it goes out."""
    return {
        "id": audience.id,
        "name": audience.name,
        "description": audience.description,
        "rule": audience.rule,
        "words": sentence(audience.rule),
        "built_in": False,
        "retired_at": audience.retired_at,
        "owner_id": audience.owner_id,
        "deputy_id": audience.deputy_id,
        "version": audience.version,
    }


def _shown_built_in(audience: BuiltIn) -> dict[str, Any]:
    return {
        "id": audience.id,
        "name": audience.name,
        "description": audience.description,
        "rule": None,
        "words": audience.words,
        "built_in": True,
        "retired_at": None,
        "owner_id": None,
        "deputy_id": None,
        "version": 1,
    }


def described(audience: Audience | BuiltIn) -> dict[str, Any]:
    """An audience as it goes out, be it made or built in."""
    return shown(audience) if isinstance(audience, Audience) else _shown_built_in(audience)


@blueprint.reads("/v1/audiences", by="staff", takes=PageQuery, gives=AudiencesSchema)
def list_audiences(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All audiences, retired ones included: the built-in ones, then the others as they were made."""
    (after,) = decode(query["cursor"]) or (None,)
    rows, following = page_of(audiences.page(db, after, PAGE + 1), PAGE, "number")
    first = [] if after else [_shown_built_in(audience) for audience in BUILT_IN]
    return {"items": first + [shown(Audience(*row[:-1])) for row in rows], "next": following}


@blueprint.reads("/v1/audiences/<audience_id>", by="staff", gives=AudienceSchema)
def get_audience(db: Reading, viewer: Viewer, audience_id: str) -> dict[str, Any]:
    """One audience."""
    return described(audiences.named(db, audience_id))


@blueprint.reads("/internal/v1/pages/staff/audiences", by="staff", gives=StaffAudiencesSchema, etag="state")
def audiences_page(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """All audiences with their sentences and how many people are in each; the newest first, retired ones last."""
    found = audiences.everything(db)
    people = users.everybody(db) if users.count(db) <= COUNTED else None
    numbers = headcount(found, people) if people is not None else {}
    made = [shown(audience) for audience in reversed(found)]
    items = [
        *(_shown_built_in(audience) for audience in BUILT_IN),
        *sorted(made, key=lambda one: one["retired_at"] is not None),
    ]
    return {
        "items": [one | {"people": numbers.get(one["id"])} for one in items],
        "example": json.dumps(EXAMPLE, indent=2),
    }


@blueprint.reads("/internal/v1/pages/staff/keepers", by="staff", gives=KeepersSchema)
def keepers(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """Who of the staff can look after an audience."""
    return {"items": users.keepers(db)}


@blueprint.reads("/internal/v1/pages/staff/ownerless", by="administrator", gives=OwnerlessSchema)
def ownerless(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """The audiences and the personas that nobody looks after."""
    found = {"audience": audiences.ownerless(db), "persona": personas.ownerless(db)}
    return {
        "items": [
            {"kind": kind, "id": row.id, "name": row.name, **named_keepers(row)}
            for kind, rows in found.items()
            for row in rows
        ]
    }


@blueprint.creates("/v1/audiences", by="administrator", takes=WriteAudienceSchema, gives=AudienceSchema)
def create_audience(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Make an audience."""
    return shown(actions.create_audience(tx, viewer, **body))


@blueprint.changes("/v1/audiences/<audience_id>", by="administrator", takes=ChangeAudienceSchema, gives=AudienceSchema)
def change_audience(
    tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, audience_id: str
) -> dict[str, Any]:
    """Change an audience; a changed rule holds at once."""
    return shown(actions.change_audience(tx, viewer, audience_id, version, body))


@blueprint.changes("/v1/audiences/<audience_id>/retire", by="administrator", gives=AudienceSchema, method="POST")
def retire_audience(tx: Transaction, viewer: Viewer, version: int | None, audience_id: str) -> dict[str, Any]:
    """Leave nobody in an audience, for good."""
    return shown(actions.retire_audience(tx, viewer, audience_id, version))
