"""API tokens: one's own, and for the gateway whose one is."""

from dataclasses import asdict
from typing import Any

from accounts.actions import tokens as actions
from accounts.api.desk import desk
from accounts.api.schemas.tokens import (
    ApiTokensSchema,
    HeldApiTokenSchema,
    MadeApiTokenSchema,
    MakeApiTokenSchema,
    TokenHolderSchema,
)
from accounts.model.token import Token
from accounts.store import tokens
from portalkit.database import Database, Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("tokens", __name__, description="Tokens by which programs act for people")


@blueprint.reads("/v1/me/tokens", by="member", gives=ApiTokensSchema)
def list_my_tokens(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """One's own tokens, without their secrets."""
    return {"items": [_shown(token) for token in tokens.of_user(db, viewer.id)]}


@blueprint.acts("/v1/me/tokens", by="member", takes=MakeApiTokenSchema, gives=MadeApiTokenSchema, status=201)
def make_my_token(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Make a token, after a proof of the last ten minutes. Its secret is shown this once, so no answer is stored."""
    token, secret = actions.make_token(tx, desk(), viewer, body["name"], body["scopes"], body["days"])
    return _shown(token) | {"token": secret}


@blueprint.acts("/v1/me/tokens/<token_id>", by="member", method="DELETE")
def revoke_my_token(tx: Transaction, viewer: Viewer, token_id: str) -> None:
    """Revoke a token; it ends at once."""
    actions.revoke_token(tx, viewer, token_id)


@blueprint.steps(
    "/internal/v1/tokens/look", by="gateway", takes=HeldApiTokenSchema, gives=TokenHolderSchema, quiet=True
)
def whose_token(database: Database, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Say whom a token speaks for, and within what."""
    return actions.token_is(database, desk(), body["token"])


def _shown(token: Token) -> dict[str, Any]:
    known = asdict(token)
    del known["user_id"]
    return known
