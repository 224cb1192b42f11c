"""Rows of passkeys."""

from sqlalchemy import select

from accounts.model.passkey import Passkey
from accounts.store.tables import passkeys
from portalkit.database import Reading, Transaction, columns, param

OF_USER = select(*columns(passkeys, Passkey)).where(passkeys.c.user_id == param("user_id")).order_by(passkeys.c.id)
BY_CREDENTIAL = select(*columns(passkeys, Passkey)).where(passkeys.c.credential_id == param("credential_id"))
# Of two that use one key at once, the device counted up for each; only the first finds the count that it read.
USE = (
    passkeys.update()
    .where(passkeys.c.id == param("of_id"), passkeys.c.sign_count == param("before"))
    .values(sign_count=param("counted"), used_at=param("now"))
)
DROP = (
    passkeys.delete()
    .where(passkeys.c.id == param("of_id"), passkeys.c.user_id == param("of_user"))
    .returning(*columns(passkeys, Passkey))
)

DROP_ALL = passkeys.delete().where(passkeys.c.user_id == param("of_user"))


def of_user(db: Reading, user_id: str) -> list[Passkey]:
    """A person's passkeys, oldest first."""
    return db.all(OF_USER, Passkey, user_id=user_id)


def by_credential(db: Reading, credential_id: str) -> Passkey | None:
    """The passkey that a browser calls by this id."""
    return db.find(BY_CREDENTIAL, Passkey, credential_id=credential_id)


def add(tx: Transaction, passkey: Passkey) -> None:
    """Add a passkey."""
    tx.insert(passkeys, passkey)


def use(tx: Transaction, passkey: Passkey, counted: int) -> bool:
    """Note a use; False when it was used or removed since it was read."""
    return tx.execute(USE, of_id=passkey.id, before=passkey.sign_count, counted=counted, now=tx.now) > 0


def drop(tx: Transaction, user_id: str, id: str) -> Passkey | None:
    """Remove one of a person's passkeys; what it was."""
    return tx.find(DROP, Passkey, of_id=id, of_user=user_id)


def drop_all(tx: Transaction, user_id: str) -> None:
    """Remove all of a person's passkeys."""
    tx.execute(DROP_ALL, of_user=user_id)
