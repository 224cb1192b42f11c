"""People, for administrators."""

from dataclasses import asdict
from typing import Any

from accounts.actions.users import change_user
from accounts.api.schemas.people import ChangeUserSchema, UserSchema, UsersQuery, UsersSchema
from accounts.model.user import User
from accounts.store import users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of

blueprint = Blueprint("users", __name__, description="People")
PAGE = 50


@blueprint.reads("/v1/users", by="administrator", takes=UsersQuery, gives=UsersSchema)
def list_users(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All people, newest first; with `email`, the one with that address."""
    (before,) = decode(query["cursor"]) or (None,)
    items, following = page_of(users.page(db, before, query["email"], PAGE + 1), PAGE, "id")
    return {"items": [asdict(user) for user in items], "next": following}


@blueprint.reads("/v1/users/<user_id>", by="administrator", gives=UserSchema)
def get_user(db: Reading, viewer: Viewer, user_id: str) -> dict[str, Any]:
    """One person."""
    return asdict(users.get(db, user_id))


@blueprint.changes("/v1/users/<user_id>", by="administrator", takes=ChangeUserSchema, gives=UserSchema)
def patch_user(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, user_id: str) -> User:
    """Change roles, kind, organisation, attributes or state of a person."""
    return change_user(tx, viewer, user_id, version, body)
