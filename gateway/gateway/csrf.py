"""Whether an unsafe request was meant by the person whose browser sends it.

With a session: the form's token, which only our pages know, and a request from our own pages. Without one: the latter.
What a browser says about where a request comes from cannot be forged by another site's page.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from portalkit.errors import Forbidden

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Csrf:
    """Makes and checks form tokens: a keyed hash of the session id, so that nothing is kept."""

    def __init__(self, secret: str, origin: str) -> None:
        self._key = hashlib.sha256(b"csrf\0" + secret.encode()).digest()
        self._origin = origin

    def token(self, session: str) -> str:
        """The token that forms of this session carry; a visitor's carry none."""
        if not session:
            return ""
        digest = hashlib.blake2b(session.encode(), key=self._key, digest_size=24).digest()
        return base64.urlsafe_b64encode(digest).decode()

    def check(self, headers: Mapping[str, str], session: str, given: str) -> None:
        """Raise Forbidden unless the request comes from our own pages, and `given` is the session's token."""
        self.check_page(headers)
        if session and not hmac.compare_digest(self.token(session).encode(), given.encode()):
            raise Forbidden("This form is from an older visit. Open its page again and send it once more.", "csrf")

    def check_page(self, headers: Mapping[str, str]) -> None:
        """Raise Forbidden unless the request comes from our own pages; nothing of its body is needed for that."""
        if not self._own_page(headers):
            raise Forbidden("This form was not sent from a page of this portal.", "cross-site")

    def _own_page(self, headers: Mapping[str, str]) -> bool:
        site, origin, referer = (headers.get(name) for name in ("Sec-Fetch-Site", "Origin", "Referer"))
        if origin is not None and origin != self._origin:
            return False
        if site is not None:
            return site == "same-origin"
        if origin is not None:
            return True
        if referer is None:
            return False
        parts = urlsplit(referer)
        return f"{parts.scheme}://{parts.netloc}" == self._origin
