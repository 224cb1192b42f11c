"""What a revision is: the words of an article as somebody saved them once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

WORDS = ("title", "summary", "body")


@dataclass(frozen=True, slots=True)
class Revision:
    """Words that were saved. `number` counts those of one article, from 1.

    What is `proposed` was saved for a review, while the article went on saying what it said.
    """

    id: str
    article_id: str
    number: int
    author_id: str
    saved_at: datetime
    proposed: bool
    note: str
    title: str
    summary: str
    body: str


def words_of(thing: Any) -> dict[str, str]:
    """The words of an article or a revision, by name."""
    return {name: getattr(thing, name) for name in WORDS}


@dataclass(frozen=True, slots=True)
class StockRevision:
    """What a template or a snippet said once. `number` counts those of one, from 1."""

    id: str
    stock_id: str
    number: int
    author_id: str
    saved_at: datetime
    note: str
    body: str
