"""What each run came to: as a line of JSON, and as a row of the table that `make faults` writes."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from faults.judging import Verdict
from faults.nemesis import Blow

FEW = 3  # of which nothing can be said: the rate would be "below" everything
ROW = re.compile(r"\| [A-Z]\d")
HEAD = """# What was killed, and what was lost

`make faults` wrote this. Each row is a promise, tried on one 2-core machine; every number is counted where effects end
(rows, messages, mailbox, search index). Where 0 of N were lost or doubled, the rate is below 3/N with 95 % confidence.

| row | what was done | backend | seed | acked | kills | lost | doubled | below | recovery s | more |
|---|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass
class Result:
    """One run. `recovery` are seconds until all was well again, one for each blow or outage."""

    row: str
    done: str  # what was done to the portal, in a few words
    seed: int
    acked: int
    lost: int
    doubled: int
    kills: int = 0
    backend: str = "embedded"
    recovery: list[float] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: str, done: str, seed: int, verdict: Verdict, blows: list[Blow], **more: Any) -> "Result":
        """A run of the load under a nemesis."""
        about = {
            "indeterminate": verdict.indeterminate,
            "of these done": verdict.indeterminate_found,
            "answers": dict(verdict.answers),
            "mailed twice": verdict.second_mails,
        }
        return cls(
            row,
            done,
            seed,
            verdict.acked,
            len(verdict.lost) + len(verdict.half),
            len(verdict.doubled),
            len(blows),
            recovery=[blow.recovery for blow in blows],
            more=about | more,
        )

    @property
    def bound(self) -> str:
        """Below which the rate of loss is, with 95 % confidence; nothing when something was lost, or of so few."""
        return f"{300 / self.acked:.2g} %" if self.acked > FEW and not self.lost and not self.doubled else ""

    def line(self) -> str:
        """JSON."""
        return json.dumps(asdict(self) | {"below": self.bound})

    def table_row(self) -> str:
        """Markdown."""
        longest = f"{max(self.recovery):.1f}" if self.recovery else ""
        more = ", ".join(f"{name} {value}" for name, value in self.more.items())
        cells = (self.row, self.done, self.backend, self.seed, self.acked, self.kills, self.lost, self.doubled)
        return "| " + " | ".join(str(cell) for cell in (*cells, self.bound, longest, more)) + " |"


class Report:
    """The results of this run of the tests."""

    def __init__(self) -> None:
        self.results: list[Result] = []

    def add(self, result: Result) -> None:
        """Note a result."""
        self.results.append(result)

    def write(self, path: Path) -> None:
        """Write the table at `path`: rows of this run anew, those of runs that were not made again as they were."""
        old = [line for line in path.read_text().splitlines() if ROW.match(line)] if path.exists() else []
        rows = {_what(line): line for line in [*old, *(result.table_row() for result in self.results)]}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + "\n".join(rows[what] for what in sorted(rows)) + "\n")


def _what(line: str) -> tuple[bool, int, str, str, str]:
    """Which run a row is of: its promise (R1, D2), what was done, the backend and the seed; in the table's order."""
    row, done, backend, seed = (cell.strip() for cell in line.split("|")[1:5])
    return row[0] != "R", int("".join(filter(str.isdigit, row))), done, backend, seed
