"""What the gateway asks of accounts about API tokens: whose one is, and the viewer's own."""

from typing import Any

import orjson

from gateway.upstream.accounts import DOORS, SERVICE
from gateway.upstream.caller import Caller, decoded, quoted

MINE = "/v1/me/tokens"
START = "atrium_"  # of every token, by which it is told from a session


def holder(caller: Caller, token: str, seconds: float) -> Any:
    """Whom a token speaks for: what `accounts.whoami` says, and {scopes}. Raises Unanswered."""
    body = orjson.dumps({"token": token})
    answer = caller.send(SERVICE, "POST", f"{DOORS}/tokens/look", None, (), body, repeatable=True, seconds=seconds)
    return decoded(SERVICE, answer)


def tokens(caller: Caller) -> Any:
    """The viewer's own: {id, name, scopes, created_at, expires_at, used_at}, newest first."""
    return caller.read(SERVICE, MINE)["items"]


def make(caller: Caller, name: str, scopes: list[str], days: int) -> Any:
    """Make one; with its secret, {token}, which is given this once."""
    return caller.act(SERVICE, MINE, {"name": name, "scopes": scopes, "days": days})


def revoke(caller: Caller, token_id: str) -> None:
    """Let one of them open nothing any more."""
    caller.act(SERVICE, f"{MINE}/{quoted(token_id)}", method="DELETE")
