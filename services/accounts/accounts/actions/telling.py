"""Telling the other services of people: always the whole public state, audiences included."""

from dataclasses import dataclass, replace

from accounts.model import facts
from accounts.model.audience import Rules
from accounts.model.session import Session
from accounts.model.user import ERASED, User, is_verified_customer
from accounts.store import audiences, memberships, users
from portalkit.database import Transaction


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that is over, at a version above the one it lived at."""

    id: str
    version: int


def tell(tx: Transaction, verb: str, user: User, rules: Rules | None = None) -> None:
    """Publish what is true of `user` now; `verb` says why."""
    rules = rules or Rules.of(audiences.rules_held(tx))
    verified = is_verified_customer(user, memberships.companies(tx, user.id))
    data = facts.user(user, rules.audiences_of(user), verified)
    personal = facts.personal(user) if user.state != ERASED else {}
    tx.publish(f"accounts.user.{verb}.v1", user, data, person=user.id, personal=personal)


def tell_changed(tx: Transaction, user_id: str, verb: str = "changed") -> User:
    """Publish a person of whom something has changed that is kept elsewhere, at a version of their own."""
    users.count_up(tx, [user_id])
    user = users.get(tx, user_id)
    tell(tx, verb, user)
    return user


def tell_ended(tx: Transaction, session: Session) -> None:
    """Publish that a session is over."""
    tx.publish("accounts.session.ended.v1", Ended(session.id, session.version + 1), facts.session(session))


def tell_affected(tx: Transaction, before: Rules, verb: str = "changed") -> int:
    """After rules have changed: publish each person whose audiences are others now, and only those; how many."""
    after = Rules.of(audiences.rules(tx))
    affected = [user for user in users.everybody(tx) if before.audiences_of(user) != after.audiences_of(user)]
    users.count_up(tx, [user.id for user in affected])
    for user in affected:
        tell(tx, verb, replace(user, version=user.version + 1), after)
    return len(affected)
