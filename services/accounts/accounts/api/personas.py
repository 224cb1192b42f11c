"""Personas: staff read them, administrators write them. Nobody else learns of them."""

from collections.abc import Sequence
from typing import Any

from accounts.actions import personas as actions
from accounts.api.audiences import COUNTED, described
from accounts.api.schemas.personas import (
    ChangePersonaSchema,
    CountedSchema,
    PersonaSchema,
    PersonasQuery,
    PersonasSchema,
    WritePersonaSchema,
)
from accounts.model.audience import Audience, BuiltIn, headcount
from accounts.model.persona import Persona, enough
from accounts.store import audiences, personas, users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("personas", __name__, description="Whom the portal is for, bound to audiences")


@blueprint.reads("/v1/personas", by="staff", takes=PersonasQuery, gives=PersonasSchema)
def list_personas(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All personas or those of an audience, by name, with how many people each stands for now."""
    audience_id = query.get("audience_id")
    found = personas.bound_to(db, audience_id) if audience_id else personas.everything(db)
    return {"items": _shown(db, found)}


@blueprint.reads("/v1/personas/<persona_id>", by="staff", gives=PersonaSchema)
def get_persona(db: Reading, viewer: Viewer, persona_id: str) -> dict[str, Any]:
    """One persona."""
    return _shown(db, [personas.get(db, persona_id)])[0]


@blueprint.creates("/v1/personas", by="administrator", takes=WritePersonaSchema, gives=PersonaSchema)
def create_persona(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Make a persona for an audience."""
    return _shown(tx, [actions.create_persona(tx, viewer, **body)])[0]


@blueprint.changes("/v1/personas/<persona_id>", by="administrator", takes=ChangePersonaSchema, gives=PersonaSchema)
def change_persona(
    tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, persona_id: str
) -> dict[str, Any]:
    """Change a persona, or bind it to another audience."""
    return _shown(tx, [actions.change_persona(tx, viewer, persona_id, version, body)])[0]


@blueprint.acts("/v1/personas/<persona_id>", by="administrator", method="DELETE")
def delete_persona(tx: Transaction, viewer: Viewer, persona_id: str) -> None:
    """Delete a persona; its audience stays."""
    actions.delete_persona(tx, viewer, persona_id)


@blueprint.reads("/internal/v1/personas/counted", by="gateway", gives=CountedSchema)
def counted_audiences(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """The audiences of personas that have people enough for their searches to be counted together."""
    numbers = _numbers(db, personas.everything(db))
    return {"audiences": sorted(id for id, people in numbers.items() if enough(people))}


def _numbers(db: Reading, found: Sequence[Persona]) -> dict[str, int]:
    """How many people are in the audiences of these personas; nothing where there are too many to look at."""
    wanted = {persona.audience_id for persona in found}
    if not wanted or users.count(db) > COUNTED:
        return {}
    made = [audience for audience in audiences.everything(db) if audience.id in wanted]
    return {id: people for id, people in headcount(made, users.everybody(db)).items() if id in wanted}


def _shown(db: Reading, found: Sequence[Persona]) -> list[dict[str, Any]]:
    """Personas as they go out."""
    numbers = _numbers(db, found)
    names = users.names(db, {persona.owner_id for persona in found if persona.owner_id})
    return [_one(persona, audiences.named(db, persona.audience_id), numbers, names) for persona in found]


def _one(
    persona: Persona, audience: Audience | BuiltIn, numbers: dict[str, int], names: dict[str, str]
) -> dict[str, Any]:
    copied = ("id", "name", "description", "needs", "tasks", "created_at", "version")
    people, owner_id = numbers.get(persona.audience_id), persona.owner_id
    return {name: getattr(persona, name) for name in copied} | {
        "audience": described(audience),
        "people": people,
        "counted": enough(people),
        "owner": {"id": owner_id, "name": names.get(owner_id, owner_id)} if owner_id else None,
    }
