"""Where effects end, read from outside: rows, the mailbox, and the search index."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg

from knowledge.store.search import FIELDS
from portalkit.clock import utc_now
from portalkit.search import Hit, Query
from portalkit.search_tantivy import TantivySearch

SERVICES = ("accounts", "knowledge", "community", "notify")
# Asked along the way that facts go, so that nothing slips past while it is looked at.
LEAVING = (
    ("accounts", "SELECT count(*) FROM applications"),
    *((service, "SELECT count(*) FROM outbox WHERE published_at IS NULL") for service in SERVICES),
)
TRAVELLING = (
    ("bus", "SELECT 4 - count(*) FROM cursors"),
    ("bus", "SELECT count(*) FROM cursors WHERE seq < (SELECT max(seq) FROM log)"),
)
ARRIVED = tuple((service, "SELECT count(*) FROM inbox WHERE state = 'due'") for service in SERVICES)
WORK = (
    *((service, "SELECT count(*) FROM deliveries WHERE state = 'due'") for service in ("accounts", "notify")),
    ("notify", "SELECT count(*) FROM tellings"),
    ("knowledge", "SELECT count(*) FROM generations WHERE state != 'current'"),
    ("knowledge", "SELECT count(*) FROM unindexed"),
)
PARKED = "SELECT type || ': ' || last_error FROM inbox WHERE state = 'parked'"
TRAIL = "SELECT type, state, attempts, received_at, done_at FROM inbox ORDER BY seq DESC LIMIT 3"
UNSENT = "SELECT kind || ': ' || coalesce(last_error, 'dropped') FROM deliveries WHERE state IN ('failed', 'dropped')"


class Sinks:
    """Reads the files of the portal at `data_dir`, and holds them open between reads: see this folder's docstring.

    `behind` tells what is on a bus that is no file, `databases` where services' rows are that are in no file.
    """

    def __init__(
        self,
        data_dir: Path,
        behind: Callable[[], list[str]] | None = None,
        databases: Mapping[str, str] | None = None,
    ) -> None:
        names = ("mailbox", *(() if behind else ("bus",)), *(() if databases else SERVICES))
        self._folder = data_dir
        self._files: dict[str, Any] = {name: _open(data_dir / f"{name}.db") for name in names}
        self._servers = {name: _Server(url) for name, url in (databases or {}).items()}
        self._behind = behind
        self._index = TantivySearch(data_dir / "knowledge-index", FIELDS)

    def rows(self, file: str, statement: str, *params: Any) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        at = self._servers.get(file) or self._files[file]
        return at.execute(statement, params).fetchall()

    def count(self, file: str, statement: str, *params: Any) -> int:
        """The one number that a statement gives."""
        return int(self.rows(file, statement, *params)[0][0])

    def waiting(self) -> list[str]:
        """What is on its way still; empty when the portal has settled."""
        return self.on_the_way() or self._some(WORK)

    def on_the_way(self) -> list[str]:
        """Facts that have not had their effects yet; mails and the index may still be behind."""
        return (
            self._some(LEAVING) or (self._behind() if self._behind else self._some(TRAVELLING)) or self._some(ARRIVED)
        )

    def _some(self, asked: Sequence[tuple[str, str]]) -> list[str]:
        return [f"{file}: {statement}" for file, statement in asked if self.count(file, statement)]

    def given_up(self) -> list[str]:
        """What nobody will try again."""
        return [f"{at}: {row[0]}" for at in SERVICES for each in (PARKED, UNSENT) for row in self.rows(at, each)]

    def trail(self) -> str:
        """What came last to each service, and how far it has read, for whoever finds something wrong.

        Seen through connections of their own: what differs from what was counted was not to be seen then.
        """
        asked = {name: TRAIL for name in SERVICES if name in self._files}
        asked |= {"bus": "SELECT c.*, (SELECT max(seq) FROM log) FROM cursors c"} if "bus" in self._files else {}
        lines = []
        for name, statement in asked.items():
            file = _open(self._folder / f"{name}.db")
            lines += [f"{name}: {row}" for row in file.execute(statement).fetchall()]
            file.close()
        return "\n".join([f"at {utc_now()}", *lines])

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
        for each in (*self._files.values(), *self._servers.values()):
            each.close()


class _Server:
    """A database on PostgreSQL, that may have gone away since it was asked last."""

    def __init__(self, url: str) -> None:
        self._url, self._connection = url, psycopg.connect(url, autocommit=True)

    def execute(self, statement: str, params: tuple[Any, ...]) -> Any:
        asked = statement.replace("%", "%%").replace("?", "%s") if params else statement
        try:
            return self._connection.execute(asked, params or None)
        except psycopg.OperationalError:
            self._connection = psycopg.connect(self._url, autocommit=True)
            return self._connection.execute(asked, params or None)

    def close(self) -> None:
        self._connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=10)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on it takes part in the file's WAL
    return connection
