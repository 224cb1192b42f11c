"""Make, change and delete personas."""

from typing import Any

from accounts.model.persona import Persona, check_can_be_bound, check_room_for_another, check_tasks, differing
from accounts.model.user import can_keep
from accounts.store import audiences, audit, personas, users
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.keeping import check_keepers
from portalkit.viewer import BUILT_IN, Viewer


def create_persona(tx: Transaction, by: Viewer, owner_id: str | None = None, **wanted: Any) -> Persona:
    """Add a persona for an audience. Raises Invalid, Refused."""
    _check(tx, wanted | {"owner_id": owner_id})
    check_room_for_another(personas.count(tx))
    persona = Persona(new_id(), **wanted, created_at=tx.now, owner_id=owner_id)
    personas.add(tx, persona)
    audit.append(tx, by.id, "persona.created", persona.id, {"audience": persona.audience_id})
    return persona


def change_persona(
    tx: Transaction, by: Viewer, persona_id: str, version: int | None, wanted: dict[str, Any]
) -> Persona:
    """Change what is said of a persona, or whom it stands for. Raises Missing, Stale, Invalid."""
    there = personas.get(tx, persona_id)
    fields = differing(there, wanted)
    _check(tx, {name: wanted[name] for name in fields})
    changed = personas.change(tx, persona_id, version, **wanted)
    moved = {"audience": changed.audience_id} if "audience_id" in fields else {}
    audit.append(tx, by.id, "persona.changed", persona_id, {"fields": fields, **moved})
    return changed


def delete_persona(tx: Transaction, by: Viewer, persona_id: str) -> None:
    """Forget a persona; its audience stays as it is. Raises Missing."""
    there = personas.get(tx, persona_id)
    personas.drop(tx, persona_id)
    audit.append(tx, by.id, "persona.deleted", persona_id, {"audience": there.audience_id})


def _check(tx: Transaction, wanted: dict[str, Any]) -> None:
    """Raise Invalid unless what is wanted can be; nobody retires the audience meanwhile."""
    check_tasks(wanted.get("tasks", ()))
    check_keepers(lambda person_id: can_keep(users.find(tx, person_id)), wanted.get("owner_id"), None)
    if audience_id := wanted.get("audience_id"):
        in_use = {*BUILT_IN, *(id for id, _ in audiences.rules_held(tx))}
        check_can_be_bound(audience_id, audience_id in in_use)
