"""What somebody who works on an article, or commented on it, is to be told."""

from dataclasses import dataclass
from datetime import datetime

APPROVED, RETURNED, REMARKED = "review-approved", "review-returned", "review-remarked"
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Notice:
    """One person is to be told of one act about an article; `text` is what was said with it."""

    id: str
    person_id: str
    act: str
    article_id: str
    actor_id: str
    title: str
    text: str
    given_at: datetime
    version: int = 1
    audience_key: str | None = None  # what a reader of the article has to be in; none: of the staff
    decision_id: str | None = None  # about a comment


def shortened(text: str) -> str:
    """As much of a text as a message has room for."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
