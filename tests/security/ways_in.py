"""What people have besides the password, made as rows: no test of who may do what waits for an app or a key."""

from datetime import timedelta

from support.portal import Portal

from accounts.store.tables import passkeys, remembered, tokens
from portalkit.backends import open_database
from portalkit.ids import new_id


def ways_in(portal: Portal, user_id: str) -> dict[str, str]:
    """A passkey and an API token of somebody's, and a browser in which they are not asked for a code; their ids."""
    made = {name: new_id() for name in ("browser", "passkey", "token")}
    database = open_database(portal.settings["accounts"], "accounts")
    with database.transaction() as tx:
        common = {"user_id": user_id, "created_at": tx.now}
        browser = {"id": made["browser"], "secret_hash": new_id(), "device": "A test"}
        tx.execute(remembered.insert().values(**browser, **common, expires_at=tx.now + timedelta(days=1)))
        key = {"id": made["passkey"], "name": "A key", "credential_id": new_id(), "public_key": "x", "sign_count": 0}
        tx.execute(passkeys.insert().values(**key, **common))
        token = {"id": made["token"], "name": "A program", "scopes": ["read"], "secret_hash": new_id()}
        tx.execute(tokens.insert().values(**token, **common, expires_at=tx.now + timedelta(days=1)))
    database.close()
    return made
