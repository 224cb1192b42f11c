"""What somebody asked for of what the portal holds of them: to have it (an export), or to have it gone (an erasure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from portalkit.errors import Refused

EXPORT, ERASURE = "export", "erasure"
WAITING, OPEN, DONE = "waiting", "open", "done"
PARTS = ("accounts", "knowledge", "community", "notify")  # every service that holds something of people
LETTER = timedelta(minutes=10)  # how long an erasure waits for its last letter to be taken
RECENT = timedelta(minutes=5)  # within which a second export would be the first one again


@dataclass(frozen=True, slots=True)
class Claim:
    """One of them. It is done when every service has answered; an erasure waits for its letter and holds before."""

    id: str
    kind: str
    person: str
    asked_at: datetime
    state: str
    receipt_hash: str | None = None
    ended_at: datetime | None = None
    version: int = 1


def is_over(answered: Collection[str]) -> bool:
    """Whether every service has answered."""
    return set(PARTS) <= set(answered)


def check_may_leave(others: int, is_administrator: bool) -> None:
    """Raise Refused for the last administrator: nobody could give others that role."""
    if is_administrator and not others:
        raise Refused(
            "last-administrator", "You are the only administrator. Make somebody else one first, then you can go."
        )


def check_leaves_none_alone(organisations: int, is_meant: bool) -> None:
    """Raise Refused for who alone administers an organisation, unless they mean to leave it so: nobody is kept here."""
    if organisations and not is_meant:
        raise Refused(
            "only-administrator",
            "You are the only administrator of an organisation. Name another one first, or say that you go"
            " all the same.",
        )


def check_not_waiting(waiting: Claim | None) -> None:
    """Raise Refused for another erasure while one is under way: each has one receipt, and one end."""
    if waiting is not None:
        raise Refused("erasure-asked", "You have asked for this already. It is carried out as soon as it can be.")


def check_not_again(last: datetime | None, now: datetime) -> None:
    """Raise Refused for another export right after one."""
    if last is not None and now - last < RECENT:
        raise Refused("asked-already", "You have asked for this a moment ago. It is on its way.", 409)
