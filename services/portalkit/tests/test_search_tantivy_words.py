"""The embedded index's list of words: it says the same as every word looked at, and when it can't, it says that."""

from functools import partial

import pytest

from portalkit.search_tantivy import TantivySearch
from portalkit.search_tantivy_words import MOST_FRESH, Words, wanted
from portalkit.search_text import typos, within
from portalkit.testing.search_suite import FIELDS, find, ids, thing

SYLLABLES = ("ba", "be", "lo", "mi", "nu", "ra", "sta", "ton", "ku", "wei", "ß", "é")
MANY = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
TYPED = ("balomi", "weinura", "statontom", "kutonsta", "lomi", "zzzzzz")


@pytest.fixture
def connect(tmp_path):
    return partial(TantivySearch, tmp_path / "index", FIELDS)


@pytest.fixture
def index(connect):
    opened = connect()
    opened.create("g1")
    yield opened
    opened.close()


@pytest.fixture
def words(tmp_path):
    folder = tmp_path / "index" / "g1" / "words"
    yield lambda: Words(folder)


def close_words(typed, there):
    return sorted(each for each in there if within(typed, each, typos(typed)))


@pytest.mark.parametrize("many", [200, len(MANY)], ids=["as lines", "as an index"])
def test_the_words_near_to_one_are_those_that_so_many_edits_lead_to(index, words, many):
    index.write("g1", [thing("a", body=" ".join(MANY[:many]))])
    index.write("g1", [thing("b", "Statontam"), thing("c", "Statontim", version=3)], ["a"])
    there = wanted(word.replace("ß", "ss").replace("é", "e") for word in [*MANY[:many], "statontam", "statontim"])
    assert (len(there) > MOST_FRESH) == (many == len(MANY))
    listed = words()
    for typed in TYPED:
        assert sorted(listed.near(typed, typos(typed))) == close_words(typed, there), typed


def test_a_mistyped_word_is_found_however_many_there_are_and_whenever_it_came(index, connect):
    reader = connect()
    index.write("g1", [thing("many", "Invoice", " ".join(MANY))])
    assert ids(find(reader, "invoce")) == ["many"]
    index.write("g1", [thing("late", "Calibration")])
    assert ids(find(reader, "calibratoin")) == ["late"]
    index.write("g1", [], ["late"])
    assert ids(find(reader, "calibratoin")) == [] and ids(find(reader, "invoce")) == ["many"]


def test_where_the_list_is_behind_a_mistyped_word_is_found_without_it_and_the_next_writer_makes_it_anew(
    index, connect, words, tmp_path
):
    index.write("g1", [thing("a", "Calibration", " ".join(MANY))])
    index.close()
    (tmp_path / "index" / "g1" / "words" / "complete").write_text("1")
    assert not words().is_complete(2)
    later = connect()
    assert ids(find(later, "calibratoin")) == ["a"]
    later.write("g1", [thing("b", "Membrane")])
    assert ids(find(later, "membrame")) == ["b"] and ids(find(later, "calibratoin")) == ["a"]
    assert words().near("calibratoin", 2) == ("calibration",)
    later.close()


def test_a_line_that_was_broken_off_costs_no_word(index, connect, tmp_path):
    index.write("g1", [thing("a", "Invoice")])
    with (tmp_path / "index" / "g1" / "words" / "log").open("a") as log:
        log.write("\nbro")
    index.write("g1", [thing("b", "Membrane")])
    assert ids(find(connect(), "membrame")) == ["b"] and ids(find(connect(), "invoce")) == ["a"]


def test_a_list_that_is_not_there_or_torn_is_no_list(words, tmp_path):
    assert words().near("invoce", 1) is None
    folder = tmp_path / "index" / "g1" / "words"
    folder.mkdir(parents=True)
    (folder / "complete").write_text("")
    assert words().near("invoce", 1) is None and not words().is_complete(0)


def test_words_of_what_is_kept_from_a_viewer_change_nothing_for_this_one(index):
    def answers():
        asked = {"filters": {"audience": ["everyone"]}, "facets": ("audience",), "snippet_of": "title"}
        found = [find(index, text, **asked) for text in ("zepelin", "zepelin invoce", "invoixe")]
        return [
            (each.total, ids(each), each.facets, each.loosely, [hit.snippet for hit in each.hits]) for each in found
        ]

    index.write("g1", [thing(f"a{n}", "Invoice") for n in range(3)])
    before = answers()
    index.write("g1", [thing("hidden", "Zeppelin invoixe", audience="staff")])
    assert answers() == before
    assert ids(find(index, "zepelin", filters={"audience": ["staff"]})) == ["hidden"]
