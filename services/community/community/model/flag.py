"""What a flag is: somebody tells the moderators that a post does not belong here."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused
from portalkit.viewer import Viewer

REASONS = ("spam", "rude", "unsafe", "private", "misplaced", "other")
NOTE_MOST = 500


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


def may_flag(viewer: Viewer, author_id: str, shown: bool) -> bool:
    """Every member, what others wrote."""
    return viewer.signed_in and viewer.id != author_id and shown


def check_can_flag(viewer: Viewer, author_id: str, shown: bool) -> None:
    """Raise Refused for one's own post, and for one that is hidden already."""
    if viewer.id == author_id:
        raise Refused("your-own", "This is your own. You can change it instead.", 403)
    if not shown:
        raise Refused("hidden-already", "This is hidden already.")


def check_not_flagged(known: Flag | None) -> None:
    """Raise Refused when the same person has flagged the same post before."""
    if known is not None:
        raise Refused("flagged-already", "You have told the moderators of this already. Thank you.")
