"""The link that ends one kind of mail to one person: good for as long as the mail is kept, without signing in."""

from itsdangerous import BadData, URLSafeSerializer

from notify.model.attention import DIGEST
from notify.model.message import ACTS
from portalkit.errors import Refused


class UnsubscribeLinks:
    """Makes and reads the signed tokens; only who has the `secret` can make one."""

    def __init__(self, origin: str, secret: str) -> None:
        self._origin, self._signer = origin.rstrip("/"), URLSafeSerializer(secret, salt="unsubscribe-mail")

    def address(self, person: str, kind: str) -> str:
        """The address that a mail carries."""
        return f"{self._origin}/unsubscribe/{self._signer.dumps([person, kind])!s}"

    def read(self, token: str) -> tuple[str, str]:
        """Whose mails of which kind the token ends. Raises Refused."""
        try:
            person, kind = self._signer.loads(token)
        except (BadData, ValueError, TypeError) as fault:
            raise _bad() from fault
        if not isinstance(person, str) or kind not in (*ACTS, DIGEST):
            raise _bad()
        return person, kind


def _bad() -> Refused:
    return Refused("bad-link", "This link is not one of ours, or a part of it is missing.", 422)
