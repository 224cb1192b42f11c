"""What the actions of this service work with besides rows."""

from collections.abc import Container
from dataclasses import dataclass, field

from itsdangerous import BadSignature, URLSafeTimedSerializer

from accounts.actions.hashing import Hasher
from accounts.actions.memo import Memo
from accounts.actions.sealing import Seal
from accounts.model.portal import Portal

KNOWN_FOR = 180 * 24 * 3600  # seconds


class Devices:
    """Signed texts for a cookie that tell a browser in which somebody has signed in before."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="known-device")

    def issue(self, user_id: str, epoch: int, device_id: str) -> str:
        """The text for this person's browser; a new password makes it void."""
        return str(self._signer.dumps([user_id, epoch, device_id]))

    def read(self, text: str | None, user_id: str, epoch: int) -> str | None:
        """The id of the device, if `text` is ours and of this person."""
        try:
            owner, at, device_id = self._signer.loads(text or "", max_age=KNOWN_FOR)
        except (BadSignature, ValueError, TypeError):
            return None
        return str(device_id) if (owner, at) == (user_id, epoch) else None


@dataclass(frozen=True, slots=True)
class Desk:
    """One for each process of the service."""

    portal: Portal
    hasher: Hasher
    devices: Devices
    seal: Seal
    blocked: Container[str]
    memo: Memo = field(default_factory=Memo)
