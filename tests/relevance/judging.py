"""How well what a search finds agrees with what people said answers it."""

import math
import statistics
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).with_name("judged.toml")
AT, HELPS = 10, 2
MOST_APART = 0.03


@dataclass(frozen=True)
class Judged:
    """A query; what answers it, by external id: 3 answers it, 2 helps a good deal, 1 touches it."""

    query: str
    kind: str
    right: Mapping[str, int]
    of: str = ""  # of a mistyped one, the query that was meant


def judged() -> list[Judged]:
    """All of them."""
    return [Judged(**each) for each in tomllib.loads(JUDGED.read_text())["judged"]]


def ndcg(found: Sequence[str], right: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten: 0 to 1, 1 when nothing could stand better.

    Järvelin and Kekäläinen, ACM TOIS 20 (2002), with gains of 2^grade - 1 as Burges et al. (ICML 2005) have them.
    """
    best = _gain(sorted(right.values(), reverse=True))
    return _gain([right.get(each, 0) for each in found]) / best


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:AT]))


def reciprocal_rank(found: Sequence[str], right: Mapping[str, int]) -> float:
    """1 divided by the place of the first thing that helps; 0 when none is among the first ten."""
    return next((1 / place for place, each in enumerate(found[:AT], 1) if right.get(each, 0) >= HELPS), 0.0)


@dataclass
class Relevance:
    """What the queries came to."""

    ndcg: dict[str, float]  # by query
    rank: dict[str, float]
    nothing: list[str]  # that found nothing
    kinds: dict[str, str]
    meant: dict[str, str]  # mistyped → what was meant

    def mean(self, kind: str = "") -> float:
        """nDCG@10, of one kind of query or of all."""
        return statistics.fmean(value for query, value in self.ndcg.items() if kind in ("", self.kinds[query]))

    @property
    def mrr(self) -> float:
        """How high the first thing that helps stands, on the mean."""
        return statistics.fmean(self.rank.values())

    @property
    def lost_by_typos(self) -> float:
        """How much less nDCG@10 the mistyped queries have than those that were meant."""
        return statistics.fmean(self.ndcg[meant] - self.ndcg[query] for query, meant in self.meant.items())

    def lines(self) -> list[str]:
        """As it is printed."""
        kinds = ", ".join(f"{kind} {self.mean(kind):.3f}" for kind in sorted(set(self.kinds.values())))
        return [
            f"nDCG@10 {self.mean():.3f} over {len(self.ndcg)} queries ({kinds})",
            f"lost by typos {self.lost_by_typos:.3f}",
            f"MRR {self.mrr:.3f}; found nothing: {len(self.nothing) / len(self.ndcg):.1%}",
        ]


def apart(one: Relevance, other: Relevance) -> dict[str, float]:
    """By how much two backends differ in what is promised of either: all queries, mistyped and German ones."""
    kinds = {"nDCG@10": "", "nDCG@10 of typos": "typo", "nDCG@10 in German": "german"}
    found = {name: abs(one.mean(kind) - other.mean(kind)) for name, kind in kinds.items()}
    return found | {"MRR": abs(one.mrr - other.mrr)}


def measure(search: Callable[[str], Sequence[str]]) -> Relevance:
    """Ask every judged query of `search`, which gives external ids, the best first."""
    queries = judged()
    found = {each.query: search(each.query) for each in queries}
    return Relevance(
        {each.query: ndcg(found[each.query], each.right) for each in queries},
        {each.query: reciprocal_rank(found[each.query], each.right) for each in queries},
        [query for query, things in found.items() if not things],
        {each.query: each.kind for each in queries},
        {each.query: each.of for each in queries if each.of},
    )
