"""What staff note beside a topic. It is for staff alone: nobody else learns that there is any."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Invalid, Refused
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

BODY_MOST = 2000
MOST = 100  # beside one topic; more would be a talk of its own


@dataclass(frozen=True, slots=True)
class InternalNote:
    """Words of somebody of the staff beside a topic, as they were typed."""

    id: str
    topic_id: str
    author_id: str
    body: str
    written_at: datetime


def clean_note(text: str) -> str:
    """The words without blank lines around them. Raises Invalid when nothing is left."""
    words = text.replace("\r\n", "\n").strip("\n")
    if not words.strip():
        raise Invalid({"note": ["Write something."]})
    return words


def check_room_for_another(there: int) -> None:
    """Raise Refused when a topic has as many internal notes as it can have."""
    if there >= MOST:
        raise Refused("too-many-notes", f"There are {MOST} internal notes here already. Delete one first.")


def may_delete(viewer: Viewer, author_id: str) -> bool:
    """Who wrote it, or a moderator."""
    return viewer.id == author_id or viewer.has(MODERATOR)


def check_can_delete(viewer: Viewer, author_id: str) -> None:
    """Raise Refused unless `viewer` may delete an internal note."""
    if not may_delete(viewer, author_id):
        raise Refused("not-yours", "Only who wrote it, or a moderator, can delete an internal note.", 403)
