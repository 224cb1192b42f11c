"""Secrets that the portal makes for itself when none are set."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def new_secret() -> str:
    """256 bits of randomness as text."""
    return secrets.token_urlsafe(32)


def kept(path: Path, make: Callable[[], str] = new_secret) -> str:
    """The secret in `path`, made on first use and readable by its owner alone; all processes get the same one."""
    with suppress(FileNotFoundError):
        return path.read_text()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(make())
    with suppress(FileExistsError):
        os.link(draft, path)  # whoever is first wins; the others take his
    draft.unlink()
    return path.read_text()
