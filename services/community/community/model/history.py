"""What was done to a post, by whom, and what it said before."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

EDITED, FLAGGED, DISMISSED = "edited", "flagged", "dismissed"
HIDDEN, SHOWN, APPEALED, UPHELD = "hidden", "shown", "appealed", "upheld"
MERGED, REPLIED, SPLIT, SPLIT_OFF = "merged", "replied", "split", "split-off"
JUDGED = "judged"  # an idea
LOCKED, UNLOCKED, PINNED, UNPINNED, MOVED = "locked", "unlocked", "pinned", "unpinned", "moved"
OF_POSTS = (EDITED, FLAGGED, DISMISSED, HIDDEN, SHOWN, APPEALED, UPHELD)
OF_PLACES = (LOCKED, UNLOCKED, PINNED, UNPINNED, MOVED, MERGED, REPLIED, SPLIT, SPLIT_OFF, JUDGED)
ACTS = (*OF_POSTS, *OF_PLACES)
FOR_MODERATORS = (FLAGGED, DISMISSED)  # who told of a post is not for its writer to know


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done. `body` (and a topic's `title`) are what stood there before an edit."""

    id: str
    thing_id: str
    at: datetime
    by_id: str
    act: str
    note: str = ""
    title: str | None = None
    body: str | None = None


def may_read_history(viewer: Viewer, author_id: str) -> bool:
    """Moderators, and who wrote the post."""
    return viewer.has(MODERATOR) or (viewer.signed_in and viewer.id == author_id)
