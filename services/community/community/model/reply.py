"""What a reply is."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in a topic, whose audiences decide who reads it too. `removals` as in a topic."""

    id: str
    topic_id: str
    author_id: str
    body: str
    html: str
    written_at: datetime
    edited_at: datetime | None = None
    state: str = "shown"  # shown | hidden | gone: it is a topic of its own now
    removals: int = 0
    version: int = 1
    decision_id: str | None = None
    mentions: str = ""
    held: bool = False  # as in a topic


def check_can_be_accepted(reply: Reply, topic_id: str) -> None:
    """Raise Refused unless `reply` is one that readers of the topic can see."""
    if reply.topic_id != topic_id or reply.state != "shown":
        raise Refused("not-a-reply-here", "The answer has to be a reply in this topic that everybody can see.")
