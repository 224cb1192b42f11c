"""What the roles of staff are for, so that a page shows nobody a form that is refused; the services decide."""

from gateway.visit import visit
from portalkit.errors import Forbidden

WRITERS = frozenset(("author", "administrator"))  # of articles, and of what they are written with
REVIEWERS = WRITERS | {"reviewer"}  # who takes part in reviews
KEEPERS = frozenset(("moderator", "administrator"))  # of the community


def has_one(roles: frozenset[str]) -> bool:
    """Whether the viewer has one of these roles."""
    return not roles.isdisjoint(visit().who.viewer.roles)


def check_has_one(roles: frozenset[str]) -> None:
    """Raise Forbidden unless the viewer has one of these roles: for a page that is nothing but a form."""
    if not has_one(roles):
        raise Forbidden("Your account may not do this.")
