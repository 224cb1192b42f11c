"""People and audiences from elsewhere, in batches that can be sent again."""

from typing import Any

from accounts.actions import audiences, organisations, users
from accounts.api.desk import desk
from accounts.api.schemas.imports import (
    ImportAudiencesSchema,
    ImportOrganisationsSchema,
    ImportUsersSchema,
    OutcomesSchema,
)
from portalkit.database import Database, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("imports", __name__, description="Bringing in what exists elsewhere")


@blueprint.steps("/v1/import/users", by="importer", takes=ImportUsersSchema, gives=OutcomesSchema)
def import_users(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Add or change people by their external ids. Nobody is told."""
    return {"items": users.import_users(database, desk(), viewer, body["items"])}


@blueprint.acts("/v1/import/audiences", by="importer", takes=ImportAudiencesSchema, gives=OutcomesSchema)
def import_audiences(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Add or change audiences by their external ids. Nobody is told."""
    return {"items": audiences.import_audiences(tx, viewer, body["items"])}


@blueprint.acts("/v1/import/organisations", by="importer", takes=ImportOrganisationsSchema, gives=OutcomesSchema)
def import_organisations(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Add or change organisations and their members by external ids. Nobody is told."""
    return {"items": organisations.import_organisations(tx, viewer, body["items"])}
