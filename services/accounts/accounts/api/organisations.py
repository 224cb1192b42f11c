"""Organisations: the page of those who belong to one, and all of them for administrators of the portal."""

from dataclasses import asdict
from typing import Any

from accounts.actions import organisations as actions
from accounts.api.schemas.organisations import (
    ChangeOrganisationSchema,
    MyOrganisationsSchema,
    OrganisationPageSchema,
    OrganisationSchema,
    OrganisationsQuery,
    OrganisationsSchema,
    WhichOrganisation,
    WriteOrganisationSchema,
)
from accounts.model.organisation import Membership, Organisation
from accounts.store import administering, invitations, memberships, organisations, users
from portalkit.database import Reading, Transaction
from portalkit.errors import Missing
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of

blueprint = Blueprint("organisations", __name__, description="Companies and associations")
PAGE = 50
FIELDS = len(Membership.__dataclass_fields__)
INVITED = ("id", "email", "role", "ends_at", "title", "grade", "chapter", "created_at", "expires_at")


def _mine(db: Reading, viewer: Viewer) -> list[dict[str, Any]]:
    me = users.find(db, viewer.id)
    acting = me.standing.membership_id if me and me.standing else None
    names = ("id", "name", "kind", "role", "membership_id")
    return [
        {name: getattr(row, name) for name in names} | {"acting": row.membership_id == acting}
        for row in memberships.of_user(db, viewer.id)
    ]


@blueprint.reads("/v1/me/organisations", by="member", gives=MyOrganisationsSchema)
def my_organisations(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """The organisations that one belongs to now."""
    return {"items": _mine(db, viewer)}


@blueprint.reads("/internal/v1/pages/organisation", by="member", takes=WhichOrganisation, gives=OrganisationPageSchema)
def organisation_page(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """One's organisations, and one of them with its members; what one does not belong to is not there."""
    mine = _mine(db, viewer)
    nothing = {"mine": mine, "shown": None, "manages": False, "members": [], "more": False, "invitations": []}
    nothing["administered"] = True
    wanted = query["id"] or next((one["id"] for one in sorted(mine, key=lambda one: not one["acting"])), None)
    if wanted is None:
        return nothing
    role = next((one["role"] for one in mine if one["id"] == wanted), None)
    if role is None and not viewer.has("administrator"):
        raise Missing()
    manages = role == "administrator" or viewer.has("administrator")
    members = [_member(db, row, manages) for row in memberships.people(db, wanted)]
    return nothing | {
        "shown": asdict(organisations.get(db, wanted)),
        "manages": manages,
        "administered": administering.is_administered(db, wanted),
        "members": [one for one in members[: memberships.MOST] if manages or one["runs"]],
        "more": len(members) > memberships.MOST,
        "invitations": [
            {name: getattr(one, name) for name in INVITED} for one in invitations.waiting(db, wanted) if manages
        ],
    }


def _member(db: Reading, row: Any, manages: bool) -> dict[str, Any]:
    """A member; when somebody goes and how they are reached is told to those who decide about members."""
    membership = Membership(*row[:FIELDS])
    shown = asdict(membership) | {"name": row.name, "email": row.email, "runs": membership.runs(db.now)}
    del shown["created_at"], shown["by_name"]
    return shown if manages else shown | {"email": None, "ends_at": None, "renews_at": None}


@blueprint.reads("/v1/organisations", by="administrator", takes=OrganisationsQuery, gives=OrganisationsSchema)
def list_organisations(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """All organisations, newest first, closed ones included; with `text`, those with it in the name.

    `without` an administrator are those whose members have none (alone), or have lost the only one, who left (left).
    """
    (before,) = decode(query["cursor"]) or (None,)
    rows, following = page_of(organisations.page(db, before, PAGE + 1, query["text"], query["without"]), PAGE, "id")
    return {"items": [dict(row._mapping) for row in rows], "next": following}


@blueprint.creates("/v1/organisations", by="administrator", takes=WriteOrganisationSchema, gives=OrganisationSchema)
def create_organisation(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> Organisation:
    """Make an organisation; invite its administrator next."""
    return actions.create_organisation(tx, viewer, **body)


@blueprint.changes(
    "/v1/organisations/<organisation_id>", by="administrator", takes=ChangeOrganisationSchema, gives=OrganisationSchema
)
def change_organisation(
    tx: Transaction, viewer: Viewer, body: dict[str, Any], version: int | None, organisation_id: str
) -> Organisation:
    """Change, close or open an organisation. While it is closed, nobody belongs to it."""
    return actions.change_organisation(tx, viewer, organisation_id, version, body)
