"""What a flag is: somebody tells the moderators that a post does not belong here."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Flag:
    """One person's word about one post; it is open until a moderator hides the post or dismisses what was said."""

    id: str
    kind: str  # topic | reply
    thing_id: str
    topic_id: str
    person: str
    reason: str
    note: str
    flagged_at: datetime
    outcome: str | None = None  # hidden | dismissed
