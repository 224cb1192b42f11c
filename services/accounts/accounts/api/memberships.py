"""Who belongs to an organisation, for its own administrators; and for which one acts oneself."""

from typing import Any

from accounts.actions import invitations, memberships
from accounts.api.desk import desk
from accounts.api.schemas.organisations import (
    ChangeMembershipSchema,
    ContextSchema,
    InvitationSchema,
    InviteSchema,
    MembershipSchema,
    MoveSchema,
)
from accounts.api.schemas.people import PersonSchema
from accounts.model.organisation import Invitation, Membership
from accounts.model.user import User
from portalkit.database import Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("memberships", __name__, description="Members of organisations")
MEMBER = "/v1/organisations/<organisation_id>/members/<membership_id>"


@blueprint.acts("/v1/me/context", by="member", takes=ContextSchema, gives=PersonSchema)
def choose_context(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> User:
    """Act for one of one's organisations, or for nobody but oneself; what can be seen follows at once."""
    return memberships.act_for(tx, viewer, body["organisation_id"])


@blueprint.creates(
    "/v1/organisations/<organisation_id>/invitations", by="member", takes=InviteSchema, gives=InvitationSchema
)
def invite(tx: Transaction, viewer: Viewer, body: dict[str, Any], organisation_id: str) -> Invitation:
    """Mail somebody a link that joins the organisation; the answer is the same for every address."""
    return invitations.invite(tx, desk().portal, viewer, organisation_id, body)


@blueprint.acts("/v1/organisations/<organisation_id>/invitations/<invitation_id>", by="member", method="DELETE")
def withdraw_invitation(tx: Transaction, viewer: Viewer, organisation_id: str, invitation_id: str) -> None:
    """Make an invitation void."""
    invitations.withdraw(tx, viewer, organisation_id, invitation_id)


@blueprint.changes(MEMBER, by="member", takes=ChangeMembershipSchema, gives=MembershipSchema)
def change_member(
    tx: Transaction,
    viewer: Viewer,
    body: dict[str, Any],
    version: int | None,
    organisation_id: str,
    membership_id: str,
) -> Membership:
    """Change role, end date or what an association knows of a member."""
    return memberships.change_membership(tx, viewer, organisation_id, membership_id, version, body)


@blueprint.changes(f"{MEMBER}/move", by="member", takes=MoveSchema, gives=MembershipSchema, method="POST")
def move_member(
    tx: Transaction,
    viewer: Viewer,
    body: dict[str, Any],
    version: int | None,
    organisation_id: str,
    membership_id: str,
) -> Membership:
    """Let a member belong to another organisation that one administers, too."""
    return memberships.move_member(tx, viewer, organisation_id, membership_id, version, body["organisation_id"])


@blueprint.acts(MEMBER, by="member", method="DELETE")
def remove_member(tx: Transaction, viewer: Viewer, organisation_id: str, membership_id: str) -> None:
    """Let somebody belong to it no more, at once; oneself, too."""
    memberships.remove_member(tx, viewer, organisation_id, membership_id)
