"""Where effects end, read from outside: rows, the mailbox, and the search index."""

import sqlite3
from pathlib import Path
from typing import Any

from knowledge.store.search import FIELDS
from portalkit.search import Hit, Query
from portalkit.search_tantivy import TantivySearch

SERVICES = ("accounts", "knowledge", "community", "notify")
WAITING = (  # along the way that facts go, so that nothing slips past while it is looked at
    ("accounts", "SELECT count(*) FROM applications"),
    *((service, "SELECT count(*) FROM outbox WHERE published_at IS NULL") for service in SERVICES),
    ("bus", "SELECT 4 - count(*) FROM cursors"),
    ("bus", "SELECT count(*) FROM cursors WHERE seq < (SELECT max(seq) FROM log)"),
    *((service, "SELECT count(*) FROM inbox WHERE state = 'due'") for service in SERVICES),
    *((service, "SELECT count(*) FROM deliveries WHERE state = 'due'") for service in ("accounts", "notify")),
    ("knowledge", "SELECT count(*) FROM generations WHERE state != 'current'"),
    ("knowledge", "SELECT count(*) FROM unindexed"),
)
PARKED = "SELECT type || ': ' || last_error FROM inbox WHERE state = 'parked'"
UNSENT = "SELECT kind || ': ' || ifnull(last_error, 'dropped') FROM deliveries WHERE state IN ('failed', 'dropped')"


class Sinks:
    """Reads the files of the portal at `data_dir`, and holds them open between reads: see this folder's docstring."""

    def __init__(self, data_dir: Path) -> None:
        self._files = {name: _open(data_dir / f"{name}.db") for name in (*SERVICES, "bus", "mailbox")}
        self._index = TantivySearch(data_dir / "knowledge-index", FIELDS)

    def rows(self, file: str, statement: str, *params: Any) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        return self._files[file].execute(statement, params).fetchall()

    def count(self, file: str, statement: str, *params: Any) -> int:
        """The one number that a statement gives."""
        return int(self.rows(file, statement, *params)[0][0])

    def waiting(self) -> list[str]:
        """What is on its way still; empty when the portal has settled."""
        return [f"{file}: {statement}" for file, statement in WAITING if self.count(file, statement)]

    def given_up(self) -> list[str]:
        """What nobody will try again."""
        return [f"{at}: {row[0]}" for at in SERVICES for each in (PARKED, UNSENT) for row in self.rows(at, each)]

    def damaged(self) -> list[str]:
        """Files that are not whole."""
        return [name for name in self._files if self.rows(name, "PRAGMA integrity_check") != [("ok",)]]

    def hits(self, word: str) -> list[Hit]:
        """What a search for exactly this word gives, whoever may see it."""
        found = self._index.search(self._generation(), Query(text=word)).hits
        return [hit for hit in found if word in str(hit)]

    def _generation(self) -> str:
        [(generation,)] = self.rows("knowledge", "SELECT id FROM generations WHERE state = 'current'")
        return str(generation)

    def indexed(self) -> int:
        """How many things the search index holds."""
        return self._index.search(self._generation(), Query(limit=0)).total

    def attempts(self, message_id: str) -> int:
        """How often the mailbox was given the message."""
        return self.count("mailbox", "SELECT count(*) FROM mails WHERE message_id = ?", message_id)

    def close(self) -> None:
        """Let the files go."""
        self._index.close()
        for connection in self._files.values():
            connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=10)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on it takes part in the file's WAL
    return connection
