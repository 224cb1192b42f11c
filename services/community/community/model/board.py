"""Leaderboards of audiences: among whom somebody can ask who helps most."""

from collections.abc import Mapping, Sequence

from portalkit.errors import Invalid
from portalkit.viewer import EVERYONE, MEMBERS

MOST = 30
NAME_MOST = 200


def checked(items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Names by audiences, as they were sent. Raises Invalid: each is there once, and none is of all who have points."""
    names = {each["audience"]: each["name"].strip() for each in items}
    if len(names) < len(items) or not all(names.values()):
        raise Invalid({"items": ["Name every audience once."]})
    if not names.keys().isdisjoint((EVERYONE, MEMBERS)):
        raise Invalid({"items": ["Everybody is in one of these: that is the leaderboard itself."]})
    return names
