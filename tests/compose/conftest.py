"""The portal in containers that `make test-compose` started."""

import os
import random

import pytest
from support.composed import Composed


def pytest_addoption(parser):
    group = parser.getgroup("compose")
    group.addoption("--upgraded", type=int, help="how many services to upgrade and roll back, not all of them")
    group.addoption("--sample", default="20261122", help="which of them: any word")


def pytest_collection_modifyitems(config, items):
    number = config.getoption("--upgraded")
    upgrades = [item for item in items if "upgraded" in item.name]
    if number is None or not upgrades:
        return
    left_out = random.Random(config.getoption("--sample")).sample(upgrades, len(upgrades) - number)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def portal() -> Composed:
    """The project; without one the test is skipped and says so, and fails where everything has to run."""
    if found := Composed.running():
        return found
    reason = "needs the portal in containers: run `make test-compose`"
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
