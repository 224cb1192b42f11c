"""One's own account."""

from typing import Any

from accounts.actions.addresses import ask_for_address, keep_address, waiting
from accounts.actions.users import rename
from accounts.api.desk import desk
from accounts.api.schemas.people import AddressSchema, NewAddressSchema, PersonSchema, RenameSchema
from accounts.model.user import User
from accounts.store import users
from portalkit.database import Database, Reading, Transaction
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


@blueprint.reads("/v1/me/address", by="member", gives=AddressSchema)
def get_my_address(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """One's own address, and another that waits to be confirmed."""
    return _address(db, viewer)


@blueprint.steps("/v1/me/address", by="member", takes=NewAddressSchema, gives=AddressSchema, status=202)
def change_my_address(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Ask for another address. It changes when the link is pressed that is mailed there; the old one is told."""
    ask_for_address(database, desk(), viewer, body["email"], body["password"])
    with database.reading() as db:
        return _address(db, viewer)


@blueprint.acts("/v1/me/address", by="member", method="DELETE")
def keep_my_address(tx: Transaction, viewer: Viewer) -> None:
    """Want no other address any more."""
    keep_address(tx, viewer)


def _address(db: Reading, viewer: Viewer) -> dict[str, Any]:
    link = waiting(db, viewer.id)
    chosen = (link.chosen or {}) if link else {}
    return {
        "email": users.get(db, viewer.id).email,
        "wanted": chosen.get("email"),
        "until": link.expires_at if link else None,
    }
