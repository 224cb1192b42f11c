"""What is read from a file: pages of plain text, bounded whatever the file holds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_PAGES, LONGEST_PAGE, MOST_LETTERS = 2000, 20_000, 3_000_000
PART = 4000  # letters of a part of a text without pages of its own
LONGEST_LABEL = 100
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SPACES, EMPTY_LINES = re.compile(r"[^\S\n]+"), re.compile(r"\n(?: ?\n)+")


class Unreadable(Exception):
    """There is text, but not for us, or no more of it; the word says why: `password`, `too-long`."""


@dataclass(frozen=True, slots=True)
class PageText:
    """One page. `label` is what it is called where pages have names, as the sheets of a table have."""

    number: int
    text: str
    label: str | None = None


def clean(text: str) -> str:
    """`text` without what cannot be printed or stored, and with no more space than its lines need."""
    text = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\xad", ""))
    return EMPTY_LINES.sub("\n\n", SPACES.sub(" ", text)).strip()


def parts(text: str) -> Iterator[str]:
    """A text without pages in pieces that can be shown and found one by one, cut between lines or words."""
    while len(text) > PART:
        cut = max(text.rfind("\n", PART // 2, PART), text.rfind(" ", PART - 200, PART))
        cut = cut if cut > 0 else PART
        yield text[:cut]
        text = text[cut:]
    yield text


def numbered(texts: Iterable[tuple[str, str | None]]) -> Iterator[PageText]:
    """Texts with their labels as pages, counted from 1. Raises Unreadable where there is too much."""
    letters = 0
    for number, (text, label) in enumerate(texts, 1):
        shown = clean(text[: LONGEST_PAGE * 2])[:LONGEST_PAGE]
        letters += len(shown)
        if number > MOST_PAGES or letters > MOST_LETTERS:
            raise Unreadable("too-long")
        yield PageText(number, shown, clean(label)[:LONGEST_LABEL] or None if label else None)
