"""Who may say that a post helped."""

from portalkit.errors import Refused
from portalkit.viewer import Viewer


def may_vote(viewer: Viewer, author_id: str, shown: bool) -> bool:
    """Every member, for what others wrote."""
    return viewer.signed_in and viewer.id != author_id and shown


def check_can_vote(viewer: Viewer, author_id: str, shown: bool) -> None:
    """Raise Refused for one's own post, and for one that is hidden."""
    if viewer.id == author_id:
        raise Refused("your-own", "Others say whether this helped them.", 403)
    if not shown:
        raise Refused("hidden-already", "This is hidden.")
