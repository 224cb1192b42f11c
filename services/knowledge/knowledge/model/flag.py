"""What a flag is: somebody tells the moderators that a comment does not belong here."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Flag:
    """One person's word about one comment; it is open until somebody hides the comment or dismisses what was said."""

    id: str
    comment_id: str
    person: str
    reason: str
    note: str
    flagged_at: datetime
    outcome: str | None = None  # hidden | dismissed | removed
