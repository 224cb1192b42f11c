"""Rows of profiles, of what people wish to change in theirs, and of what they may."""

from typing import Any

from sqlalchemy import select

from accounts.model.profile import FIELDS, STANDARD, WAITING, Policy, Profile, Wish
from accounts.store.tables import profile_policies, profiles, users, wishes
from portalkit.database import Reading, Transaction, columns, param

ONE = select(*columns(profiles, Profile)).where(profiles.c.user_id == param("user_id"))
POLICY = select(profile_policies.c.rules, profile_policies.c.version)
_wish = columns(wishes, Wish)
WISH = select(*_wish).where(wishes.c.id == param("id"))
WISH_FOR = select(*_wish).where(wishes.c.user_id == param("user_id"), wishes.c.field == param("field"))
WISHES_OF = select(*_wish).where(wishes.c.user_id == param("user_id")).order_by(wishes.c.field)
WAITS = (
    select(*_wish, users.c.name.label("of"))
    .join_from(wishes, users)
    .where(wishes.c.state == WAITING)
    .order_by(wishes.c.asked_at, wishes.c.id)
    .limit(param("limit"))
)
DROP = wishes.delete().where(
    wishes.c.user_id == param("whose"), wishes.c.field == param("of_field"), wishes.c.state == WAITING
)


def get(db: Reading, user_id: str) -> Profile:
    """What is known of a person; nothing yet, for most."""
    return db.find(ONE, Profile, user_id=user_id) or Profile(user_id)


def change(tx: Transaction, before: Profile, **values: Any) -> Profile:
    """Write `values` over what was known, and count that up. Its person's profile is held alone."""
    kept = {name: getattr(before, name) for name in ("legal_name", "phone", "job_title", "visible_to")} | values
    tx.put(profiles, user_id=before.user_id, version=before.version + 1, **kept)
    return Profile(before.user_id, version=before.version + 1, **kept)


def hold(tx: Transaction, user_id: str) -> None:
    """Let nobody else change this person's profile until the transaction ends."""
    tx.alone(f"profile-{user_id}")


def policy(db: Reading) -> Policy:
    """What may be done with each field; one that is new since it was said is as usual."""
    row = next(iter(db.rows(POLICY)), None)
    if row is None:
        return Policy()
    return Policy({name: row.rules.get(name, STANDARD[name]) for name in FIELDS}, row.version)


def change_policy(tx: Transaction, rules: dict[str, str], version: int) -> Policy:
    """Keep what may be done with each field from now on."""
    tx.put(profile_policies, id=1, rules=rules, version=version)
    return Policy(rules, version)


def wish(db: Reading, wish_id: str) -> Wish:
    """A wish. Raises Missing."""
    return db.one(WISH, Wish, id=wish_id)


def wish_for(db: Reading, user_id: str, name: str) -> Wish | None:
    """What a person last wished for a field."""
    return db.find(WISH_FOR, Wish, user_id=user_id, field=name)


def wishes_of(db: Reading, user_id: str) -> list[Wish]:
    """What a person last wished for each field."""
    return db.all(WISHES_OF, Wish, user_id=user_id)


def waiting(db: Reading, limit: int) -> list[tuple[Wish, str]]:
    """What waits longest, each with the name of who wishes it."""
    return [(Wish(*row[: len(_wish)]), row.of) for row in db.rows(WAITS, limit=limit)]


def add_wish(tx: Transaction, wish: Wish) -> None:
    """Add a wish for a field that this person never wished another value for."""
    tx.insert(wishes, wish)


def change_wish(tx: Transaction, wish: Wish, version: int | None, **values: Any) -> Wish | None:
    """Write `values` over the wish at `version` (None: any); None when it is not at that any more."""
    return tx.update(wishes, Wish, wish.id, version, values)


def drop_wish(tx: Transaction, user_id: str, name: str) -> bool:
    """Take back what waits for a field; False when nothing does."""
    return tx.execute(DROP, whose=user_id, of_field=name) > 0
