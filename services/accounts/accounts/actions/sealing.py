"""What has to be read again, unlike a password, and yet tells nothing to whoever gets at the rows."""

import base64
import hashlib
from contextlib import suppress

from cryptography.fernet import Fernet, InvalidToken


class Seal:
    """Encrypts with a key made of `secret`."""

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"factors\0" + secret.encode()).digest()))

    def close(self, text: str) -> str:
        """The text as it is stored."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The text again; None when it was sealed with another secret."""
        with suppress(InvalidToken):
            return self._fernet.decrypt(sealed).decode()
        return None
