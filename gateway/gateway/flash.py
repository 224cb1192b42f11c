"""What the next page has to say about what was just done: a signed cookie that is read once."""

from flask import Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

SECONDS = 60


class Flash:
    """Carries one sentence over a redirect."""

    def __init__(self, secret: str, cookie: str, secure: bool) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="notice")
        self.cookie, self._secure = cookie, secure

    def put(self, response: Response, notice: str) -> None:
        """Let the page after `response` say `notice`."""
        response.set_cookie(
            self.cookie,
            str(self._signer.dumps(notice)),
            max_age=SECONDS,
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )

    def read(self, text: str | None) -> str:
        """The notice in a cookie, or nothing when it is not ours or too old."""
        if not text:
            return ""
        try:
            return str(self._signer.loads(text, max_age=SECONDS))
        except BadSignature:
            return ""

    def drop(self, response: Response) -> None:
        """Forget it, now that it was said."""
        response.delete_cookie(self.cookie, secure=self._secure, httponly=True, samesite="Lax")
