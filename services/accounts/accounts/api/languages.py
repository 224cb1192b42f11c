"""The language that one reads in."""

from typing import Any

from accounts.actions.languages import choose_language
from accounts.api.schemas.languages import LanguageSchema
from accounts.api.schemas.people import PersonSchema
from accounts.model.user import User
from portalkit.database import Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("languages", __name__, description="The language that one reads in")


@blueprint.acts("/v1/me/language", by="member", takes=LanguageSchema, gives=PersonSchema)
def choose_my_language(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> User:
    """Choose the language of the portal, wherever one is signed in."""
    return choose_language(tx, viewer, body["locale"])
