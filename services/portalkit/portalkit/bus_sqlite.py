"""The embedded bus: a durable log in one SQLite file, read by every service at its own pace."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from portalkit.bus import Received
from portalkit.events import Event, matches
from portalkit.scrubbing import scrub

SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL,
    person TEXT, personal BLOB
);
CREATE INDEX IF NOT EXISTS log_person ON log (person) WHERE person IS NOT NULL;
CREATE TABLE IF NOT EXISTS cursors (service TEXT PRIMARY KEY, seq INTEGER NOT NULL);
"""
LOOK_AHEAD = 2000  # rows looked at in one call, wanted or not


class SqliteBus:
    """One service's end of the log at `path`. `patterns` are the types it wants, `ring` wakes the others."""

    def __init__(
        self,
        path: Path,
        service: str,
        patterns: Sequence[str] = (),
        ring: Callable[[], None] = lambda: None,
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.executescript(SCHEMA)
        self._service, self._patterns, self._ring = service, tuple(patterns), ring

    def publish(self, events: Sequence[Event]) -> None:
        """Append `events`, all in one durable transaction."""
        rows = [
            (e.type, e.time.isoformat(), e.to_json(with_personal=False), e.person, orjson.dumps(e.personal))
            for e in events
        ]
        try:
            with closing(self._db.cursor()) as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                try:
                    cursor.executemany(
                        "INSERT INTO log (type, at, body, person, personal) VALUES (?, ?, ?, ?, ?)", rows
                    )
                except BaseException:
                    cursor.execute("ROLLBACK")
                    raise
                cursor.execute("COMMIT")
        except sqlite3.Error as fault:
            raise OSError(f"the bus does not answer: {fault}") from fault
        self._ring()

    def receive(self, most: int = 200) -> list[Received]:
        """The next `most` wanted events after the service's cursor."""
        after = self._cursor()
        found: list[Received] = []
        last = after
        for seq, type_, body, person, personal in self._db.execute(
            "SELECT seq, type, body, person, personal FROM log WHERE seq > ? ORDER BY seq LIMIT ?",
            (after, LOOK_AHEAD),
        ):
            last = seq
            if any(matches(pattern, type_) for pattern in self._patterns):
                found.append(Received(_whole(body, person, personal), seq))
                if len(found) == most:
                    break
        if not found and last > after:
            self._advance(last)
        return found

    def acknowledge(self, received: Sequence[Received]) -> None:
        """Move the service's cursor behind the last of `received`."""
        if received:
            self._advance(max(item.mark for item in received))

    def prune(self, before: datetime) -> int:
        """Drop what is older than `before` and every service has read; how many rows."""
        return self._db.execute(
            "DELETE FROM log WHERE at < ? AND seq <= (SELECT min(seq) FROM cursors)", (before.isoformat(),)
        ).rowcount

    def forget(self, persons: Sequence[str]) -> bool:
        """Empty the personal part of what the log has of them; it is nowhere in the files when this is True."""
        mine = [(person,) for person in persons]
        self._db.executemany("UPDATE log SET personal = NULL WHERE person = ? AND personal IS NOT NULL", mine)
        return scrub(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _cursor(self) -> int:
        row = self._db.execute("SELECT seq FROM cursors WHERE service = ?", (self._service,)).fetchone()
        return int(row[0]) if row else 0

    def _advance(self, seq: int) -> None:
        self._db.execute(
            "INSERT INTO cursors VALUES (?, ?) ON CONFLICT (service) DO UPDATE SET seq = max(seq, excluded.seq)",
            (self._service, seq),
        )


def _whole(body: bytes, person: str | None, personal: bytes | None) -> bytes:
    """The envelope with its personal part, which the log keeps apart so that erasing a person empties it."""
    if person is None:
        return body
    return orjson.dumps(orjson.loads(body) | {"person": person, "personal": orjson.loads(personal or b"{}")})


KEPT = timedelta(days=7)
