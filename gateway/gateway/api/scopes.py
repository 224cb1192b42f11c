"""What a token may be used for. A session's token may do all that its person can; a token made for programs less."""

import re

from flask import request

from gateway.api.blueprint import api
from gateway.visit import visit
from portalkit.errors import Refused

SAFE = ("GET", "HEAD", "OPTIONS")
ACCOUNTS = "/api/accounts/"
# Of accounts, a token reads who its person is; how they sign in, and what is held of them, is theirs alone.
ABOUT_ONESELF = re.compile(r"/api/accounts/v1/me(/profile|/organisations)?")
ONES_OWN = re.compile(r"/api/accounts/v1/(me|sessions)(/.*)?")


@api.before_request
def check_scopes() -> None:
    """Raise Refused for what the token that was sent is not meant for."""
    scopes = visit().who.scopes
    if scopes is None:
        return
    path, reads = request.path, request.method in SAFE
    if path.startswith(ACCOUNTS) and not (reads and ABOUT_ONESELF.fullmatch(path)):
        if ONES_OWN.fullmatch(path):
            raise Refused("not-by-token", "A token cannot do this. Sign in yourself.", 403)
        if "staff" not in scopes:
            raise Refused("scope-missing", "This token may not do what staff does.", 403)
    if not reads and "write" not in scopes:
        raise Refused("scope-missing", "This token may only read.", 403)
