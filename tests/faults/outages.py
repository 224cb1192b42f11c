"""The bus is away: what that is for each backend, and how one knows that all of it has caught up again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else writes to a SQLite file and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


class EmbeddedBus:
    """The log in the portal's data folder."""

    name = "embedded"
    environ: ClassVar[dict[str, str]] = {}

    def __init__(self, data_dir: Path) -> None:
        self._file = data_dir / "bus.db"

    @contextmanager
    def away(self) -> Iterator[None]:
        """It takes nothing meanwhile."""
        with locked(self._file):
            yield
