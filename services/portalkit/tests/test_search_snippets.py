"""A snippet is cut by what stands in its own text."""

import pytest

from portalkit.search import Query
from portalkit.search_analysis import stems
from portalkit.search_snippets import CHANGED, FOLDED, beginnings, folded, whole
from portalkit.search_tantivy import TantivySearch
from portalkit.search_text import window
from portalkit.testing.search_suite import FIELDS, thing

FILLER = "lorem ipsum dolor " * 20


def test_what_stands_in_texts_for_others_does_not_decide_which_part_is_shown(tmp_path):
    texts = [f"The valve is here. {FILLER} The buffer is there.", f"The buffer is here. {FILLER} The valve is there."]
    snippets = set()
    for name in ("valve", "buffer", "neither"):
        index = TantivySearch(tmp_path / name, FIELDS)
        index.create("g1")
        index.write("g1", [thing(str(number), "Open", text) for number, text in enumerate(texts)])
        index.write("g1", [thing(f"h{number}", "Closed", name, audience="staff") for number in range(9)])
        query = Query("valve buffer", filters={"audience": ["everyone"]}, snippet_of="body")
        snippets.add(tuple(sorted(hit.snippet for hit in index.search("g1", query).hits)))
        index.close()
    [(one, other)] = snippets
    assert one.startswith("The <mark>buffer</mark> is here.") and other.startswith("The <mark>valve</mark> is here.")


def test_the_part_with_the_most_different_words_is_shown():
    text = f"A valve, a valve, a valve. {FILLER} A valve and a buffer. {FILLER}"
    places = [
        (at, at + len(word)) for word in ("valve", "buffer") for at in range(len(text)) if text[at:].startswith(word)
    ]
    places.sort()
    first, last = window(text, places, [text[start:end] for start, end in places], 60)
    assert "valve and a buffer" in text[first:last] and last - first <= 60
    assert text[first - 1] == " " and not text[last].isalnum()
    assert window("A valve.", [(2, 7)], ["valve"], 60) == (0, 8)
    assert window("x" * 500, [(400, 405)], ["xxxxx"], 60) == (400, 405)
    assert window("x" * 500, [(0, 500)], ["x" * 500], 60) == (0, 60)


def test_letters_of_several_bytes_are_marked_where_they_are(tmp_path):
    index = TantivySearch(tmp_path, FIELDS)
    index.create("g1")
    index.write("g1", [thing("a", "Menü", "Größe für Öl: das Ventil ist größer als die Öffnung.")])
    [hit] = index.search("g1", Query("ventil öffnung", snippet_of="body")).hits
    assert hit.snippet == "Größe für Öl: das <mark>Ventil</mark> ist größer als die <mark>Öffnung</mark>."
    index.close()


def test_a_letter_that_was_made_plain_stays_as_it_is():
    letters = {chr(code) for code in range(0x80, 0x3000)}
    assert not [
        letter for letter in letters if not FOLDED[letter].isascii() and FOLDED[FOLDED[letter]] != FOLDED[letter]
    ]


def test_each_letter_of_a_text_is_made_plain_in_its_own_place():
    assert folded("“Größe” – Ça va, ŒUVRE Ж") == "“grose” – ca va, ouvre ж"
    assert folded("Plain") == "plain"


# A word for each of the ways in which the English stemmer writes the end of a word otherwise.
ENGLISH = """
abilities ably adoptions agreed allowance analogously apologies callousness cars conflated conformably cries currency
days decisiveness differently digitizer disabling electrically feudalism formality gently happily hoping hopping
hopefulness idly nobility operators possibly possibility predication rationalized rationally relational
sensational sensibility skies tied troubled ties uglier usability valency valencies vietnamization visibly
"""


@pytest.mark.parametrize("word", ENGLISH.split())
def test_an_english_word_begins_as_its_stem_does_but_for_the_last_letter_or_two_in_short_ones(word):
    [start] = beginnings(stems("en", word), CHANGED["en"])
    assert word.startswith(start) and (len(start) == 2 or stems("en", word)[0][:-1] == start)


def test_a_word_that_is_close_lights_up_wherever_it_stands_by_itself(tmp_path):
    index = TantivySearch(tmp_path, FIELDS)
    index.create("g1")
    index.write("g1", [thing("a", "Parts", "Buffer_tank: (buffer), buffers; buffer buffer, rebuffer.")])
    [hit] = index.search("g1", Query("bufer", snippet_of="body")).hits
    lit = "<mark>{}</mark>".format
    assert hit.snippet == (
        f"{lit('Buffer')}_tank: ({lit('buffer')}), buffers; {lit('buffer')} {lit('buffer')}, rebuffer."
    )
    index.close()


def test_a_whole_word_is_found_as_often_as_it_stands_there():
    text = "ab abc ab  ab"
    assert [text[start:end] for start, end in whole(f" {text} ", "ab")] == ["ab"] * 3
    assert [start for start, _ in whole(f" {text} ", "ab")] == [0, 7, 11]
