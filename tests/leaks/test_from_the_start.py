"""Whoever is outside is told byte by byte what a portal tells that never had what they may not read."""

import pytest

from leaks.people import THINGS
from leaks.worlds import ASKED


@pytest.mark.parametrize(("way", "who"), ASKED)
def test_outside_nothing_is_told_of_what_was_always_closed(worlds, way, who):
    leaks = worlds.leaks(worlds.told(THINGS, way, who).values(), way, who)
    assert not leaks, "\n\n".join(leaks)
