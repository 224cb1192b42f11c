"""The worlds, once for all these tests."""

import shutil
import tempfile
from pathlib import Path

import pytest

from leaks.closing import Closing
from leaks.worlds import Worlds
from portalkit import logs

MEMORY = Path("/dev/shm")  # nothing here has to outlive a power cut
HERE = Path(__file__).parent
LONGEST = 900  # seconds: whichever of them comes first makes the worlds for all of them, on servers for minutes


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.timeout(LONGEST))


@pytest.fixture(scope="session")
def worlds():
    logs.set_up("error")
    folder = Path(tempfile.mkdtemp(prefix="leaks-", dir=MEMORY if MEMORY.is_dir() else None))
    made = Worlds(folder)
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def closing(worlds):
    return Closing(worlds)
