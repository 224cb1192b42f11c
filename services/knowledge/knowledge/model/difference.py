"""The difference of two texts, side by side: line by line, and in lines that were changed word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

AROUND = 3  # lines shown around what was changed
MOST_LINES, MOST_TOKENS = 1000, 400  # compared one by one; what goes beyond is long to work out and nobody reads it
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
SAME, CHANGED, ADDED, REMOVED, GAP = "same", "changed", "added", "removed", "gap"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Two lines beside each other; one that is None is not there. A gap stands for `hidden` equal lines."""

    mark: str
    left: tuple[Piece, ...] | None = None
    right: tuple[Piece, ...] | None = None
    hidden: int = 0


def side_by_side(older: str, newer: str) -> list[Row]:
    """The rows that lead from `older` to `newer`, equal lines far from any change left out. Equal texts have none."""
    if older == newer:
        return []
    left, right = _lines(older), _lines(newer)
    rows: list[Row] = []
    steps = SequenceMatcher(None, left, right).get_opcodes()
    for step in steps:
        tag, i1, i2, j1, j2 = step
        if tag == "equal":
            equal = [Row(SAME, (Piece(line),), (Piece(line),)) for line in left[i1:i2]]
            rows += _shortened(equal, at_start=step is steps[0], at_end=step is steps[-1])
        else:
            rows += _beside(left[i1:i2], right[j1:j2])
    return rows


def _lines(text: str) -> list[str]:
    lines = text.splitlines()
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]


def _shortened(equal: list[Row], at_start: bool, at_end: bool) -> list[Row]:
    before, behind = 0 if at_start else AROUND, 0 if at_end else AROUND
    hidden = len(equal) - before - behind
    if hidden < 2:
        return equal
    return [*equal[:before], Row(GAP, hidden=hidden), *equal[len(equal) - behind :]]


def _beside(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    for one, other in zip_longest(left, right):
        if one is None:
            yield Row(ADDED, None, (Piece(other, True),))
        elif other is None:
            yield Row(REMOVED, (Piece(one, True),), None)
        else:
            yield Row(CHANGED, *_words(one, other))


def _words(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = TOKEN.findall(one), TOKEN.findall(other)
    if max(len(left), len(right)) > MOST_TOKENS:
        return (Piece(one, True),), (Piece(other, True),)
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if i2 > i1:
            lefts.append(Piece("".join(left[i1:i2]), tag != "equal"))
        if j2 > j1:
            rights.append(Piece("".join(right[j1:j2]), tag != "equal"))
    return tuple(lefts), tuple(rights)
