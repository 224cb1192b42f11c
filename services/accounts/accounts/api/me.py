"""One's own account."""

from typing import Any

from accounts.actions.users import rename
from accounts.api.schemas.people import PersonSchema, RenameSchema
from accounts.model.user import User
from accounts.store import users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("me", __name__, description="One's own account")


@blueprint.reads("/v1/me", by="member", gives=PersonSchema)
def get_me(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """Who one is here."""
    return PersonSchema().dump(users.get(db, viewer.id))  # type: ignore[no-any-return]


@blueprint.changes("/v1/me", by="member", takes=RenameSchema, gives=PersonSchema)
def change_me(tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None) -> User:
    """Change one's name."""
    return rename(tx, viewer, version, body["name"])
