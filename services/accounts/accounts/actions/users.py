"""Change what is known of people, and bring them in from elsewhere."""

from dataclasses import replace
from typing import Any

from accounts.actions.desk import Desk
from accounts.actions.memberships import called
from accounts.actions.organisations import check_is_there
from accounts.actions.sessions import end_sessions
from accounts.actions.telling import tell
from accounts.model.address import BY_HAND, IMPORTED
from accounts.model.audience import Rules
from accounts.model.link import INVITATION, RESET, VERIFY
from accounts.model.password import check_password
from accounts.model.profile import check_free
from accounts.model.session import hashed, new_secret
from accounts.model.user import (
    User,
    check_leaves_an_administrator,
    check_may_bring_in,
    check_roles,
    check_state,
    tidy_email,
    tidy_name,
)
from accounts.store import audiences, audit, links, memberships, profiles, users, visits
from portalkit.database import Database, Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def rename(tx: Transaction, by: Viewer, version: int | None, name: str) -> User:
    """Change one's own name, where that is free. Raises Invalid, Stale, Refused."""
    check_free(profiles.policy(tx), "name")
    user = users.change(tx, by.id, version, name=tidy_name(name))
    tell(tx, "changed", user)
    audit.append(tx, by.id, "user.changed", user.id, {"fields": ["name"]})
    return user


def change_user(tx: Transaction, by: Viewer, user_id: str, version: int | None, wanted: dict[str, Any]) -> User:
    """Change what a person is to the portal; suspending ends the sessions. Raises Missing, Stale, Refused, Invalid."""
    before = users.get(tx, user_id)
    if "roles" in wanted or "kind" in wanted:
        kind, roles = wanted.get("kind", before.kind), wanted.get("roles", before.roles)
        wanted = wanted | {"roles": check_roles(kind, roles)}
    check_state(before.state, wanted.get("state", before.state))
    own = {name: value for name, value in wanted.items() if name != "organisation"}
    after = replace(before, **own)
    check_leaves_an_administrator(before, after, users.other_administrators(tx, user_id))
    organisation = wanted.get("organisation", before.organisation)
    if after == before and organisation == before.organisation:
        return before
    if organisation != before.organisation:
        check_is_there(tx, organisation)
    user = users.change(tx, user_id, version, **own)
    if organisation != before.organisation:
        acting = memberships.find(tx, before.standing.membership_id) if before.standing else None
        called(tx, user_id, acting, organisation)
        user = users.get(tx, user_id)
    if user.state == "suspended":
        end_sessions(tx, user_id, by.id)
    tell(tx, "changed", user)
    # What a person is may be looked up later; what it says of the person (attributes) may have to be forgotten.
    detail: dict[str, Any] = {name: wanted[name] for name in ("kind", "roles", "state") if name in wanted}
    audit.append(tx, by.id, "user.changed", user_id, {"fields": sorted(wanted), **detail})
    return user


