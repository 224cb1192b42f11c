"""Which browser a visitor's vote is of: a signed cookie that is set with the first vote and says nothing else."""

import hashlib
import hmac

from flask import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

from gateway.cookies import Cookies
from portalkit.ids import new_id

LETTERS = 32


class Voters:
    """Keys of browsers."""

    def __init__(self, secret: str, cookies: Cookies) -> None:
        self._signer = URLSafeSerializer(secret, salt="voter")
        self._key = hashlib.sha256(b"voter\0" + secret.encode()).digest()
        self._cookies = cookies

    def known(self, request: Request) -> str | None:
        """The key in the cookie, if it is one of ours."""
        try:
            key = self._signer.loads(request.cookies.get(self._cookies.voter, ""))
        except BadSignature:
            return None
        return key if isinstance(key, str) and len(key) == LETTERS else None

    def new(self, form_key: str, address: str, program: str) -> str:
        """A key for a browser without one; the same when it sends the same form twice before it has the cookie."""
        told = "\n".join((form_key or new_id(), address, program))
        return hmac.new(self._key, told.encode(), hashlib.sha256).hexdigest()[:LETTERS]

    def remember(self, response: Response, key: str) -> None:
        """Give the browser its key."""
        self._cookies.know_voter(response, str(self._signer.dumps(key)))
