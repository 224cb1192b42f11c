"""What every search index must find of texts in several languages."""

import pytest

from portalkit.search import Document, SearchIndex
from portalkit.testing.search_suite import find, ids, thing


@pytest.mark.parametrize(
    ("language", "title", "body", "text", "lit"),
    [
        ("de-AT", "Membranen wechseln", "Die Häuser der Messzellen haben neue Membranen.", "membran haus", "Häuser"),
        ("es", "Cambiar membranas", "Las calibraciones de las bombas fallan.", "calibración bomba", "calibraciones"),
        (
            "fr",
            "Changer les membranes",
            "Les étalonnages des électrodes échouent.",
            "étalonnage electrode",
            "étalonnages",
        ),
    ],
)
def test_what_is_in_another_language_is_found_by_the_stems_of_that_one(
    index: SearchIndex, language: str, title: str, body: str, text: str, lit: str
) -> None:
    things = [Document("a", 1, {"title": title, "body": body}, language), thing("b", "Replacing membranes")]
    index.write("g1", things)
    found = find(index, text, snippet_of="body")
    assert ids(found)[0] == "a"
    assert f"<mark>{lit}</mark>" in found.hits[0].snippet
    assert ids(find(index, "membrane replacement"))[0] == "b"
    index.write("g1", [], ["a"])
    assert ids(find(index, "membrane replacement")) == ["b"]


def test_small_words_of_every_language_need_not_match(index: SearchIndex) -> None:
    index.write("g1", [Document("a", 1, {"title": "Elektrode lagern"}, "de"), thing("b", "Elektrode")])
    assert ids(find(index, "wie kann ich eine Elektrode lagern"))[0] == "a"