def import_users(database: Database, desk: Desk, by: Viewer, items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Add or change people that come from elsewhere, each known by an external id; copies are filled, nobody is told.

    A password is only set for somebody new: who has one keeps it. Hashing comes before the transaction.
    """
    hashes: dict[str, str] = {}
    for number, item in enumerate(items):
        with database.reading() as db:
            there = users.by_external_id(db, item["external_id"])
        if there is None and item["password"] is not None:
            hashes[item["external_id"]] = desk.hasher.hash(_checked(desk, item, f"items.{number}."))
    with database.transaction() as tx:
        rules = Rules.of(audiences.rules_held(tx))
        return [
            _import(tx, by, item, hashes.get(item["external_id"]), rules, f"items.{number}.")
            for number, item in enumerate(items)
        ]


def _checked(desk: Desk, item: dict[str, Any], place: str) -> str:
    try:
        return check_password(item["password"], desk.blocked, item["name"], item["email"], desk.portal.brand)
    except Invalid as fault:
        raise _at(place, fault) from fault


def _at(place: str, fault: Invalid) -> Invalid:
    return Invalid({f"{place}{name}": messages for name, messages in fault.fields.items()})


def _import(
    tx: Transaction, by: Viewer, item: dict[str, Any], password_hash: str | None, rules: Rules, place: str
) -> dict[str, str]:
    try:
        user, outcome = _bring_in(tx, by, item, password_hash)
        if called(tx, user.id, memberships.called(tx, user.id), item["organisation"]):
            if outcome == "unchanged":
                users.count_up(tx, [user.id])
            user, outcome = users.get(tx, user.id), "changed" if outcome == "unchanged" else outcome
    except Invalid as fault:
        raise _at(place, fault) from fault
    if item["seen_at"] is not None:
        visits.begin(tx, user.id, item["seen_at"])
    if outcome != "unchanged":
        tell(tx, "restated", user, rules)
        # Without the external id: another system knows the person by it, and a record stays when they have left.
        audit.append(tx, by.id, f"user.{outcome}", user.id, {})
    return {"external_id": item["external_id"], "id": user.id, "outcome": outcome}


def _bring_in(tx: Transaction, by: Viewer, item: dict[str, Any], password_hash: str | None) -> tuple[User, str]:
    wanted = {name: item[name] for name in ("kind", "attributes", "locale")}
    wanted |= {"name": tidy_name(item["name"]), "email": tidy_email(item["email"])}
    wanted |= {"roles": check_roles(item["kind"], item["roles"])}
    there = users.by_external_id(tx, item["external_id"])
    if there is not None and replace(there, **wanted) == there:
        return there, "unchanged"
    stranger = users.by_email(tx, item["email"]) if there is None else None
    before = there or stranger
    check_may_bring_in(by, wanted["roles"], before.roles if before else ())
    if before is not None and "administrator" in before.roles:
        others = users.other_administrators(tx, before.id)
        check_leaves_an_administrator(before, replace(before, **wanted), others)
    if stranger is not None:
        return _adopt(tx, stranger, item["external_id"], wanted, password_hash), "changed"
    if there is None:
        user = User(new_id(), created_at=tx.now, state="active", **wanted)
        users.add(tx, user, password_hash, item["external_id"], IMPORTED)
        return user, "created"
    holder = users.by_email(tx, wanted["email"])
    if holder is not None and holder.id != there.id:
        raise Invalid({"email": ["This address is another person's."]})
    return users.move(tx, there.id, source=IMPORTED, **wanted), "changed"


def _adopt(tx: Transaction, there: User, external_id: str, wanted: dict[str, Any], password_hash: str | None) -> User:
    """Take over an account that came about otherwise; what nobody confirmed is not trusted."""
    if users.external_id(tx, there.id) is not None:
        raise Invalid({"email": ["This address was imported under another external_id."]})
    if there.state == "unverified":
        users.set_password(tx, there.id, password_hash)
        links.drop(tx, there.id, VERIFY)
        links.drop(tx, there.id, RESET)
        wanted = wanted | {"state": "active"}
    return users.move(tx, there.id, source=IMPORTED, external_id=external_id, **wanted)


def add_user(
    tx: Transaction, name: str, email: str, kind: str, roles: list[str], password_hash: str | None
) -> tuple[User, str | None]:
    """Add a person by the operator's hand; without a password, also the token of a link that chooses one."""
    state = "active" if password_hash else "unverified"
    user = User(new_id(), tidy_name(name), tidy_email(email), tx.now, kind, check_roles(kind, roles), state=state)
    users.add(tx, user, password_hash, source=BY_HAND)
    tell(tx, "registered", user)
    audit.append(tx, "operator", "user.added", user.id, {"kind": kind, "roles": user.roles})
    if password_hash:
        return user, None
    token = new_secret()
    links.add(tx, hashed(token), user.id, RESET, INVITATION)
    return user, token
