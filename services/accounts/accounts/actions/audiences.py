"""Make, change and retire audiences. What a rule says holds with the commit, for whoever asks next."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from accounts.actions.telling import tell_affected
from accounts.model.audience import Audience, Rules, check_can_change, check_room_for_another
from accounts.model.persona import check_is_free
from accounts.model.rule import check
from accounts.model.user import can_keep
from accounts.store import audiences, audit, personas, users
from portalkit.acts import differing
from portalkit.database import Transaction
from portalkit.keeping import NAMES, check_keepers, check_new_keepers
from portalkit.viewer import Viewer


def create_audience(
    tx: Transaction,
    by: Viewer,
    name: str,
    description: str,
    rule: dict[str, Any],
    owner_id: str | None = None,
    deputy_id: str | None = None,
) -> Audience:
    """Add an audience; who makes it looks after it unless somebody else is named. Raises Invalid, Refused."""
    check_keepers(_can_keep(tx), owner_id, deputy_id)
    before = Rules.of(audiences.rules_to_change(tx))
    audience = add(tx, name, description, rule, owner_id=owner_id or by.id, deputy_id=deputy_id)
    audit.append(tx, by.id, "audience.created", audience.id, {"rule": rule})
    tell_affected(tx, before)
    return audience


def add(
    tx: Transaction,
    name: str,
    description: str,
    rule: dict[str, Any],
    external_id: str | None = None,
    owner_id: str | None = None,
    deputy_id: str | None = None,
) -> Audience:
    """Add an audience under an id that none ever had, and tell nobody."""
    check(rule)
    check_room_for_another(audiences.in_use(tx))
    number = audiences.next_number(tx)
    audience = Audience(f"a{number}", name, description, rule, tx.now, owner_id=owner_id, deputy_id=deputy_id)
    audiences.add(tx, audience, number, external_id)
    audiences.rules_changed(tx)
    return audience


def change_audience(
    tx: Transaction, by: Viewer, audience_id: str, version: int | None, wanted: dict[str, Any]
) -> Audience:
    """Change name, description, rule, owner or deputy of an audience. Raises Missing, Stale, Refused, Invalid."""
    there = audiences.get(tx, audience_id)
    check_can_change(there)
    check_new_keepers(_can_keep(tx), there, wanted)
    before = Rules.of(audiences.rules_to_change(tx))
    changed = write(tx, audience_id, version, wanted)
    _note_change(tx, by, there, wanted)
    if "rule" in wanted:
        tell_affected(tx, before)
    return changed


def _note_change(tx: Transaction, by: Viewer, there: Audience, wanted: dict[str, Any]) -> None:
    """Another owner or deputy is an act of its own, beside what else has changed."""
    given = {name: wanted[name] for name in NAMES if name in wanted}
    others = {name: value for name, value in wanted.items() if name not in given}
    if moved := differing({name: getattr(there, name) for name in given}, given):
        audit.append(tx, by.id, "audience.given", there.id, moved)
    if (changed := _differing(there, others)) or not moved:
        audit.append(tx, by.id, "audience.changed", there.id, changed)


def _can_keep(tx: Transaction) -> Callable[[str], bool]:
    return lambda person_id: can_keep(users.find(tx, person_id))


def _differing(there: Audience, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if value != getattr(there, name)}


def write(tx: Transaction, audience_id: str, version: int | None, wanted: dict[str, Any]) -> Audience:
    """Write what is wanted over an audience, and tell nobody."""
    if "rule" in wanted:
        check(wanted["rule"])
        audiences.rules_changed(tx)
    return audiences.change(tx, audience_id, version, **wanted)


def retire_audience(tx: Transaction, by: Viewer, audience_id: str, version: int | None) -> Audience:
    """Leave nobody in an audience, for good; not while a persona stands for it. Raises Missing, Stale, Refused."""
    check_can_change(audiences.get(tx, audience_id))
    before = Rules.of(audiences.rules_to_change(tx))
    check_is_free(personas.bound_to(tx, audience_id))
    retired = audiences.change(tx, audience_id, version, retired_at=tx.now)
    audiences.rules_changed(tx)
    audit.append(tx, by.id, "audience.retired", audience_id, {})
    tell_affected(tx, before)
    return retired


def import_audiences(tx: Transaction, by: Viewer, items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Add or change audiences from elsewhere, each known by its external id; copies are filled, nobody is told."""
    before = Rules.of(audiences.rules_to_change(tx))
    outcomes = [_import(tx, by, item) for item in items]
    if any(outcome["outcome"] != "unchanged" for outcome in outcomes):
        tell_affected(tx, before, "restated")
    return outcomes


def _import(tx: Transaction, by: Viewer, item: dict[str, Any]) -> dict[str, str]:
    external_id = item["external_id"]
    wanted = {name: value for name, value in item.items() if name != "external_id"}
    there = audiences.by_external_id(tx, external_id)
    if there is None:
        check_keepers(_can_keep(tx), wanted.get("owner_id"), wanted.get("deputy_id"))
        there, outcome = add(tx, **wanted, external_id=external_id), "created"
    elif replace(there, **wanted) == there:
        outcome = "unchanged"
    else:
        check_can_change(there)
        check_new_keepers(_can_keep(tx), there, wanted)
        write(tx, there.id, None, wanted)
        outcome = "changed"
    if outcome != "unchanged":
        audit.append(tx, by.id, f"audience.{outcome}", there.id, {"rule": wanted["rule"], "import": external_id})
    return {"external_id": external_id, "id": there.id, "outcome": outcome}
