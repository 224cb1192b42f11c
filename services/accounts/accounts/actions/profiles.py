"""What people say of themselves: changed at once, or asked for and decided by staff, as the policy has it."""

from collections.abc import Mapping
from typing import Any

from accounts.actions.applications import send
from accounts.actions.telling import tell
from accounts.model import mails_profile as mails
from accounts.model.page import ON_PAGE, chosen_anew, knows_all, sees, visible_to
from accounts.model.portal import Portal
from accounts.model.profile import (
    APPROVAL,
    APPROVED,
    OF_RULES,
    REFUSED,
    WAITING,
    Policy,
    Profile,
    Wish,
    check_may_decide,
    check_not_fixed,
    checked_reason,
    tidied,
)
from accounts.model.user import User
from accounts.store import audit, profiles, users
from portalkit.database import Reading, Transaction
from portalkit.errors import Missing, Stale
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def said(user: User, profile: Profile) -> dict[str, str | None]:
    """All fields with what they say now."""
    return {
        "name": user.name,
        "legal_name": profile.legal_name,
        "phone": profile.phone,
        "job_title": profile.job_title,
        "country": user.attributes.get("country"),
        "region": user.attributes.get("region"),
    }


def shown(db: Reading, user_id: str) -> dict[str, Any]:
    """A person's own profile: what it says, what may be done with each field, what waits or was refused."""
    profile, wishes = profiles.get(db, user_id), profiles.wishes_of(db, user_id)
    user = users.get(db, user_id)
    return said(user, profile) | {
        "organisation": user.organisation,
        "visible_to": visible_to(profile.visible_to),
        "rules": profiles.policy(db).rules,
        "wishes": [wish for wish in wishes if wish.state in (WAITING, REFUSED)],
        "version": profile.version,
    }


def on_page(db: Reading, viewer: Viewer, user_id: str) -> list[dict[str, Any]]:
    """What `viewer` sees of a person on their page. Nobody who is not here is told apart from who says nothing."""
    user = users.find(db, user_id)
    if user is None or user.state != "active":
        return []
    profile, all_of_it = profiles.get(db, user_id), knows_all(viewer, user)
    values, eyes = said(user, profile) | {"organisation": user.organisation}, visible_to(profile.visible_to)
    return [
        {"field": name, "value": values[name], "visible_to": eyes[name] if all_of_it else None}
        for name in ON_PAGE
        if values[name] and (all_of_it or sees(viewer, eyes[name]))
    ]


def change_profile(
    tx: Transaction,
    by: Viewer,
    version: int | None,
    wanted: dict[str, str | None],
    eyes: Mapping[str, str],
) -> dict[str, Any]:
    """Change one's own profile where it is free, and ask for what needs approval. Raises Invalid, Refused, Stale.

    Who wishes for what there is takes back what waits. Whose `eyes` see a field is free to choose, whatever the field.
    """
    profiles.hold(tx, by.id)
    user, profile = users.get(tx, by.id), profiles.get(tx, by.id)
    if version not in (None, profile.version):
        raise Stale(by.id)
    policy, now = profiles.policy(tx), said(user, profile)
    tidy = tidied(wanted)
    differing = {name: value for name, value in tidy.items() if value != now[name]}
    check_not_fixed(policy, list(differing))
    for name in tidy:
        if name not in differing:
            profiles.drop_wish(tx, by.id, name)
    asked = {name: value for name, value in differing.items() if policy.rules[name] == APPROVAL}
    for name, value in asked.items():
        _ask(tx, by.id, name, value)
    free = {name: value for name, value in differing.items() if name not in asked}
    seen = chosen_anew(profile.visible_to, eyes)
    more = {} if seen == dict(profile.visible_to) else {"visible_to": seen}
    if free or more:
        for name in free:
            profiles.drop_wish(tx, by.id, name)
        write(tx, user, profile, free, **more)
        audit.append(tx, by.id, "user.changed", by.id, {"fields": sorted([*free, *more])})
    return shown(tx, by.id)


def write(tx: Transaction, user: User, profile: Profile, values: dict[str, str | None], **more: Any) -> None:
    """Let a profile say this, and tell others what they keep of it: the name, and audiences by its place."""
    place = {name: values[name] for name in OF_RULES if name in values}
    attributes = {name: value for name, value in (user.attributes | place).items() if value is not None}
    own: dict[str, Any] = {"attributes": attributes} if place else {}
    own |= {"name": values["name"]} if "name" in values else {}
    if own:
        tell(tx, "changed", users.change(tx, user.id, user.version, **own))
    rest = {name: value for name, value in values.items() if name not in ("name", *OF_RULES)}
    profiles.change(tx, profile, **rest, **more)


def _ask(tx: Transaction, user_id: str, name: str, value: str | None) -> None:
    there = profiles.wish_for(tx, user_id, name)
    if there is None:
        profiles.add_wish(tx, Wish(new_id(), user_id, name, value, tx.now))
    elif (there.state, there.value) == (WAITING, value):
        return
    else:
        again = {"value": value, "asked_at": tx.now, "state": WAITING, "reason": None, "decided_at": None}
        profiles.change_wish(tx, there, None, **again)
    audit.append(tx, user_id, "profile.asked", user_id, {"field": name})


def take_back(tx: Transaction, by: Viewer, name: str) -> dict[str, Any]:
    """Wish for no change of this field any more. Raises Missing when nothing waits."""
    profiles.hold(tx, by.id)
    if not profiles.drop_wish(tx, by.id, name):
        raise Missing()
    audit.append(tx, by.id, "profile.taken-back", by.id, {"field": name})
    return shown(tx, by.id)


def decide(
    tx: Transaction, portal: Portal, by: Viewer, wish_id: str, version: int | None, approves: bool, reason: str | None
) -> Wish:
    """Approve or refuse what somebody wishes, as it was read at `version`. Raises Missing, Refused, Stale, Invalid.

    Of several who decide one wins; who wished is told by mail.
    """
    reason = checked_reason(approves, reason)
    profiles.hold(tx, profiles.wish(tx, wish_id).user_id)
    wish = profiles.wish(tx, wish_id)
    check_may_decide(by.id, wish)
    state = APPROVED if approves else REFUSED
    decided = profiles.change_wish(tx, wish, version, state=state, reason=reason, decided_at=tx.now)
    if decided is None:
        raise Stale(wish_id)
    user = users.get(tx, wish.user_id)
    if approves:
        write(tx, user, profiles.get(tx, user.id), {wish.field: wish.value})
    audit.append(tx, by.id, f"profile.{state}", user.id, {"field": wish.field})
    send(tx, users.get(tx, user.id), new_id(), f"profile-{state}", mails.decided(portal, decided))
    return decided


def change_policy(tx: Transaction, by: Viewer, version: int | None, rules: dict[str, str]) -> Policy:
    """Say what people may do with these fields from now on; what waits goes on waiting. Raises Stale."""
    tx.alone("profile-policy")
    before = profiles.policy(tx)
    if version not in (None, before.version):
        raise Stale("profile-policy")
    after = dict(before.rules) | rules
    if after == dict(before.rules):
        return before
    audit.append(tx, by.id, "profile.rules-changed", "profile", {"rules": after})
    return profiles.change_policy(tx, after, before.version + 1)
