"""What a decision is: a moderator hid a post for a reason, which its writer may appeal against once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """That a post is hidden. It ends when the post is shown again; an appeal that is turned down leaves it as it is."""

    id: str
    kind: str  # topic | reply
    thing_id: str
    topic_id: str
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
