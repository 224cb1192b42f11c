"""What was asked of the portal and what it said to that: one line of JSON a step, on the disk before the next step."""

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ACKED, FAILED, INDETERMINATE = "acked", "failed", "indeterminate"


def outcome(status: int | None) -> str:
    """What an answer promises: it is done (2xx, 3xx), it is not (4xx), or nothing (none at all, or 5xx)."""
    if status is None or status >= 500:
        return INDETERMINATE
    return FAILED if status >= 400 else ACKED


@dataclass
class Entry:
    """One operation, known by its token. `seconds` counts from the moment at which it was due to be sent."""

    token: str
    kind: str
    outcome: str = INDETERMINATE
    status: int | None = None
    seconds: float = 0.0
    at: float = 0.0  # seconds since the ledger was opened, when it was due


class Ledger:
    """The file at `path`, and what it says."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file, self._lock = path.open("a"), threading.Lock()
        self.entries: dict[str, Entry] = {}

    def invoked(self, token: str, kind: str, at: float = 0.0) -> None:
        """It is about to be sent; it may be again, with the same token, after an answer that promised nothing."""
        with self._lock:
            self._write(step="invoked", token=token, kind=kind, at=round(at, 3))
            self.entries.setdefault(token, Entry(token, kind, at=at))

    def ended(self, token: str, status: int | None, seconds: float) -> None:
        """It was answered, or will not be any more (None)."""
        with self._lock:
            entry = self.entries[token]
            entry.outcome, entry.status, entry.seconds = outcome(status), status, seconds
            self._write(step=entry.outcome, token=token, status=status, seconds=round(seconds, 4))

    def tokens(self, outcome: str) -> list[str]:
        """The tokens of all operations that came to this, in the order in which they were sent first."""
        return [entry.token for entry in list(self.entries.values()) if entry.outcome == outcome]

    def quantile(self, share: float) -> float:
        """The seconds within which `share` of what was acknowledged had its answer."""
        took = sorted(entry.seconds for entry in self.entries.values() if entry.outcome == ACKED)
        return took[min(int(len(took) * share), len(took) - 1)] if took else 0.0

    def _write(self, **line: Any) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
