"""One's own addresses: those one signs in with besides the main one, and those one had."""

from typing import Any

from accounts.actions import addresses as actions
from accounts.api.desk import desk
from accounts.api.schemas.people import FurtherAddressSchema, HeldAddressesSchema, PersonSchema
from accounts.model.link import FURTHER
from accounts.model.user import User
from accounts.store import addresses, users
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("addresses", __name__, description="One's own addresses")


def of(db: Reading, user: User) -> list[dict[str, Any]]:
    """All that somebody has or had, the main one marked."""
    return [
        {name: getattr(one, name) for name in ("id", "email", "source", "since", "verified_at", "ended_at")}
        | {"main": one.ended_at is None and one.email == user.email}
        for one in addresses.of_user(db, user.id)
    ]


@blueprint.reads("/v1/me/addresses", by="member", gives=HeldAddressesSchema)
def list_my_addresses(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """One's addresses, and those one had."""
    return _shown(db, viewer)


@blueprint.acts("/v1/me/addresses", by="member", takes=FurtherAddressSchema, gives=HeldAddressesSchema, status=202)
def add_my_address(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Ask for a further address, after a proof; it counts once the link is pressed that is mailed there."""
    actions.ask_for_further(tx, desk(), viewer, body["email"])
    return _shown(tx, viewer)


@blueprint.acts("/v1/me/addresses/<address_id>/main", by="member", gives=PersonSchema)
def make_my_address_main(tx: Transaction, viewer: Viewer, address_id: str) -> User:
    """Have mail go to this one from now on, after a proof."""
    return actions.make_main(tx, desk().portal, viewer, address_id)


@blueprint.acts("/v1/me/addresses/<address_id>", by="member", method="DELETE")
def remove_my_address(tx: Transaction, viewer: Viewer, address_id: str) -> None:
    """Have this address no more, after a proof."""
    actions.remove_address(tx, desk().portal, viewer, address_id)


def _shown(db: Reading, viewer: Viewer) -> dict[str, Any]:
    link = actions.waiting(db, viewer.id, FURTHER)
    return {
        "items": of(db, users.get(db, viewer.id)),
        "wanted": (link.chosen or {}).get("email") if link else None,
        "until": link.expires_at if link else None,
    }
