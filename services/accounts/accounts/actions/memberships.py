"""Who belongs to an organisation: its own administrators decide, and what they decide holds with the commit."""

from dataclasses import replace
from typing import Any

from accounts.actions.organisations import named_or_new
from accounts.actions.telling import tell_changed
from accounts.model.organisation import (
    SELF,
    Membership,
    Organisation,
    check_ends,
    check_leaves_an_administrator,
    check_may_manage,
    check_open,
)
from accounts.model.user import User
from accounts.store import audit, memberships, organisations, users
from portalkit.database import Reading, Transaction
from portalkit.errors import Missing, Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def managed(db: Reading, by: Viewer, organisation_id: str) -> Organisation:
    """The organisation, if `by` decides about its members. Raises Missing, Refused."""
    organisation = organisations.get(db, organisation_id)
    check_may_manage(by, organisation, memberships.running(db, organisation_id, by.id))
    return organisation


def change_membership(
    tx: Transaction, by: Viewer, organisation_id: str, membership_id: str, version: int | None, wanted: dict[str, Any]
) -> Membership:
    """Change role, end date or what an association knows of a member. Raises Missing, Refused, Stale, Invalid."""
    check_open(managed(tx, by, organisation_id))
    before = memberships.get(tx, organisation_id, membership_id)
    differing = {name: value for name, value in wanted.items() if getattr(before, name) != value}
    if "ends_at" in differing:
        check_ends(differing["ends_at"], tx.now)
    after = replace(before, **differing)
    check_leaves_an_administrator(before, after, memberships.administrators(tx, organisation_id), tx.now)
    changed = memberships.change(tx, membership_id, version, **differing)
    said = {name: differing[name] for name in ("role",) if name in differing}
    _note(tx, by, changed, "changed", {"fields": sorted(differing), **said})
    return changed


def move_member(
    tx: Transaction, by: Viewer, organisation_id: str, membership_id: str, version: int | None, to: str
) -> Membership:
    """Let a member belong to another organisation instead, which `by` administers, too.

    Raises Missing, Refused, Stale.
    """
    managed(tx, by, organisation_id)
    check_open(managed(tx, by, to))
    before = memberships.get(tx, organisation_id, membership_id)
    check_leaves_an_administrator(before, None, memberships.administrators(tx, organisation_id), tx.now)
    there = memberships.of_person(tx, to, before.user_id)
    if to == organisation_id or (there is not None and there.runs(tx.now)):
        raise Refused("a-member-already", "This person belongs to that organisation already.")
    if there is not None:
        memberships.remove(tx, there.id)
    moved = memberships.change(tx, membership_id, version, organisation_id=to)
    _note(tx, by, moved, "moved", {"from": organisation_id})
    return moved


def remove_member(tx: Transaction, by: Viewer, organisation_id: str, membership_id: str) -> None:
    """Let somebody belong to it no more, from now on; everybody may leave by themselves. Raises Missing, Refused."""
    there = memberships.get(tx, organisation_id, membership_id)
    if there.user_id != by.id or not there.runs(tx.now):
        managed(tx, by, organisation_id)
    check_leaves_an_administrator(there, None, memberships.administrators(tx, organisation_id), tx.now)
    memberships.remove(tx, membership_id)
    _note(tx, by, there, "removed", {})


def begin(tx: Transaction, by: str, membership: Membership) -> Membership:
    """Let somebody belong to an organisation, or belong to it again."""
    there = memberships.of_person(tx, membership.organisation_id, membership.user_id)
    if there is None:
        memberships.add(tx, membership)
    else:
        known = ("starts_at", "ends_at", "role", "title", "grade", "chapter")
        again = {name: getattr(membership, name) for name in known}
        membership = memberships.change(tx, there.id, None, **again)
    audit.append(tx, by, "membership.begun", membership.user_id, _said(membership) | {"role": membership.role})
    tell_changed(tx, membership.user_id)
    return membership


def act_for(tx: Transaction, by: Viewer, organisation_id: str | None) -> User:
    """Act for this organisation from now on, or for nobody but oneself: what can be seen follows. Raises Missing."""
    context = SELF
    if organisation_id is not None:
        there = memberships.running(tx, organisation_id, by.id)
        if there is None or organisations.get(tx, organisation_id).state != "open":
            raise Missing()
        context = there.id
    users.change(tx, by.id, None, context_id=context)
    audit.append(tx, by.id, "context.chosen", by.id, {"organisation": organisation_id})
    return tell_changed(tx, by.id)


def called(tx: Transaction, user_id: str, before: Membership | None, name: str | None) -> bool:
    """Let a person belong to the organisation that is called by its `name` instead of `before`, and tell nobody.

    Whether anything is other than before; an organisation that is not there is made. Raises Invalid for a closed one.
    """
    organisation = named_or_new(tx, name) if name else None
    if organisation and before and before.organisation_id == organisation.id and before.runs(tx.now):
        return False
    if before is not None:
        memberships.remove(tx, before.id)
    if organisation is None:
        return before is not None
    there = memberships.of_person(tx, organisation.id, user_id)
    if there is None:
        memberships.add(tx, Membership(new_id(), organisation.id, user_id, tx.now, tx.now, by_name=True))
    elif not there.runs(tx.now):
        memberships.change(tx, there.id, None, starts_at=tx.now, ends_at=None)
    else:
        return before is not None
    return True


def turn_memberships(tx: Transaction) -> None:
    """Tell the others of memberships that began or ended by their dates; here they did so at that moment."""
    for one in memberships.due(tx):
        memberships.turned(tx, one)
        tell_changed(tx, one.user_id)
        verb = "begun" if one.runs(tx.now) else "ended"
        audit.append(tx, "accounts", f"membership.{verb}", one.user_id, _said(one) | {"because": "time"})


def _note(tx: Transaction, by: Viewer, membership: Membership, verb: str, detail: dict[str, Any]) -> None:
    tell_changed(tx, membership.user_id)
    audit.append(tx, by.id, f"membership.{verb}", membership.user_id, _said(membership) | detail)


def _said(membership: Membership) -> dict[str, Any]:
    return {"organisation": membership.organisation_id}
