"""Second factors of somebody who has lost them, for administrators."""

from accounts.actions.lost_factors import remove_lost
from accounts.api.desk import desk
from portalkit.database import Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("lost-factors", __name__, description="Second factors of somebody who has lost them")


@blueprint.acts("/v1/users/<user_id>/factors", by="administrator", method="DELETE")
def remove_factors(tx: Transaction, viewer: Viewer, user_id: str) -> None:
    """Leave somebody their password alone, signed out everywhere. They are told by mail."""
    remove_lost(tx, desk(), viewer, user_id)
