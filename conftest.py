"""How tests that run side by side share what is dear: those of a folder in tests/ have one portal, so one process."""

import os
import shutil
import tempfile
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from portalkit import garbage

SHARED = "TEST_SHARED"
ALONE = ("tests/e2e/test_looks.py",)
FIRST = ("tests/e2e", "tests/leaks", *ALONE)  # the longest, so that no process ends long after the others


def pytest_configure(config: pytest.Config) -> None:
    """Name a folder that all processes of this run share, for what is made once and copied.

    Each begins to read tests elsewhere, as one rewrites a file's assertions for all.
    """
    garbage.pause()
    if not hasattr(config, "workerinput"):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="atrium-shared-")
    else:
        first = int(config.workerinput["workerid"].removeprefix("gw")) % len(config.args)
        config.args = config.args[first:] + config.args[:first]


def pytest_collection_finish() -> None:
    """Look for garbage from here on, and not in what was imported."""
    garbage.settle()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove it with the last of them."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(SHARED), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest; the others by file, wherever a process began."""
    items.sort(key=lambda item: (turn(group(item.nodeid)), file(item.nodeid)))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Hand tests out by group, in order."""
    config.option.loadscopereorder = False
    return ByGroup(config, log)


class ByGroup(LoadScopeScheduling):
    """All tests of a group go to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """What runs in one process: a folder of tests/, elsewhere a file; and what takes minutes."""
    path = file(nodeid)
    return "/".join(path.split("/")[:2]) if path.startswith("tests/") and path not in ALONE else path


def turn(group: str) -> int:
    """When a group has its turn: one of the longest in their order, all others behind them."""
    return FIRST.index(group) if group in FIRST else len(FIRST)


def file(nodeid: str) -> str:
    """The file that a test stands in."""
    return nodeid.partition("::")[0]
