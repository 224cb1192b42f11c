"""Audiences and why somebody is in or out, in the language of whoever looks."""

import pytest

from .reading import errors, ids
from .test_audiences import tree, write

RULE = tree(("country", "is", "SE, DK"), ("kind", "not", "staff"), ("partner", "is", "no"))
SENTENCE = "Land ist SE oder DK, und Art ist nicht Team, und ist kein Partner."


@pytest.fixture
def german(olga):
    olga.post("/language", {"language": "de", "back": "/"})
    yield olga
    olga.post("/language", {"language": "en", "back": "/"})


def test_a_rule_is_told_in_german_wherever_it_stands(german):
    place = write(german, "Skandinavien", RULE).headers["Location"]
    for path in ("/staff/audiences", place):
        assert SENTENCE in german.get(path).text
    seen = german.post("/staff/audiences/preview", RULE).text
    assert SENTENCE in seen and "Land ist SE oder DK</span>" in seen
    why = german.get(f"{place}?who=ana").text
    assert "Land ist SE oder DK" in why and "Country" not in why
    why = german.get(f"{place}?who=wim").text
    assert "Art ist nicht Team" in why or "Land ist SE oder DK" in why


def test_what_is_built_in_has_its_german_name_and_reason(portal, german):
    page = german.get("/staff/audiences").text
    for said in ("Alle mit einem Konto.", "Art ist Team.", ">Mitglieder</a>", "Wer vorbeikommt"):
        assert said in page
    assert "Hat ein Konto" in german.get("/staff/audiences/members?who=ana").text
    why = german.get("/staff/audiences/staff?who=ana").text
    assert "Art ist Team" in why and "<small>Kunde</small>" in why
    [ana] = ids(german.get("/staff/people?text=ana"), "staff/people")
    assert "Ist angemeldet." in german.get(f"/staff/people/{ana}").text


def test_what_is_wrong_with_a_rule_is_told_in_german_at_its_place(german):
    page = write(german, rule=tree(("country", "is", "Norway")))
    assert errors(page)[0].startswith("alle › 1 › Land: ")
    assert "passt hier nicht. Schreiben Sie" in errors(page)[0]
    seen = german.post("/staff/audiences/preview", tree(("country", "is", "Norway"))).text
    assert "passt hier nicht" in seen
