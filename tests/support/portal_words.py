"""The texts that templates, Python and scripts of the gateway ask a catalogue for, as Babel finds them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOM = Path(__file__).parents[2] / "gateway" / "gateway"
METHODS = [
    ("translations/**", "ignore"),
    ("static/vendor/**", "ignore"),
    ("**.html", "jinja2.ext:babel_extract"),
    ("**.py", "python"),
    ("**.js", "javascript"),
]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
Found = dict[tuple[str | None, Any], list[str]]


def texts(*suffixes: str) -> Found:
    """Each text (or its two forms) with its context, and where it stands."""
    found: Found = {}
    wide = extract_from_dir(str(ROOM), METHODS, {"**.html": {"trimmed": "true", "silent": "false"}}, KEYWORDS)
    for name, line, text, _, context in wide:
        if name.endswith(suffixes):
            found.setdefault((context, text), []).append(f"{name}:{line}")
    return found


def translated(language: str) -> Iterator[tuple[str, Any]]:
    """The messages of a language, with the name of the file they stand in."""
    for path in sorted((ROOM / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            yield from ((path.stem, message) for message in read_po(file) if message.id)
