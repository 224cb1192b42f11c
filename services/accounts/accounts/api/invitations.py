"""Following an invitation: look at it, join by it, or make an account and join."""

from typing import Any

from accounts.actions import invitations
from accounts.actions.invitations import Joining
from accounts.api.desk import desk
from accounts.api.schemas.doors import EmailSchema, TokenSchema
from accounts.api.schemas.organisations import JoinSchema, LookedAtSchema, MembershipSchema
from accounts.model.organisation import Membership
from portalkit.database import Database, Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("invitations", __name__, description="Following an invitation")


@blueprint.asks("/internal/v1/invitations/look", by="gateway", takes=TokenSchema, gives=LookedAtSchema)
def look_at_invitation(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Say what a mailed link invites to, without using it up."""
    return {"invitation": invitations.look(db, body["token"])}


@blueprint.acts("/v1/invitations/accept", by="member", takes=TokenSchema, gives=MembershipSchema)
def accept_invitation(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> Membership:
    """Join an organisation by the link that was mailed to one's address."""
    return invitations.accept(tx, viewer, body["token"])


@blueprint.steps("/internal/v1/invitations/join", by="gateway", takes=JoinSchema, gives=EmailSchema, status=201)
def join(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Make an account with the address that the link was mailed to, and join. Nobody is signed in by it."""
    return {"email": invitations.join(database, desk(), Joining(**body)).email}
