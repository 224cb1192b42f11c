"""What a decision is: a comment was hidden for a reason, which its writer may appeal against once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """That a comment is hidden. It ends when that is shown again; an appeal that is turned down leaves it as it is."""

    id: str
    comment_id: str
    author_id: str
    made_by: str
    reason: str
    made_at: datetime
    appeal: str | None = None
    appealed_at: datetime | None = None
    outcome: str | None = None  # upheld | reversed
    outcome_reason: str = ""
    ended_by: str | None = None
    ended_at: datetime | None = None
    version: int = 1
