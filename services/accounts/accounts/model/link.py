"""Links that are mailed: each for one purpose, once, for a short time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portalkit.errors import Refused

VERIFY, RESET, ADDRESS, FURTHER = "verify", "reset", "address", "further"
PURPOSES = (VERIFY, RESET, ADDRESS, FURTHER)
LIFETIME = timedelta(minutes=15)
TO_MOVE = timedelta(hours=2)  # of a link that confirms a new address: its reader may have to sign in there first
INVITATION = timedelta(hours=24)  # of a link that an administrator hands over


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was sent. `chosen` holds what its sender typed when registering, or the address to confirm."""

    user_id: str
    purpose: str
    expires_at: datetime
    chosen: dict[str, Any] | None = None


def no_longer_good() -> Refused:
    """The answer to every link that does not work, whatever the reason."""
    return Refused("link-not-good", "This link has been used, or it is too old.")
