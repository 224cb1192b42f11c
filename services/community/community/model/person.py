"""How people are named after an @."""

import re
import unicodedata
from collections.abc import Collection

HANDLE_MOST = 40
NAMELESS = "member"
FORMER = "former-member"  # whoever left: nobody else is called so


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
    return wanted if wanted not in taken and wanted != FORMER else f"{wanted}-{next(numbers)}"
