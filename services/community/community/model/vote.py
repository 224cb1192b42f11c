"""Who may say that a post helped."""

from datetime import timedelta

from portalkit.errors import Refused
from portalkit.viewer import Viewer

SELF_VOTES_FOR = timedelta(days=90)  # so long staff see who tried to vote for themselves
SELF_VOTES_MOST = 20  # so many tries at one post are noted


def may_vote(viewer: Viewer, author_id: str, shown: bool) -> bool:
    """Every member, for what others wrote."""
    return viewer.signed_in and viewer.id != author_id and shown


def check_can_vote(shown: bool) -> None:
    """Raise Refused for a post that is hidden."""
    if not shown:
        raise Refused("hidden-already", "This is hidden.")


def own() -> Refused:
    """What somebody is told who votes for their own post."""
    return Refused("your-own", "Others say whether this helped them.", 403)
