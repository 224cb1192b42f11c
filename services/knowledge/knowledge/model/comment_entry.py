"""What was done to a comment, by whom, and what it said before."""

from dataclasses import dataclass
from datetime import datetime

EDITED, FLAGGED, DISMISSED, HIDDEN, SHOWN = "edited", "flagged", "dismissed", "hidden", "shown"
APPEALED, UPHELD = "appealed", "upheld"
ACTS = (EDITED, FLAGGED, DISMISSED, HIDDEN, SHOWN, APPEALED, UPHELD)
FOR_KEEPERS = (FLAGGED, DISMISSED)  # who told of a comment is not for its writer to know


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """Something that was done. `body` is what stood there before an edit."""

    id: str
    comment_id: str
    at: datetime
    by_id: str
    act: str
    note: str = ""
    body: str | None = None
