"""The worlds, once for all these tests."""

import shutil
import tempfile
from pathlib import Path

import pytest

from leaks.closing import Closing
from leaks.worlds import Worlds
from portalkit import logs

MEMORY = Path("/dev/shm")  # nothing here has to outlive a power cut


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
