"""Rows of sessions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.exc import OperationalError as CannotWrite

from accounts.model.session import IDLE, LONGEST, Session, View
from accounts.store.standing import with_standing
from accounts.store.tables import counters, memberships, organisations, sessions, users

__all__ = ["CannotWrite"]  # the disk takes nothing just now
from portalkit.database import Reading, Transaction, columns, param

_rules = select(counters.c.value).where(counters.c.name == "rules").scalar_subquery()
_lives = (sessions.c.created_at > param("born_after"), sessions.c.seen_at > param("seen_after"))

# The one statement that every request of the portal runs.
WHO = with_standing(
    select(
        sessions.c.id,
        sessions.c.seen_at,
        users.c.id,
        users.c.name,
        users.c.email,
        users.c.kind,
        users.c.roles,
        users.c.locale,
        users.c.version,
        _rules,
        sessions.c.viewing_id,
        sessions.c.viewing_until,
        users.c.seen_at.label("opened_at"),
        users.c.last_visit_at,
        memberships.c.id,
        organisations.c.name,
    ).join_from(sessions, users)
).where(sessions.c.secret_hash == param("hash"), users.c.state == "active", *_lives)
OF_USER = (
    select(*columns(sessions, Session))
    .where(sessions.c.user_id == param("user_id"), *_lives)
    .order_by(sessions.c.seen_at.desc(), sessions.c.id)
    .limit(100)
)
ONE_OF = select(*columns(sessions, Session)).where(sessions.c.id == param("id"), sessions.c.user_id == param("user_id"))
ALL_OF = select(*columns(sessions, Session)).where(sessions.c.user_id == param("user_id"))
BY_HASH = select(*columns(sessions, Session)).where(sessions.c.secret_hash == param("hash"))
OVER = select(*columns(sessions, Session)).where(
    or_(sessions.c.created_at <= param("born_after"), sessions.c.seen_at <= param("seen_after"))
)
SEEN = (
    sessions.update()
    .where(sessions.c.id == param("sid"), sessions.c.seen_at < param("now"))
    .values(seen_at=param("now"))
)
VIEW = (
    sessions.update()
    .where(sessions.c.id == param("sid"))
    .values(viewing_id=param("person"), viewing_until=param("until"))
)
_views = select(sessions.c.id, sessions.c.user_id, sessions.c.viewing_id).where(sessions.c.viewing_id.is_not(None))
VIEW_OF = _views.where(sessions.c.id == param("sid"))
VIEWS_OVER = _views.where(sessions.c.viewing_until <= param("now"))
PROVEN_AT = select(sessions.c.proven_at).where(
    sessions.c.id == param("id"), sessions.c.user_id == param("user_id"), *_lives
)
PROVEN = sessions.update().where(sessions.c.id == param("sid")).values(proven_at=param("now"))
END = sessions.delete().where(sessions.c.id == param("sid"))


@dataclass(frozen=True, slots=True)
class Who:
    """A living session, its person and the state of the rules, read together."""

    sid: str
    seen_at: datetime
    user_id: str
    name: str
    email: str
    kind: str
    roles: list[str]
    locale: str
    user_version: int
    rules_version: int | None
    viewing_id: str | None
    viewing_until: datetime | None
    opened_at: datetime | None
    last_visit_at: datetime | None
    membership_id: str | None
    organisation: str | None


def _limits(now: datetime) -> dict[str, datetime]:
    return {"born_after": now - LONGEST, "seen_after": now - IDLE}


def who(db: Reading, secret_hash: str) -> Who | None:
    """Whose session this is now, if it lives and its person may sign in."""
    return db.find(WHO, Who, hash=secret_hash, now=db.now, **_limits(db.now))


def of_user(db: Reading, user_id: str) -> list[Session]:
    """Where this person is signed in, last seen first."""
    return db.all(OF_USER, Session, user_id=user_id, **_limits(db.now))


def one_of(db: Reading, user_id: str, session_id: str) -> Session:
    """This person's session. Raises Missing, also for somebody else's."""
    return db.one(ONE_OF, Session, user_id=user_id, id=session_id)


def all_of(db: Reading, user_id: str) -> list[Session]:
    """All of a person's sessions, dead ones included."""
    return db.all(ALL_OF, Session, user_id=user_id)


def by_hash(db: Reading, secret_hash: str) -> Session | None:
    """The session with this secret."""
    return db.find(BY_HASH, Session, hash=secret_hash)


def over(db: Reading) -> list[Session]:
    """Sessions whose time has passed."""
    return db.all(OVER, Session, **_limits(db.now))


def add(tx: Transaction, session: Session, secret_hash: str, proven: bool = True) -> None:
    """Add a session, in which its person has just proven who it is, or not quite."""
    tx.insert(sessions, session, secret_hash=secret_hash, proven_at=tx.now if proven else None)


def proven_at(db: Reading, user_id: str, session_id: str) -> datetime | None:
    """When this person last proved in this session who it is."""
    at: datetime | None = db.value(PROVEN_AT, user_id=user_id, id=session_id, **_limits(db.now))
    return at


def mark_proven(tx: Transaction, session_id: str) -> None:
    """Note that the session's person has just proven who it is."""
    tx.execute(PROVEN, sid=session_id, now=tx.now)


def mark_seen(tx: Transaction, session_id: str) -> None:
    """Note that the session is in use."""
    tx.execute(SEEN, sid=session_id, now=tx.now)


def look_as(tx: Transaction, session_id: str, user_id: str | None, until: datetime | None) -> None:
    """Let a session look at the portal as somebody until then, or no more."""
    tx.execute(VIEW, sid=session_id, person=user_id, until=until)


def view_of(db: Reading, session_id: str) -> View | None:
    """As whom this session looks at the portal, if as anybody else."""
    return db.find(VIEW_OF, View, sid=session_id)


def views_over(db: Reading) -> list[View]:
    """Views whose time has passed."""
    return db.all(VIEWS_OVER, View, now=db.now)


def end(tx: Transaction, session_id: str) -> bool:
    """Remove it; False when it was gone before."""
    return tx.execute(END, sid=session_id) > 0
