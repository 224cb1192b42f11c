"""Builds accounts/store/blocklist.txt.gz: passwords long enough for us that are still among the first to be tried.

Lists of leaked passwords hold few of 15 characters and more; what people do when they must reach a length is well
known, though: they say a usual password twice, join two of them, count on, walk along the keyboard, or take a saying.
Separators, and digits and signs at either end, are taken off before the list is asked (model/password.py), so it
holds neither. Run it again after changing the words beside it: `python scripts/build_blocklist.py`.
"""

import gzip
from collections.abc import Iterator
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE.parent / "accounts" / "store" / "blocklist.txt.gz"
SHORTEST, LONGEST = 15, 40

USUAL = (HERE / "usual.txt").read_text().split()
SAYINGS = (HERE / "sayings.txt").read_text().splitlines()
ROWS = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
    "1234567890",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "zaq12wsxcde34rfvbgt5",
    "abcdefghijklmnopqrstuvwxyz",
    "qweasdzxc",
    "poiuytrewq",
    "lkjhgfdsa",
    "mnbvcxz",
    "0987654321",
]


def pairs() -> Iterator[str]:
    """A usual password behind another, or three times."""
    for first, second in product(USUAL[:160], repeat=2):
        yield first + second
    for word in USUAL:
        yield word * 2
        yield word * 3


def walks() -> Iterator[str]:
    """Along the keyboard, there and back, over and over, and two rows in a row."""
    for row in ROWS:
        for start in range(len(row)):
            way = (row[start:] + row[:start]) * 4
            for length in range(SHORTEST, 21):
                yield way[:length]
                yield (row + row[::-1])[start : start + length]
    for first, second in product(ROWS, repeat=2):
        yield first + second


def build() -> list[str]:
    """All of them, each once, sorted; the usual ones by themselves, too, for what is only counted on behind them."""
    long = {text.casefold() for part in (pairs(), walks()) for text in part if SHORTEST <= len(text) <= LONGEST}
    return sorted(long | set(USUAL) | {"".join(saying.split()) for saying in SAYINGS})


if __name__ == "__main__":
    lines = build()
    FILE.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(lines)} passwords, {FILE.stat().st_size} bytes")
