"""Templates say nothing that no catalogue could translate: every text stands in `_()` or `{% trans %}`."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "gateway" / "templates"
TRANS = re.compile(r"\{%-? *trans\b.*?endtrans *-?%\}", re.S)
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
SILENT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
TAG = re.compile(r"</?[a-zA-Z!][^>]*>")
SPOKEN = re.compile(r'\b(?:aria-label|placeholder|alt|title)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")
OF_MACHINES = re.compile(r"/|\w+=")  # an address, or attributes, that a macro writes
SAME_EVERYWHERE = {"kB", "MB", "UTC"}
NAMES = sorted(path.relative_to(FOLDER).as_posix()[:-5] for path in FOLDER.rglob("*.html"))


def bare(name: str) -> list[str]:
    """What a template says without asking a catalogue."""
    text = CODE.sub("", TRANS.sub("", (FOLDER / f"{name}.html").read_text()))
    text = SILENT.sub("", text)
    said = [*TAG.split(text), *(value for tag in TAG.findall(text) for value in SPOKEN.findall(tag))]
    return [
        piece.strip()
        for piece in said
        if set(WORD.findall(piece)) - SAME_EVERYWHERE and not OF_MACHINES.match(piece.strip())
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_template_says_nothing_past_the_catalogue(name):
    assert bare(name) == []
