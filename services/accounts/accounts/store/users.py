"""Rows of people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.exc import IntegrityError

from accounts.model.address import LINK, REGISTERED
from accounts.model.user import ERASED, Credentials, User, email_key
from accounts.store import addresses as held
from accounts.store.standing import COLUMNS, standing, with_standing
from accounts.store.tables import addresses, users
from portalkit.database import Reading, Transaction, listed, param
from portalkit.errors import Invalid, Stale
from portalkit.keeping import who_keeps
from portalkit.posts import FORMER

_own = [users.c[each.name] for each in fields(User) if each.name != "standing"]
_people = with_standing(select(*_own, *COLUMNS).select_from(users))
ONE = _people.where(users.c.id == param("id"))
_at = select(addresses.c.user_id).where(addresses.c.email_key == param("key"), addresses.c.ended_at.is_(None))
BY_EMAIL = _people.where(or_(users.c.email_key == param("key"), users.c.id == _at.scalar_subquery()))
BY_EXTERNAL_ID = _people.where(users.c.external_id == param("external_id"))
ALL = _people.order_by(users.c.id)
CREDENTIALS = select(users.c.id, users.c.name, users.c.state, users.c.password_hash, users.c.epoch, users.c.email)
_verified = _at.where(addresses.c.verified_at.is_not(None)).scalar_subquery()
CREDENTIALS_BY_EMAIL = CREDENTIALS.where(or_(users.c.email_key == param("key"), users.c.id == _verified))
CREDENTIALS_BY_ID = CREDENTIALS.where(users.c.id == param("id"))
EXTERNAL_ID = select(users.c.external_id).where(users.c.id == param("id"))
COUNT = select(func.count()).select_from(users)
STAFF = _people.where(users.c.kind == "staff", users.c.state == "active", users.c.id != param("but"))


def keeps(person: Any) -> Any:
    """Whether the row of a person is of somebody who can look after something, as `can_keep` says."""
    return and_(person.c.id.is_not(None), person.c.kind == "staff", person.c.state == "active")


KEEPERS = who_keeps(users, keeps)
_had = select(addresses.c.user_id)  # of past addresses as well
_like, _role, _state = (param(name, type_=String) for name in ("like", "role", "state"))
PAGE = (
    _people.where(
        or_(users.c.id < param("before"), param("before").is_(None)),
        or_(
            users.c.email_key == param("key"),
            users.c.id.in_(_had.where(addresses.c.email_key == param("key"))),
            param("key").is_(None),
        ),
        or_(
            func.lower(users.c.name).like(_like, escape="/"),
            users.c.email_key.like(_like, escape="/"),
            users.c.id.in_(_had.where(addresses.c.email_key.like(_like, escape="/"))),
            _like.is_(None),
        ),
        or_(cast(users.c.roles, String).like(_role), _role.is_(None)),
        or_(users.c.state == _state, _state.is_(None)),
        users.c.state != ERASED,
    )
    .order_by(users.c.id.desc())
    .limit(param("limit"))
)
NAMES = select(users.c.id, users.c.name).where(users.c.id.in_(listed("ids")))
COUNT_UP = users.update().where(users.c.id == param("user_id")).values(version=users.c.version + 1)
REHASH = users.update().where(users.c.id == param("user_id"), users.c.epoch == param("at"))


@dataclass(frozen=True, slots=True)
class _Written:
    """The row of a person after a change."""

    id: str
    version: int


def _person(*values: Any) -> User:
    return User(*values[: len(_own)], standing=standing(values[len(_own) :]))


def find(db: Reading, user_id: str) -> User | None:
    """The person, or None."""
    return db.find(ONE, _person, id=user_id, now=db.now)


def names(db: Reading, ids: Collection[str]) -> dict[str, str]:
    """The names of those of `ids` that are people, or were."""
    return {row.id: row.name or FORMER for row in db.rows(NAMES, ids=list(ids))} if ids else {}


def get(db: Reading, user_id: str) -> User:
    """The person. Raises Missing."""
    return db.one(ONE, _person, id=user_id, now=db.now)


def by_email(db: Reading, email: str) -> User | None:
    """The person with this address, however it is written."""
    return db.find(BY_EMAIL, _person, key=email_key(email), now=db.now)


def by_external_id(db: Reading, external_id: str) -> User | None:
    """The person whom an import knows by this id."""
    return db.find(BY_EXTERNAL_ID, _person, external_id=external_id, now=db.now)


def external_id(db: Reading, user_id: str) -> str | None:
    """By which id an import knows this person, if any does."""
    value: str | None = db.value(EXTERNAL_ID, id=user_id)
    return value


def everybody(db: Reading) -> list[User]:
    """All people, oldest first."""
    return db.all(ALL, _person, now=db.now)


def count(db: Reading) -> int:
    """How many people there are."""
    return int(db.value(COUNT))


def page(
    db: Reading,
    before: str | None,
    email: str | None,
    limit: int,
    text: str | None = None,
    role: str | None = None,
    state: str | None = None,
) -> list[User]:
    """People, newest first, from behind the one with the id `before`.

    `text` is a part of a name or an address, `role` one they have, `state` the one they are in.
    """
    key = email_key(email) if email else None
    like, with_role = text and f"%{_escaped(text.lower())}%", role and f'%"{role}"%'
    asked = {"before": before, "key": key, "limit": limit, "like": like, "role": with_role, "state": state}
    return db.all(PAGE, _person, now=db.now, **asked)


def _escaped(text: str) -> str:
    """Text whose letters stand for themselves in LIKE."""
    return "".join(f"/{letter}" if letter in "%_/" else letter for letter in text)


def credentials(db: Reading, email: str) -> Credentials | None:
    """What a sign-in with this address is checked against."""
    return db.find(CREDENTIALS_BY_EMAIL, Credentials, key=email_key(email))


def credentials_of(db: Reading, user_id: str) -> Credentials | None:
    """The same, by id."""
    return db.find(CREDENTIALS_BY_ID, Credentials, id=user_id)


def other_administrators(db: Reading, but: str) -> int:
    """How many people besides `but` can administer now."""
    return sum("administrator" in user.roles for user in db.all(STAFF, _person, but=but, now=db.now))


def keepers(db: Reading) -> list[dict[str, str]]:
    """Who can look after something, by name."""
    return [{"id": row.id, "name": row.name} for row in db.rows(KEEPERS)]


def add(
    tx: Transaction,
    user: User,
    password_hash: str | None,
    external_id: str | None = None,
    source: str = REGISTERED,
) -> None:
    """Add a person, whose address came from `source`. Raises Invalid when it is somebody's already."""
    key = email_key(user.email)
    if by_email(tx, user.email) is not None:
        raise Invalid({"email": ["This address has an account already."]})
    tx.insert(users, user, email_key=key, password_hash=password_hash, external_id=external_id)
    held.begin(tx, user.id, user.email, source, verified=False)


