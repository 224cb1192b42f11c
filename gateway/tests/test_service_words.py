"""What services say is known here: each listed text is said somewhere, and patterns keep the values."""

import re
from pathlib import Path

import pytest
from support.refusals import VALUE, refusals

from gateway.audience_words import TEXTS as OF_RULES
from gateway.service_names import NAMES
from gateway.service_words import TEXTS, _pattern, told
from portalkit import rights

ROOT = Path(__file__).parents[2]
OF_LIBRARIES = ("Missing data", "Not a valid", "Must be one of", "Longer than", "Shorter than")
PIECE = re.compile(r"%\(\w+\)s")


def test_each_listed_text_is_still_said():
    rooms = [*(ROOT / "services").glob("*/*/**/*.py"), *(ROOT / "gateway" / "gateway").glob("**/*.py")]
    code = "\n".join(
        path.read_text() for path in rooms if path.name != "service_words.py" and "tests" not in path.parts
    )
    said = (*TEXTS, *NAMES, *OF_RULES)
    code += "\n".join(refusals())
    gone = [text for text in said if not text.startswith(OF_LIBRARIES) and max(PIECE.split(text), key=len) not in code]
    assert gone == []


def test_whatever_a_service_refuses_with_is_listed():
    patterns = [_pattern(text) for text in TEXTS]

    def known(said):
        return any(each.fullmatch(said.replace(VALUE, "7")) for each in patterns)

    assert {said: file for said, file in refusals().items() if not known(said)} == {}


@pytest.mark.parametrize("service", ("accounts", "knowledge", "community", "notify"))
def test_whatever_a_service_holds_of_people_is_known_by_its_noun_and_its_ground(service):
    said = {text for each in rights.held(service) for text in (each.noun, each.ground) if text}
    assert len(said) > 20
    assert said - set(NAMES) == set()


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


def test_values_are_said_in_german_too_where_services_say_them(portal):
    said = {
        "Write 1 to 20,000 characters.": "Schreiben Sie 1 bis 20.000 Zeichen.",
        "2 articles include this snippet. Take it out there first.": "2 Artikel enthalten diesen Baustein.",
        "There are two lists for “template”.": "Für „template“ gibt es zwei Listen.",  # what people wrote stays
    }
    with portal.gateway.test_request_context(base_url=portal.origin, headers={"Accept-Language": "de"}):
        portal.gateway.preprocess_request()
        assert all(told(text).startswith(german) for text, german in said.items())
