"""The public state of things, as events carry it."""

from typing import Any

from accounts.model.session import Session
from accounts.model.user import ERASED, User


def user(user: User, audiences: list[str], verified_customer: bool = False) -> dict[str, Any]:
    """What others may keep of a person, without anything that tells who it is. Who was erased is suspended to them."""
    return {
        "kind": user.kind,
        "state": "suspended" if user.state == ERASED else user.state,
        "roles": user.roles,
        "organisation": user.organisation,
        "audiences": audiences,
        "joined_at": user.created_at.isoformat(),
        "verified_customer": verified_customer,
    }


def personal(user: User) -> dict[str, Any]:
    """Who it is: kept apart, so that it can be erased."""
    return {"name": user.name, "email": user.email, "locale": user.locale}


def erased(person: User, erasure_id: str) -> dict[str, Any]:
    """What is left of a person who was erased."""
    return user(person, []) | {"erasure_id": erasure_id}


def session(session: Session) -> dict[str, Any]:
    """Whose session it was."""
    return {"user_id": session.user_id}
