"""What two people write to each other: nobody else reads it, but for what one of them reports to moderators."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused

REMOVED, DISMISSED = "removed", "dismissed"  # what moderators do about a report
OUTCOMES = (REMOVED, DISMISSED)


@dataclass(frozen=True, slots=True)
class Message:
    """A text from one of those who talk to the others. A moderator may have taken its words away."""

    id: str
    conversation_id: str
    author_id: str
    body: str
    html: str
    excerpt: str
    written_at: datetime
    removed_at: datetime | None = None
    removed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one of those who talk told moderators of a message of another one."""

    id: str
    message_id: str
    conversation_id: str
    person: str
    reason: str
    note: str
    reported_at: datetime
    outcome: str | None = None
    settled_by: str | None = None
    settled_at: datetime | None = None

    @property
    def thing_id(self) -> str:
        """What it is about, as flags of posts call it."""
        return self.message_id

    @property
    def flagged_at(self) -> datetime:
        """When, as flags of posts call it."""
        return self.reported_at


def pair(one: str, other: str) -> str:
    """What two people have one conversation under."""
    return " ".join(sorted((one, other)))


def check_not_oneself(writer_id: str, person_id: str) -> None:
    """Raise Refused for a message or a block to oneself."""
    if writer_id == person_id:
        raise Refused("yourself", "This is you.")


def check_can_write(may: bool, blocks: bool) -> None:
    """Raise Refused unless one may write; the reason is told of one's own block alone."""
    if blocks:
        raise Refused("blocked-by-you", "You blocked this person. Unblock them to write to them.")
    if not may:
        raise Refused("cannot-write", "You cannot write to this person.")


def check_can_report(reader_id: str, message: Message, known: object | None) -> None:
    """Raise Refused for one's own message, one that is removed, and a second report of the same."""
    if message.author_id == reader_id:
        raise Refused("your-own", "You wrote this yourself.", 403)
    if message.removed_at is not None:
        raise Refused("hidden-already", "This is removed already.")
    if known is not None:
        raise Refused("flagged-already", "You have told the moderators of this already. Thank you.")
