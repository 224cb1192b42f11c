"""What people say of themselves, and what staff decides about it."""

from dataclasses import asdict
from typing import Any

from accounts.actions import profiles as actions
from accounts.api.desk import desk
from accounts.api.schemas.profiles import (
    ChangePolicySchema,
    ChangeProfileSchema,
    DecisionSchema,
    PolicySchema,
    ProfileSchema,
    QueueSchema,
    SeenSchema,
    WishSchema,
)
from accounts.model.profile import Policy, Wish
from accounts.store import profiles, users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("profiles", __name__, description="What people say of themselves")
QUEUE = 50


@blueprint.reads("/v1/me/profile", by="member", gives=ProfileSchema)
def get_my_profile(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """One's own profile, what may be changed in it, and what waits."""
    return ProfileSchema().dump(actions.shown(db, viewer.id))  # type: ignore[no-any-return]


@blueprint.changes("/v1/me/profile", by="member", takes=ChangeProfileSchema, gives=ProfileSchema)
def change_my_profile(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None) -> dict[str, Any]:
    """Change one's own profile where it is free; what needs approval waits for it."""
    return actions.change_profile(tx, viewer, version, body, body.pop("visible_to", {}))


@blueprint.reads("/internal/v1/pages/person/<user_id>", by="anyone", gives=SeenSchema)
def show_on_page(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """What others see of a person beside the name, as far as they let this viewer; nothing of who is not here.

    Oneself and administrators see all of it, and who else does.
    """
    return {"items": actions.on_page(db, viewer, user_id)}


@blueprint.acts("/v1/me/profile/wishes/<field>", by="member", gives=ProfileSchema, method="DELETE")
def take_back_my_wish(tx: Transaction, viewer: Viewer, field: str) -> dict[str, Any]:
    """Take back what waits for a field."""
    return actions.take_back(tx, viewer, field)


@blueprint.reads("/v1/profile-wishes", by="administrator", gives=QueueSchema)
def list_wishes(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """What waits longest for a decision, with what each field says now."""
    found = profiles.waiting(db, QUEUE + 1)
    return {
        "items": [_waiting(db, viewer, wish, name) for wish, name in found[:QUEUE]],
        "more": len(found) > QUEUE,
        "policy": _policy(profiles.policy(db)),
    }


@blueprint.changes(
    "/v1/profile-wishes/<wish_id>/decide", by="administrator", takes=DecisionSchema, gives=WishSchema, method="POST"
)
def decide(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, wish_id: str) -> Wish:
    """Approve or refuse a change as it was read; who wished for it is told by mail."""
    return actions.decide(tx, desk().portal, viewer, wish_id, version, body["approve"], body["reason"])


@blueprint.changes("/v1/profile-policy", by="administrator", takes=ChangePolicySchema, gives=PolicySchema)
def change_policy(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None) -> Policy:
    """Say what people may do with fields of their profile."""
    return actions.change_policy(tx, viewer, version, body["rules"])


def _waiting(db: Reading, viewer: Viewer, wish: Wish, name: str) -> dict[str, Any]:
    now = actions.said(users.get(db, wish.user_id), profiles.get(db, wish.user_id))
    return asdict(wish) | {"user_name": name, "before": now[wish.field], "own": wish.user_id == viewer.id}


def _policy(policy: Policy) -> dict[str, Any]:
    return {"rules": dict(policy.rules), "version": policy.version}
