"""Whoever is outside is told byte by byte what a portal tells that never had what they may not read."""

import pytest

from leaks.people import OUTSIDE, THINGS
from leaks.worlds import WAYS


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("way", WAYS)
def test_outside_nothing_is_told_of_what_was_always_closed(worlds, way, who):
    leaks = worlds.leaks(worlds.told(THINGS, way, who), way, who)
    assert not leaks, "\n\n".join(leaks)
