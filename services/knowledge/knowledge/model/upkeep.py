"""Who looks after an article, and when somebody is to look at it again."""

from dataclasses import dataclass
from datetime import date

DUE = "article-due"  # what an owner is told when the day has come


@dataclass(frozen=True, slots=True)
class Upkeep:
    """An article's owner, who stands in, and the day to look at it again; `reminded_on` is the last that was told."""

    article_id: str
    owner_id: str
    deputy_id: str | None = None
    due_on: date | None = None
    reminded_on: date | None = None
