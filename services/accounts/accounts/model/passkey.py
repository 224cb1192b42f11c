"""Passkeys: a key that a device or a password manager holds, for this portal alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from portalkit.errors import Refused

NEW, USED = "passkey-new", "passkey"  # what the ticket is for that a challenge is
CHALLENGE = timedelta(minutes=5)
MOST = 20  # of one person


@dataclass(frozen=True, slots=True)
class Passkey:
    """One key. `sign_count` is what its device counted when it was last used; many count nothing."""

    id: str
    user_id: str
    name: str
    credential_id: str
    public_key: str
    sign_count: int
    created_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The portal as browsers bind keys to it."""

    host: str
    origin: str

    @staticmethod
    def of(address: str) -> "Site":
        """Of the portal that browsers reach at `address`."""
        parts = urlsplit(address)
        return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")

    @property
    def takes_passkeys(self) -> bool:
        """Whether browsers let keys be bound to it: under a name, and by https but for the machine itself."""
        try:
            ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https:") or self.host == "localhost" or self.host.endswith(".localhost")
        return False


def check_possible(site: Site) -> None:
    """Raise Refused where browsers would not take a passkey."""
    if not site.takes_passkeys:
        raise Refused("no-passkeys-here", "Passkeys need the portal under a name and by https.")


def check_room(there: int) -> None:
    """Raise Refused when somebody has very many."""
    if there >= MOST:
        raise Refused("too-many-passkeys", f"{MOST} passkeys are enough. Remove one first.")


def not_good() -> Refused:
    """The answer to every passkey that proves nothing, whatever the reason."""
    return Refused("passkey-not-good", "This passkey was not accepted. Try again, or sign in another way.", 422)
