"""Rows of apps with codes, and of recovery codes."""

from collections.abc import Collection

from sqlalchemy import func, select

from accounts.model.factor import Totp
from accounts.store.tables import recovery_codes, totps
from portalkit.database import Reading, Transaction, columns, param

TOTP = select(*columns(totps, Totp)).where(totps.c.user_id == param("user_id"))
CONFIRM = (
    totps.update()
    .where(totps.c.user_id == param("of_user"), totps.c.confirmed_at.is_(None))
    .values(confirmed_at=param("now"), last_step=param("step"))
)
# Two that send one code at once: the first one's row is at this step already when the second one's turn comes.
USE = (
    totps.update()
    .where(totps.c.user_id == param("of_user"), totps.c.last_step < param("step"))
    .values(last_step=param("step"))
)
DROP = totps.delete().where(totps.c.user_id == param("of_user"))
LEFT = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.user_id == param("user_id"))
USE_CODE = recovery_codes.delete().where(
    recovery_codes.c.user_id == param("of_user"), recovery_codes.c.hash == param("code_hash")
)
DROP_CODES = recovery_codes.delete().where(recovery_codes.c.user_id == param("of_user"))


def totp(db: Reading, user_id: str) -> Totp | None:
    """This person's app, confirmed or not."""
    return db.find(TOTP, Totp, user_id=user_id)


def has_totp(db: Reading, user_id: str) -> bool:
    """Whether this person is asked for a code besides the password."""
    app = totp(db, user_id)
    return app is not None and app.confirmed_at is not None


def put_totp(tx: Transaction, user_id: str, sealed: str) -> None:
    """Begin with an app, in place of one that was never confirmed."""
    tx.put(totps, user_id=user_id, sealed=sealed, last_step=0, created_at=tx.now, confirmed_at=None)


def confirm_totp(tx: Transaction, user_id: str, step: int) -> bool:
    """Let the app count from now on; False when it did before."""
    return tx.execute(CONFIRM, of_user=user_id, now=tx.now, step=step) > 0


def use_step(tx: Transaction, user_id: str, step: int) -> bool:
    """Use the code of this half minute up; False when it, or a later one, was used before."""
    return tx.execute(USE, of_user=user_id, step=step) > 0


def drop_totp(tx: Transaction, user_id: str) -> bool:
    """Remove the app; False when there was none."""
    return tx.execute(DROP, of_user=user_id) > 0


def recovery_left(db: Reading, user_id: str) -> int:
    """How many recovery codes are left."""
    return int(db.value(LEFT, user_id=user_id))


def put_recovery(tx: Transaction, user_id: str, hashes: Collection[str]) -> None:
    """Have these recovery codes and no others."""
    tx.execute(DROP_CODES, of_user=user_id)
    tx.execute_many(recovery_codes.insert(), [{"user_id": user_id, "hash": one} for one in hashes])


def use_recovery(tx: Transaction, user_id: str, code_hash: str) -> bool:
    """Use a recovery code up; False when there is no such code."""
    return tx.execute(USE_CODE, of_user=user_id, code_hash=code_hash) > 0
