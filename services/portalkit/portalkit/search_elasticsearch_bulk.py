"""Writing to Elasticsearch in bulk: batches by bytes, patience when it has enough to do, and what it refuses."""

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from elasticsearch import ApiError

from .search import GenerationMissing, IndexUnavailable
from .search_elasticsearch_client import Connection
from .search_elasticsearch_mapping import GONE, action

BATCH = 4_000_000  # bytes
TRIES, FIRST_WAIT = 5, 0.1  # while the server says that it has too much to do: 0.1 s, 0.2 s, …
OLDER, MISSING, BUSY, TOO_LARGE = 409, 404, 429, 413

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What to do with one id. Without a version (and a body) it is removed and forgotten."""

    id: str
    version: int | None = None
    body: bytes = b""

    @property
    def lines(self) -> bytes:
        """As the request has it."""
        if self.version is None:
            return action("delete", self.id) + b"\n"
        return action("index", self.id, self.version) + b"\n" + self.body + b"\n"


class Bulk:
    """Sends changes to one generation, in order."""

    def __init__(self, connection: Connection, path: str, generation: str) -> None:
        self._connection, self._generation = connection, generation
        self._path = f"{path}/_bulk?require_alias=true"

    def send(self, changes: Sequence[Change], visible: bool) -> None:
        """Carry out; with `visible`, searches that begin afterwards see these and all that was sent before.

        Raises GenerationMissing, IndexUnavailable. A document that the server refuses for what is in it is logged,
        and the place of its older version is emptied: nothing is better found than something that is not true.
        """
        refused: list[Change] = []
        batches = list(_batches(changes))
        for number, batch in enumerate(batches, 1):
            refused += self._batch(batch, visible and number == len(batches))
        if refused:
            self._batch([Change(each.id, each.version, GONE) for each in refused], visible)

    def _batch(self, changes: Sequence[Change], visible: bool) -> list[Change]:
        refused: list[Change] = []
        for attempt in range(TRIES):
            if attempt:
                time.sleep(FIRST_WAIT * 2 ** (attempt - 1) * random.uniform(0.7, 1.3))  # noqa: S311  jitter, no secret
            changes, unfit = self._once(changes, visible)
            refused += unfit
            if not changes:
                return refused
        raise IndexUnavailable("it has too much to do")

    def _once(self, changes: Sequence[Change], visible: bool) -> tuple[list[Change], list[Change]]:
        """Those to be sent again, and those that are refused."""
        path = f"{self._path}&refresh=true" if visible else self._path
        body = b"".join(change.lines for change in changes)
        try:
            answer = self._connection.write("POST", path, body, self._generation, lines=True)
        except ApiError as fault:
            if fault.status_code != TOO_LARGE:
                raise
            return self._in_halves(changes, visible)
        again, unfit = [], []
        for change, item in zip(changes, answer["items"], strict=True):
            [did] = item.values()
            if self._to_send_again(did):
                again.append(change)
            elif did["status"] == 400:
                _tell(self._generation, change, did["error"]["type"])
                unfit.append(change)
        return again, unfit

    def _in_halves(self, changes: Sequence[Change], visible: bool) -> tuple[list[Change], list[Change]]:
        """Something on the way takes less at once than the server itself does."""
        if len(changes) == 1:
            _tell(self._generation, changes[0], "too large")
            return [], [changes[0]]
        middle = len(changes) // 2
        first, second = self._once(changes[:middle], False), self._once(changes[middle:], visible)
        return first[0] + second[0], first[1] + second[1]

    def _to_send_again(self, did: dict[str, Any]) -> bool:
        status, error = did["status"], did.get("error")
        if error is None or status in (400, OLDER):
            return False
        if status == MISSING:
            raise GenerationMissing(self._generation)
        if status != BUSY:
            raise IndexUnavailable(f"it answered {status} {error['type']}")
        return True


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    size = 0
    for change in changes:
        if batch and size + len(change.body) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += len(change.body)
    if batch:
        yield batch


def _tell(generation: str, change: Change, why: str) -> None:
    # The server's sentence about it quotes the text, so it stays out of the log.
    log.error("document-refused", generation=generation, id=change.id, version=change.version, why=why)
