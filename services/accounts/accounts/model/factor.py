"""Second factors: what somebody has besides the password, and how old the last proof of who it is may be."""

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from portalkit.errors import Invalid, Refused

PROVEN_FOR = timedelta(minutes=10)
TICKET = timedelta(minutes=5)  # between the password and the second step
REMEMBERED = timedelta(days=30)
RECOVERY_CODES, CODE_BYTES, PART = 10, 10, 4
CODE = re.compile(r"[0-9]{6}")
SIGN_IN = "sign-in"  # what a ticket is for


@dataclass(frozen=True, slots=True)
class Totp:
    """An app that shows codes. Until one of them proved it, it counts for nothing."""

    user_id: str
    sealed: str
    last_step: int
    created_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """What somebody may go on with who has done the first step: for one purpose, once, for a few minutes."""

    purpose: str
    user_id: str | None
    detail: dict[str, object]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Remembered:
    """A browser in which its owner is not asked for the second factor for a while."""

    id: str
    user_id: str
    device: str
    created_at: datetime
    expires_at: datetime


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 bits, in groups that can be read out."""
    return [_grouped(secrets.token_bytes(CODE_BYTES)) for _ in range(RECOVERY_CODES)]


def _grouped(random: bytes) -> str:
    text = base64.b32encode(random).decode().lower()
    return "-".join(text[at : at + PART] for at in range(0, len(text), PART))


def tidy_code(code: str) -> str:
    """A code as it is looked for, however it was typed."""
    return re.sub(r"[\s-]+", "", code).lower()


def wrong_code() -> Invalid:
    """The answer to every code that is not good (any more)."""
    return Invalid({"code": ["This code is not good. Each works once: wait for the next one."]})


def step_up_needed() -> Refused:
    """The answer to what is sensitive, when it is a while since its author proved who it is."""
    return Refused("step-up-needed", "Prove first that it is you: this needs a proof of the last ten minutes.", 403)


def sign_in_again() -> Refused:
    """The answer to a second step that has no first one (any more)."""
    return Refused("sign-in-again", "That took too long, or something changed meanwhile. Sign in once more.")


def is_proven(at: datetime | None, now: datetime) -> bool:
    """Whether a proof at this time is good enough now."""
    return at is not None and now - at <= PROVEN_FOR


def check_proven(at: datetime | None, now: datetime) -> None:
    """Raise Refused unless somebody proved in time who they are."""
    if not is_proven(at, now):
        raise step_up_needed()
