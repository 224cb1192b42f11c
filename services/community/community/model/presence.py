"""Who is reading a topic just now, as those are told who may read it, too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HERE = timedelta(seconds=60)  # how long somebody counts as reading who was heard of
WRITING = timedelta(seconds=30)
OFTEN = timedelta(seconds=20)  # no page is written down more often, unless somebody begins or ends to write
KEPT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Seen:
    """When somebody was last heard of in a topic, and when they last wrote at a reply."""

    seen_at: datetime
    writing_at: datetime | None

    def writes(self, now: datetime) -> bool:
        """Whether they are writing a reply."""
        return self.writing_at is not None and now - self.writing_at < WRITING

    def is_news(self, now: datetime, writing: bool) -> bool:
        """Whether what is heard of them now has to be written down."""
        return now - self.seen_at >= OFTEN or writing != self.writes(now) or (writing and self._long_ago(now))

    def _long_ago(self, now: datetime) -> bool:
        return self.writing_at is None or now - self.writing_at >= OFTEN
