"""The embedded mailbox: keeps every mail that was handed over, to be read at /dev/mail."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from portalkit.mail import Mail, as_message
from portalkit.scrubbing import scrub

SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, at TEXT NOT NULL,
    recipient TEXT NOT NULL, subject TEXT NOT NULL, raw BLOB NOT NULL
);
"""
INSERT = "INSERT INTO mails (message_id, at, recipient, subject, raw, people) VALUES (?, ?, ?, ?, ?, ?)"


class Mailbox:
    """A file of mails. It keeps every attempt, so that a test can count what reached the other side."""

    def __init__(self, path: Path, sender: str, sender_name: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.executescript(SCHEMA)
        try:  # of an older release
            self._db.execute("ALTER TABLE mails ADD COLUMN people TEXT NOT NULL DEFAULT ''")
        except sqlite3.OperationalError as fault:
            if "duplicate column" not in str(fault):  # else it is there already
                raise
        self._sender, self._sender_name = sender, sender_name

    def send(self, mail: Mail, now: datetime) -> None:
        """Keep `mail`; it is on the disk when this returns."""
        message = as_message(mail, self._sender, self._sender_name, now)
        named = " ".join(mail.people)
        row = (message["Message-ID"], now.isoformat(), mail.to, message["Subject"], message.as_bytes(), named)
        try:
            self._db.execute(INSERT, row)
        except sqlite3.Error as fault:
            raise OSError(f"the mailbox does not take it: {fault}") from fault

    def list(self, most: int = 100) -> list[dict[str, Any]]:
        """The newest mails: seq, at, to, subject, message_id."""
        rows = self._db.execute(
            "SELECT seq, at, recipient, subject, message_id FROM mails ORDER BY seq DESC LIMIT ?", (most,)
        )
        return [dict(zip(("seq", "at", "to", "subject", "message_id"), row, strict=True)) for row in rows]

    def read(self, seq: int) -> dict[str, Any] | None:
        """One mail with its text, HTML and headers, or None."""
        row = self._db.execute("SELECT at, recipient, raw FROM mails WHERE seq = ?", (seq,)).fetchone()
        if row is None:
            return None
        message = message_from_bytes(row[2], _class=EmailMessage, policy=policy.default)
        return {
            "seq": seq,
            "at": row[0],
            "to": row[1],
            "subject": str(message["Subject"]),
            "headers": [(name, str(value)) for name, value in message.items()],
            "text": _part(message, "plain"),
            "html": _part(message, "html"),
        }

    def forget(self, persons: Sequence[str]) -> bool:
        """Drop the mails to them and those that name them."""
        named = [(f"% {person} %",) for person in persons]
        self._db.executemany("DELETE FROM mails WHERE ' ' || people || ' ' LIKE ?", named)
        return scrub(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""
