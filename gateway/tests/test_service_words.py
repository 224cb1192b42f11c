"""What services say is known here: each listed text is said somewhere, and patterns keep the values."""

import re
from pathlib import Path

import pytest

from gateway.audience_words import TEXTS as OF_RULES
from gateway.service_names import NAMES
from gateway.service_words import TEXTS, _pattern

ROOT = Path(__file__).parents[2]
OF_LIBRARIES = ("Missing data", "Not a valid", "Must be one of", "Longer than", "Shorter than")
PIECE = re.compile(r"%\(\w+\)s")


def test_each_listed_text_is_still_said():
    rooms = [*(ROOT / "services").glob("*/*/**/*.py"), *(ROOT / "gateway" / "gateway").glob("**/*.py")]
    code = "\n".join(
        path.read_text() for path in rooms if path.name != "service_words.py" and "tests" not in path.parts
    )
    said = (*TEXTS, *NAMES, *OF_RULES)
    gone = [text for text in said if not text.startswith(OF_LIBRARIES) and max(PIECE.split(text), key=len) not in code]
    assert gone == []


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Write 1 to 20,000 characters.", {"least": "1", "most": "20,000"}),
        ("Too many tries. Wait 9 seconds and try again.", {"seconds": "9"}),
    ],
)
def test_values_are_found_in_what_was_said(said, values):
    found = [match.groupdict() for text in TEXTS if "%(" in text and (match := _pattern(text).fullmatch(said))]
    assert found == [values]


def test_a_fault_is_told_in_the_readers_language_at_its_field(portal, ana):
    ana.post("/language", {"language": "de", "back": "/"})
    page = ana.post("/account", {"name": "", "version": "1"})
    assert "Schreiben Sie 1 bis 100 Zeichen." in page.text or "Schreiben Sie einen Namen." in page.text
    assert "Bitte sehen Sie eine Stelle noch einmal an" in page.text
    ana.post("/language", {"language": "en", "back": "/"})
