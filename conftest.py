"""How tests that run side by side share what is dear: those of a folder in tests/ have one portal, so one process."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

FIRST = ("tests/e2e", "tests/leaks")  # the longest, so that no process ends long after the others


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest."""
    items.sort(key=lambda item: FIRST.index(group(item.nodeid)) if group(item.nodeid) in FIRST else len(FIRST))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Hand tests out by group, in order."""
    config.option.loadscopereorder = False
    return ByGroup(config, log)


class ByGroup(LoadScopeScheduling):
    """All tests of a group go to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """What runs in one process: a folder of tests/, elsewhere a file."""
    path = nodeid.partition("::")[0]
    return "/".join(path.split("/")[:2]) if path.startswith("tests/") else path
