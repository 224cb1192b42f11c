"""The portal in containers that `make test-compose` started."""

import os

import pytest
from support.composed import Composed


@pytest.fixture(scope="session")
def portal() -> Composed:
    """The project; without one the test is skipped and says so, and fails where everything has to run."""
    if found := Composed.running():
        return found
    reason = "needs the portal in containers: run `make test-compose`"
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
