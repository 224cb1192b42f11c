"""How tests share what is dear: a folder of tests/ has one portal, so its tests stay together; the longest begin."""

from pathlib import Path

import pytest

LONGEST = ("tests/stopped", "tests/e2e", "tests/leaks")  # first, so that no worker ends long after the others


@pytest.hookimpl(tryfirst=True)  # before the workers are told of the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each test the group that runs it in one process: its folder in tests/, elsewhere its file."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item.path.relative_to(config.rootpath))))
    items.sort(key=lambda item: _rank(group(item.path.relative_to(config.rootpath))))


def group(path: Path) -> str:
    """What a file's tests have in common with others'."""
    return "/".join(path.parts[:2]) if path.parts[0] == "tests" else str(path)


def _rank(name: str) -> int:
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
