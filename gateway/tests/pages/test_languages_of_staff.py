"""Those who run the portal read it in their language, too: pages, notices, and what the log says."""

import pytest


@pytest.fixture
def german(olga):
    """Somebody of the staff who reads German, until the test is over."""
    olga.post("/language", {"language": "de", "back": "/staff"})
    yield olga
    olga.post("/language", {"language": "en", "back": "/staff"})


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/staff", "Was auf Sie wartet"),
        ("/staff/articles", "Artikel schreiben"),
        ("/staff/articles/new", "Lesende müssen in allen Zielgruppen der Kategorie"),
        ("/staff/audiences", "Regeln, die sagen, wer dazugehört."),
        ("/staff/audiences", "Alle mit einem Konto."),
        ("/staff/people", "Redaktion, Moderation"),
        ("/account", "Team: Verwaltung, Redaktion"),
        ("/staff/categories", "Wer eine Kategorie lesen darf"),
    ],
)
def test_a_page_of_staff_is_german_for_who_reads_german(german, path, words):
    page = german.get(path).text
    assert words in page and '<html lang="de"' in page


def test_what_a_button_did_is_said_in_german_and_stands_so_in_the_log(german):
    made = {"name": "Heron in Lindau", "do": "save", "node": ["r", "r-0"], "word_r": "all"}
    made |= {"field_r-0": "country", "is_r-0": "is", "values_r-0": "DE"}
    sent = german.post("/staff/audiences/new", made)
    assert sent.status_code == 303, sent.text
    assert "Die Zielgruppe ist da." in german.get(sent.headers["Location"]).text
    assert "hat eine Zielgruppe angelegt" in german.get("/staff/audit").text


def test_what_a_service_refuses_is_said_in_german(german):
    made = german.post("/staff/stock/new", {"kind": "snippet", "name": "Not One", "body": "x"})
    assert made.status_code == 422
    assert "Schreiben Sie Kleinbuchstaben, Ziffern und einzelne Bindestriche" in made.text
