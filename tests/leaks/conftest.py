"""The worlds, once for all these tests."""

import shutil
import tempfile
from pathlib import Path

import pytest

from leaks.worlds import Worlds
from portalkit import logs

pytestmark = pytest.mark.timeout(600)  # the first that needs a world waits for it
MEMORY = Path("/dev/shm")  # nothing here has to outlive a power cut


@pytest.fixture(scope="session")
def worlds():
    logs.set_up("error")
    folder = Path(tempfile.mkdtemp(prefix="leaks-", dir=MEMORY if MEMORY.is_dir() else None))
    made = Worlds(folder)
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)
