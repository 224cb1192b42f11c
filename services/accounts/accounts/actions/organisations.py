"""Make, change, close and bring in organisations: by administrators of the portal."""

from typing import Any

from accounts.actions.telling import tell_changed
from accounts.model.organisation import Membership, Organisation
from accounts.model.user import tidy_name
from accounts.store import audit, invitations, memberships, organisations, users
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def create_organisation(tx: Transaction, by: Viewer, name: str, **known: Any) -> Organisation:
    """Add an organisation without members. Raises Invalid."""
    organisation = Organisation(new_id(), tidy_name(name), tx.now, **known)
    organisations.add(tx, organisation)
    audit.append(tx, by.id, "organisation.created", organisation.id, {"kind": organisation.kind})
    return organisation


def named_or_new(tx: Transaction, name: str) -> Organisation:
    """The organisation of this name, made where there is none. Raises Invalid for a closed one."""
    there = organisations.by_name(tx, name)
    if there is None:
        there = Organisation(new_id(), name, tx.now)
        organisations.add(tx, there)
    if there.state != "open":
        raise Invalid({"organisation": ["This organisation is closed."]})
    return there


def check_is_there(tx: Transaction, name: str | None) -> None:
    """Raise Invalid unless there is an organisation of this name: a slip of somebody's hand makes none."""
    if name and organisations.by_name(tx, name) is None:
        raise Invalid({"organisation": ["There is no organisation of this name. Make it first."]})


def change_organisation(
    tx: Transaction, by: Viewer, organisation_id: str, version: int | None, wanted: dict[str, Any]
) -> Organisation:
    """Change name, kind, place or state; closing leaves nobody in it from now on. Raises Missing, Stale, Invalid."""
    before = organisations.get(tx, organisation_id)
    if "name" in wanted:
        wanted = wanted | {"name": tidy_name(wanted["name"])}
    differing = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    changed = organisations.change(tx, organisation_id, version, **differing)
    if changed.state == "closed":
        invitations.drop_all(tx, organisation_id)
    if differing:
        _tell_members(tx, organisation_id)
    said: dict[str, Any] = {name: differing[name] for name in ("kind", "state") if name in differing}
    audit.append(tx, by.id, "organisation.changed", organisation_id, {"fields": sorted(differing), **said})
    return changed


def _tell_members(tx: Transaction, organisation_id: str, verb: str = "changed") -> None:
    for one in memberships.of_organisation(tx, organisation_id):
        if one.runs(tx.now):
            tell_changed(tx, one.user_id, verb)


def import_organisations(tx: Transaction, by: Viewer, items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Add or change organisations and members from elsewhere; copies are filled, nobody is told.

    One that people already named is taken over. Members who are not in the list stay.
    """
    return [_import(tx, by, item, f"items.{number}.") for number, item in enumerate(items)]


def _import(tx: Transaction, by: Viewer, item: dict[str, Any], place: str) -> dict[str, str]:
    external_id = item["external_id"]
    wanted = {name: item[name] for name in ("kind", "country", "region")} | {"name": tidy_name(item["name"])}
    there = organisations.by_external_id(tx, external_id) or organisations.by_name(tx, wanted["name"])
    if there is None:
        there, outcome = Organisation(new_id(), created_at=tx.now, **wanted), "created"
        organisations.add(tx, there, external_id)
    else:
        same = all(getattr(there, name) == value for name, value in wanted.items())
        outcome = "unchanged" if same else "changed"
        if not same or organisations.by_external_id(tx, external_id) is None:
            there = organisations.change(tx, there.id, None, external_id=external_id, **wanted)
    brought = [_bring_in(tx, there, member, place) for member in item["members"]]
    outcome = "changed" if any(brought) and outcome == "unchanged" else outcome
    if outcome != "unchanged":
        _tell_members(tx, there.id, "restated")
        audit.append(tx, by.id, f"organisation.{outcome}", there.id, {"import": external_id})
    return {"external_id": external_id, "id": there.id, "outcome": outcome}


def _bring_in(tx: Transaction, organisation: Organisation, member: dict[str, Any], place: str) -> bool:
    """Make somebody a member as it is said; whether anything is other than before."""
    user_id = member["user_id"]
    if users.find(tx, user_id) is None:
        raise Invalid({f"{place}members": [f"There is no person {user_id}."]})
    known = {name: member[name] for name in ("role", "title", "grade", "chapter", "ends_at", "renews_at")}
    there = memberships.of_person(tx, organisation.id, user_id)
    if there is None:
        memberships.add(tx, Membership(new_id(), organisation.id, user_id, tx.now, tx.now, **known))
        return True
    if all(getattr(there, name) == value for name, value in known.items()):
        return False
    memberships.change(tx, there.id, None, **known)
    return True
