"""What a bookmark is: something that one person wants to find again."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused

ARTICLE, TOPIC, CATEGORY = "article", "topic", "category"
KINDS = (ARTICLE, TOPIC, CATEGORY)
MOST = 1000


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A thing that somebody saved."""

    person_id: str
    thing_id: str
    kind: str
    saved_at: datetime


def check_room(number: int) -> None:
    """Raise Refused when somebody has saved as much as one can."""
    if number >= MOST:
        raise Refused("too-many", f"You have saved {MOST:,} things already. Remove some first.")
