"""How people are named beside what they wrote, and after an @ in it."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

UNKNOWN, FORMER = "A member", "A former member"
HANDLE_MOST = 40
NAMELESS = "member"


def person(id: str, name: str | None, kind: str | None) -> dict[str, Any]:
    """A person as views show one: `name` is None for one not heard of yet, empty for one who was erased."""
    if name is None:
        return {"id": id, "name": UNKNOWN, "kind": kind or "customer"}
    return {"id": id, "name": name or FORMER, "kind": kind or "customer"}


def handle_of(name: str) -> str:
    """What stands after an @ for somebody called `name`, if nobody else has it: small letters, figures, hyphens."""
    return begun_handle(name) or NAMELESS


def begun_handle(text: str) -> str:
    """What somebody typed, as handles are written; empty when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:HANDLE_MOST].strip("-")


def is_handle_of(handle: str, name: str) -> bool:
    """Whether somebody called `name` may keep this one, which may have a number behind it."""
    return re.fullmatch(rf"{re.escape(handle_of(name))}(-[1-9][0-9]*)?", handle) is not None


def free_handle(name: str, taken: Collection[str]) -> str:
    """The first one for `name` that nobody has."""
    wanted = handle_of(name)
    numbers = (number for number in range(2, len(taken) + 3) if f"{wanted}-{number}" not in taken)
    return wanted if wanted not in taken else f"{wanted}-{next(numbers)}"
