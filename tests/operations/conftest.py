"""A portal that a test has for itself, and people in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.portal import Portal

from operations.leaving import peopled


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    """The portal, on a folder of its own."""
    made = Portal(tmp_path / "portal")
    yield made
    made.close()


@pytest.fixture
def people(portal: Portal) -> dict[str, str]:
    """Somebody who is about to leave, somebody who stays, and an administrator."""
    return peopled(portal)
