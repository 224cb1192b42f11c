"""What a session is: one browser in which one person is signed in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=30)
IDLE = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=1)
LONGEST_VIEW = timedelta(minutes=30)  # how long an administrator looks at the portal as somebody else


@dataclass(frozen=True, slots=True)
class View:
    """A session in which an administrator looks at the portal as somebody else; `viewing_id` may be an audience's."""

    session_id: str
    user_id: str
    viewing_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """The session as its owner may see it. What the browser holds is another text, kept only as a hash."""

    id: str
    user_id: str
    device: str
    created_at: datetime
    seen_at: datetime
    version: int = 1


def new_secret() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is stored of a secret of 256 bits: enough to know it again, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()
