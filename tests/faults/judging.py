"""The law: acked ⊆ found ⊆ attempted, each effect once. What broke it, counted where effects end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from faults.ledger import ACKED, FAILED, Entry, Ledger
from faults.sinks import Sinks
from faults.writes import Write

Found = Mapping[str, Mapping[str, int]]  # place → token → how often; the first place is the owner's row


@dataclass
class Verdict:
    """What a run came to. The lists name each fault with its token and place; empty lists are what is promised."""

    acked: int = 0
    failed: int = 0
    indeterminate: int = 0
    indeterminate_found: int = 0  # of these, how many had happened all the same
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)  # of what was never acked: there in one place, missing in another
    strangers: list[str] = field(default_factory=list)  # found, and never asked for
    refused: list[str] = field(default_factory=list)  # answered with 4xx, and done all the same
    answers: Counter[str] = field(default_factory=Counter)  # of what was not acked: statuses, "None" for no answer
    second_mails: int = 0  # a mail accepted twice under one Message-ID: the worker died before it could note the first

    @property
    def wrong(self) -> list[str]:
        """Everything that should not be."""
        faults = {
            "lost": self.lost,
            "doubled": self.doubled,
            "half": self.half,
            "strange": self.strangers,
            "refused, and done": self.refused,
        }
        return [f"{word}: {each}" for word, found in faults.items() for each in found]


def judge(ledger: Ledger, writes: Sequence[Write], sinks: Sinks) -> Verdict:
    """Look for every token of the ledger in every place, once all has come to rest."""
    verdict = Verdict()
    for write in writes:
        entries = {token: entry for token, entry in ledger.entries.items() if entry.kind == write.name}
        weigh(verdict, entries, write.found(sinks), set(ledger.entries))
    again = sinks.rows("mailbox", "SELECT count(*) - 1 FROM mails GROUP BY message_id HAVING count(*) > 1")
    verdict.second_mails = sum(number for (number,) in again)
    return verdict


def weigh(verdict: Verdict, entries: Mapping[str, Entry], found: Found, known: set[str] | None = None) -> None:
    """Add to `verdict` what became of `entries`. `known` are all tokens that anybody sent."""
    known = set(entries) if known is None else known
    owner = next(iter(found.values()))
    for place, counts in found.items():
        verdict.strangers += [f"{token} ({place})" for token in counts if token not in known]
    for token, entry in entries.items():
        counts = {place: numbers.get(token, 0) for place, numbers in found.items()}
        verdict.doubled += [f"{token} {count} × ({place})" for place, count in counts.items() if count > 1]
        missing = [f"{token} ({place})" for place, count in counts.items() if not count]
        if entry.outcome != ACKED:
            verdict.answers[str(entry.status)] += 1
        if entry.outcome == ACKED:
            verdict.acked += 1
            verdict.lost += missing
        elif entry.outcome == FAILED:
            verdict.failed += 1
            verdict.refused += [f"{token} ({entry.status})"] if owner.get(token) else []
        else:
            verdict.indeterminate += 1
            verdict.indeterminate_found += bool(owner.get(token))
            verdict.half += missing if len(missing) < len(counts) else []