def change(tx: Transaction, user_id: str, version: int | None, **values: Any) -> User:
    """Write `values` over version `version` (None: whatever it is). Raises Missing, Stale, Invalid (taken address)."""
    if "email" in values:
        values["email_key"] = email_key(values["email"])
    try:
        changed = tx.update(users, _Written, id=user_id, version=version, values=values)
    except IntegrityError as fault:  # somebody else came to this address at the same moment
        raise Invalid({"email": ["This address has an account already."]}) from fault
    if changed is None:
        get(tx, user_id)
        raise Stale(user_id)
    return get(tx, user_id)


def move(tx: Transaction, user_id: str, email: str, source: str, keeps: bool = False, **values: Any) -> User:
    """Give a person another main address, come from `source`; the one before ends, unless they keep it beside.

    Raises Invalid when it is somebody else's.
    """
    before = get(tx, user_id)
    holder = by_email(tx, email)
    if holder is not None and holder.id != user_id:
        raise Invalid({"email": ["This address has an account already."]})
    if not keeps and email_key(before.email) != email_key(email):
        held.end(tx, user_id, before.email)
    changed = change(tx, user_id, None, email=email, **values)
    held.begin(tx, user_id, email, source, verified=source == LINK)
    return changed


def set_password(tx: Transaction, user_id: str, password_hash: str | None, **values: Any) -> User:
    """Replace the password, so that what was checked against the old one is not good any more."""
    return change(tx, user_id, None, password_hash=password_hash, epoch=users.c.epoch + 1, **values)


def rehash(tx: Transaction, user_id: str, epoch: int, password_hash: str) -> None:
    """Store the same password under today's cost; nobody is told."""
    tx.execute(REHASH.values(password_hash=password_hash), user_id=user_id, at=epoch)


def count_up(tx: Transaction, user_ids: Sequence[str]) -> None:
    """Give these people a new version, since what is known of them has changed elsewhere (in a rule)."""
    tx.execute_many(COUNT_UP, [{"user_id": user_id} for user_id in user_ids])
