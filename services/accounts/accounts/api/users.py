"""People, for administrators."""

from dataclasses import asdict
from typing import Any

from accounts.actions import lost_factors
from accounts.actions.users import change_user
from accounts.api.addresses import of as addresses_of
from accounts.api.audiences import described
from accounts.api.audit import named
from accounts.api.holds import kept
from accounts.api.schemas.people import ChangeUserSchema, PersonPageSchema, UserSchema, UsersQuery, UsersSchema
from accounts.model.audience import BUILT_IN, Rules
from accounts.model.user import OF_STAFF, ROLES, User, may_view
from accounts.store import audiences, audit, organisations, profiles, sessions, users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of

blueprint = Blueprint("users", __name__, description="People")
PAGE = 50
LATELY = 10


def shown(user: User) -> dict[str, Any]:
    """A person as administrators see it, the organisation they act for by its name."""
    known = asdict(user)
    del known["standing"]
    return known | {"organisation": user.organisation}


@blueprint.reads("/v1/users", by="administrator", takes=UsersQuery, gives=UsersSchema)
def list_users(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All people, newest first; with `email`, the one with that address; those with a text, a role or in a state."""
    (before,) = decode(query["cursor"]) or (None,)
    found = users.page(db, before, query["email"], PAGE + 1, query["text"], query["role"], query["state"])
    items, following = page_of(found, PAGE, "id")
    return {"items": [shown(user) for user in items], "next": following}


@blueprint.reads("/v1/users/<user_id>", by="administrator", gives=UserSchema)
def get_user(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """One person."""
    return shown(users.get(db, user_id))


@blueprint.reads("/internal/v1/pages/staff/person/<user_id>", by="administrator", gives=PersonPageSchema)
def person_page(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """A person with their audiences, how often they are signed in, holds, and what was lately done to the account."""
    user, profile = users.get(db, user_id), profiles.get(db, user_id)
    held = set(Rules.of(audiences.rules(db)).audiences_of(user))
    inside = [described(one) for one in (*BUILT_IN, *audiences.everything(db)) if one.id in held]
    return {
        "user": shown(user),
        "addresses": addresses_of(db, user),
        "profile": {name: getattr(profile, name) for name in ("legal_name", "phone", "job_title")},
        "audiences": [{name: one[name] for name in ("id", "name", "words", "rule")} for one in inside],
        "factors": lost_factors.held(db, user_id),
        "sessions": len(sessions.of_user(db, user_id)),
        "organisations": organisations.names(db),
        "roles": [role for role in ROLES if user.kind == "staff" or role not in OF_STAFF],
        "records": named(db, audit.page(db, None, user_id, LATELY)),
        "holds": kept(db, viewer, user_id),
        "may_view": bool(me := users.find(db, viewer.id)) and may_view(me, user),
    }


@blueprint.changes("/v1/users/<user_id>", by="administrator", takes=ChangeUserSchema, gives=UserSchema)
def patch_user(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, user_id: str) -> User:
    """Change roles, kind, organisation, attributes or state of a person."""
    return change_user(tx, viewer, user_id, version, body)
