"""What somebody is to be told by itself: by a message, and perhaps a mail."""

from dataclasses import dataclass
from datetime import datetime

BADGE_EARNED = "badge-earned"
IDEA_JUDGED = "idea-judged"  # for all who follow it
MESSAGE_RECEIVED = "message-received"
REWARD_GIVEN, REWARD_REFUSED = "reward-given", "reward-refused"
NOBODY = ""  # who did it is not said
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Note:
    """One person, or (without a `person_id`) everybody who follows the topic, is told of an act.

    With a `topic_id` it is for nobody who may not read that topic.
    """

    id: str
    act: str
    person_id: str | None
    topic_id: str | None
    actor_id: str
    title: str
    text: str
    given_at: datetime
    version: int = 1


def shortened(text: str) -> str:
    """As much of a text as a message has room for."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
