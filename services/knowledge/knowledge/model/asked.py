"""What is kept of a search: its words without whoever asked, and without what could be an address or a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portalkit.search_text import clean

LETTERS = 120
NUMBER_DIGITS = 7  # so many digits in a row of words can be a telephone number, an account or a serial number
ADDRESS, NUMBER = "(address)", "(number)"
AROUND_DIGITS = frozenset("0123456789+-()/.,:")
LEAST_ASKED = 3  # times, before it is told what an audience asks: once may be somebody's own words
LAST_POSITION = 1100  # of a page's hits, as far as pages go


@dataclass(frozen=True, slots=True)
class Asked:
    """A search of a day: how often it was asked and found nothing, and the fewest that anybody found."""

    day: date
    query: str
    asked: int
    empty: int
    found: int


@dataclass(frozen=True, slots=True)
class AskedBy:
    """The same of those in one audience, together."""

    day: date
    audience_id: str
    query: str
    asked: int
    empty: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened from a search's results, from which place, and how often."""

    day: date
    query: str
    kind: str
    thing_id: str
    position: int
    n: int


def kept_query(text: str) -> str:
    """The words of a search as they are kept: in small letters, addresses and long numbers masked.

    Two people who ask the same have one row, whose day is all that tells when.
    """
    words = clean(text).casefold().split()
    masked = " ".join(_numbers_masked(ADDRESS if "@" in word else word for word in words))
    return masked[:LETTERS].strip()


def _numbers_masked(words: Iterable[str]) -> Iterable[str]:
    """Words with too many digits masked, also where the digits stand in groups."""
    group: list[str] = []
    for word in (*words, ""):
        if word and AROUND_DIGITS.issuperset(word):
            group.append(word)
            continue
        if group:
            yield from [NUMBER] if _digits("".join(group)) >= NUMBER_DIGITS else group
            group = []
        if word:
            yield NUMBER if _digits(word) >= NUMBER_DIGITS else word


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)
