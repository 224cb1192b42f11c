"""Accounts' last word about a session, shared by all processes of the gateway, so that all of them tell the same.

A row can be read by nobody but whoever holds the session: it is sealed with a key made of it, and found by its hash.
"""

import base64
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import orjson
import structlog
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from gateway.store.tables import last_words
from portalkit.database import Database, param

log = structlog.get_logger(__name__)
GOOD = timedelta(seconds=60)
AGAIN = 10.0  # seconds after which an unchanged word is written again
KEPT = 4096
FIND = select(last_words.c.sealed).where(last_words.c.place == param("p"), last_words.c.at > param("since"))
DROP = last_words.delete().where(last_words.c.place == param("p"))
PRUNE = last_words.delete().where(last_words.c.at < param("since"))
GONE = ""  # the version of a session that has ended


class LastWords:
    """Remembers what accounts said, for as long as it may be used without asking again."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock, self._lock = database, clock, threading.Lock()
        self._written: OrderedDict[bytes, tuple[str, float]] = OrderedDict()

    def keep(self, session: str, version: str, told: dict[str, Any]) -> None:
        """Note that accounts knows `session`. Costs a write every ten seconds, or when something changed."""
        place = _place(session)
        if self._is_news(place, version):
            sealed = _seal(session).encrypt(orjson.dumps(told))
            with suppress(SQLAlchemyError), self._database.transaction(counted=False) as tx:
                tx.execute(PRUNE, since=tx.now - GOOD)
                tx.put(last_words, place=place, at=tx.now, sealed=sealed)

    def drop(self, session: str) -> None:
        """Note that `session` has ended."""
        place = _place(session)
        if self._is_news(place, GONE):
            with suppress(SQLAlchemyError), self._database.transaction(counted=False) as tx:
                tx.execute(DROP, p=place)

    def find(self, session: str) -> dict[str, Any] | None:
        """What accounts said about `session` less than a minute ago, or None."""
        try:
            with self._database.reading() as db:
                sealed = db.value(FIND, p=_place(session), since=db.now - GOOD)
            return orjson.loads(_seal(session).decrypt(sealed)) if sealed is not None else None
        except (SQLAlchemyError, InvalidToken) as fault:
            log.warning("last-word-unreadable", exc_info=fault)
            return None

    def _is_news(self, place: bytes, version: str) -> bool:
        now = self._clock()
        with self._lock:
            written = self._written.get(place)
            if written is not None and written[0] == version and (version == GONE or now - written[1] < AGAIN):
                return False
            self._written[place] = (version, now)
            self._written.move_to_end(place)
            while len(self._written) > KEPT:
                self._written.popitem(last=False)
            return True


def _place(session: str) -> bytes:
    return hashlib.sha256(b"place\0" + session.encode()).digest()


def _seal(session: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"seal\0" + session.encode()).digest()))
