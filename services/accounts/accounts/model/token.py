"""What an API token is: a secret by which a program acts for a person, for a while, and within its scopes."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from accounts.model.session import new_secret
from accounts.model.user import User
from portalkit.errors import Invalid, Refused
from portalkit.viewer import Viewer

READ, WRITE, OF_STAFF = "read", "write", "staff"
SCOPES = (READ, WRITE, OF_STAFF)
START = "atrium_"  # of every secret, so that whoever finds one somewhere knows what it is
SID = "token-"  # what a service sees in place of a session's id begins so
LONGEST = timedelta(days=365)
MOST = 20  # of one person at a time


@dataclass(frozen=True, slots=True)
class Token:
    """The token as its owner may see it. What the program holds is another text, kept only as a hash."""

    id: str
    user_id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


def new_token() -> str:
    """A secret that says what it is."""
    return START + new_secret()


def checked_scopes(user: User, scopes: Collection[str]) -> list[str]:
    """The scopes in order; reading is always among them. Raises Invalid."""
    if READ not in scopes:
        raise Invalid({"scopes": ["A token can always read."]})
    if OF_STAFF in scopes and not (user.kind == "staff" or user.roles):
        raise Invalid({"scopes": ["You have no rights of staff to give."]})
    return [scope for scope in SCOPES if scope in scopes]


def check_room(there: int) -> None:
    """Raise Refused for one token too many."""
    if there >= MOST:
        raise Refused("too-many-tokens", f"You have {MOST} tokens. Revoke one that is not used any more.")


def as_seen_by(user: User, scopes: Collection[str]) -> User:
    """The person that a token speaks for: without their roles, and as a customer, unless it may do what staff does."""
    return user if OF_STAFF in scopes else replace(user, kind="customer", roles=[])


def check_in_session(by: Viewer) -> None:
    """Raise Refused when a token asks for what only its owner does, signed in."""
    if (by.sid or "").startswith(SID):
        raise Refused("not-by-token", "A token cannot do this. Sign in yourself.", 403)
