"""SQLite's own full-text search, as somebody would use it who wants no further library."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SEARCH = """
    SELECT rowid, snippet(things, 1, '<mark>', '</mark>', '…', 30) FROM things
    WHERE things MATCH ? ORDER BY bm25(things, 4.0, 1.0) LIMIT 10
"""


class Fts5:
    """One table of titles and texts, stemmed in English."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(
            "CREATE VIRTUAL TABLE things USING fts5(title, text, tokenize='porter unicode61 remove_diacritics 2')"
        )

    def fill(self, texts: Sequence[tuple[str, str]]) -> float:
        """Put all in, in one transaction; how many seconds it took."""
        began = time.monotonic()
        with self._connection:
            self._connection.executemany("INSERT INTO things (title, text) VALUES (?, ?)", texts)
        return time.monotonic() - began

    def search(self, words: str) -> tuple[int, list[Any]]:
        """How many have all these words, and the best ten with snippets."""
        asked = words if words.startswith('"') else " ".join(f'"{word}"' for word in words.split())
        total = self._connection.execute("SELECT count(*) FROM things WHERE things MATCH ?", (asked,)).fetchone()
        return int(total[0]), self._connection.execute(SEARCH, (asked,)).fetchall()
