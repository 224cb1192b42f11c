"""The texts that a room's templates, Python and scripts ask its catalogue for, as Babel finds them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ROOMS = [ROOT / "gateway" / "gateway", *(path.parent for path in ROOT.glob("services/*/*/translations"))]
METHODS = [
    ("translations/**", "ignore"),
    ("static/vendor/**", "ignore"),
    ("**.html", "jinja2.ext:babel_extract"),
    ("**.py", "python"),
    ("**.js", "javascript"),
]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
Found = dict[tuple[str | None, Any], list[str]]


def texts(room: Path, *suffixes: str) -> Found:
    """Each text (or its two forms) with its context, and where it stands."""
    found: Found = {}
    wide = extract_from_dir(str(room), METHODS, {"**.html": {"trimmed": "true", "silent": "false"}}, KEYWORDS)
    for name, line, text, _, context in wide:
        if name.endswith(suffixes):
            found.setdefault((context, text), []).append(f"{name}:{line}")
    return found


def translated(folder: Path) -> Iterator[tuple[str, Any]]:
    """The messages of a language's folder, with the name of the file they stand in."""
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            yield from ((path.stem, message) for message in read_po(file) if message.id)
