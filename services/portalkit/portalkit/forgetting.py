"""After a person was erased from the rows: empty what is kept beside them, say so, and never bring it back.

The journal names who was erased, by id. It lies beside the databases and is not replaced when one is restored: what an
older backup brings back is erased again before the service answers.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Row, inspect, select

from portalkit import rights
from portalkit.database import Database, Transaction, param
from portalkit.tables import erased

log = structlog.get_logger(__name__)
UNANSWERED = select(erased).where(erased.c.answered_at.is_(None)).order_by(erased.c.at, erased.c.person).limit(20)
ANSWERED = (
    erased.update()
    .where(erased.c.person == param("who"), erased.c.answered_at.is_(None))
    .values(answered_at=param("now"))
)
Letting = Callable[[Sequence[str]], bool]  # lets go of persons, by their ids; False: not yet


@dataclass(frozen=True, slots=True)
class Journal:
    """Who was erased from a service: lines of JSON with `person`, `erasure` and `at`, added one by one."""

    path: Path

    def add(self, person: str, erasure_id: str, at: str) -> None:
        """Write a line, unless there is one of the person; it is on the disk when this returns."""
        if any(entry["person"] == person for entry in self.entries()):
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"person": person, "erasure": erasure_id, "at": at}) + "\n"
        with self.path.open("a+b") as file:
            if file.tell() and not _ends_with_a_line(file):
                file.write(b"\n")  # whoever wrote before died of it
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> Iterator[dict[str, str]]:
        """Every whole line, oldest first."""
        with suppress(FileNotFoundError):
            for line in self.path.read_text().splitlines():
                with suppress(ValueError):
                    yield json.loads(line)

    def take_in(self, other: "Journal") -> None:
        """Add what another journal has and this one has not: that of a backup."""
        for entry in other.entries():
            self.add(entry["person"], entry["erasure"], entry["at"])


def publish_answer(tx: Transaction, row: Row[Any]) -> None:
    """Tell accounts what has become of everything that was held here."""
    thing = rights.Answer(row.erasure_id)
    tx.publish(f"{tx.service}.erasure.answered.v1", thing, {"user_id": row.person, "outcomes": row.outcomes})


class Forgetting:
    """A step of the worker's loop: what follows when somebody was erased. It answers when nothing is left to do."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        letting: Sequence[Letting],
        answer: Callable[[Transaction, Row[Any]], None] = publish_answer,
    ) -> None:
        self._database, self._journal, self._letting, self._answer = database, journal, letting, answer

    def run_due(self) -> int:
        """Go on with whoever has not been answered for yet; how many were."""
        with self._database.reading() as db:
            rows = db.rows(UNANSWERED)
        return self._finish(rows) if rows else 0

    def _finish(self, rows: Sequence[Row[Any]]) -> int:
        for row in rows:
            self._journal.add(row.person, row.erasure_id, row.at.isoformat())
        persons = [row.person for row in rows]
        if not (all(let_go(persons) for let_go in self._letting) and self._database.scrub()):
            log.info("erasures-wait", erasures=[row.erasure_id for row in rows])
            return 0
        for row in rows:
            with self._database.transaction() as tx:
                if tx.execute(ANSWERED, who=row.person, now=tx.now):
                    self._answer(tx, row)
            log.info("erased", erasure=row.erasure_id, person=row.person)
        return len(rows)


def catch_up(service: str, database: Database, journal: Journal) -> int:
    """Erase again whom the journal names and a restored database has; how many people that were."""
    mine = rights.held(service)
    if not mine or erased.name not in inspect(database.engine).get_table_names():
        return 0
    count = 0
    for entry in journal.entries():
        with database.transaction(counted=False) as tx:
            count += rights.forget(tx, mine, entry["person"], entry["erasure"])
    if count:
        database.scrub()
    return count


def _ends_with_a_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")
