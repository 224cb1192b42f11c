"""One portal for each file of attacks."""

from collections.abc import Iterator

import pytest
from support.portal import Browser, Portal

from security.scene import Scene

ROOMY = {"WRITES_A_MINUTE": "100000", "WRITES_A_MINUTE_IP": "100000", "CALLS_A_MINUTE": "100000"}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    portal = Portal(tmp_path_factory.mktemp("portal"), ROOMY)
    yield Scene(portal)
    portal.close()


@pytest.fixture
def visitor(scene: Scene) -> Browser:
    """Somebody without an account."""
    return Browser(scene.portal)
