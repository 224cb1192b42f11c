"""Pairs of words say where a phrase may be: what is found is the phrase, with and without them, at the same points."""

import random
from functools import partial

import pytest
import tantivy

from portalkit import search_tantivy_pairs as pairs
from portalkit.search import Query
from portalkit.search_tantivy import TantivySearch
from portalkit.search_tantivy_disk import PAIRS, schema_of
from portalkit.testing.search_suite import FIELDS, find, ids, thing

WORDS = ("charger", "charges", "the", "pump", "pumping", "Öl", "of", "valve")


@pytest.fixture
def connect(tmp_path):
    return partial(TantivySearch, tmp_path / "index", FIELDS)


def fill(index):
    chosen = random.Random(7)
    texts = [" ".join(chosen.choices(WORDS, k=chosen.randint(1, 30))) for _ in range(120)]
    index.create("g1")
    for at in range(0, 120, 40):
        index.write("g1", [thing(f"{n:03}", texts[n][:20], texts[n], kind="article") for n in range(at, at + 40)])


def asked(index):
    queries = [f'"{first} {second}"' for first in WORDS for second in WORDS] + ['"of the pumps"', '"pump valve" öl']
    found = [index.search("g1", Query(text, limit=50, facets=("kind",))) for text in queries]
    index.close()
    return [(each.total, [(hit.id, round(hit.score, 4)) for hit in each.hits], each.facets) for each in found]


class Older:
    """Makes the schema that a release had which knew no pairs."""

    def __init__(self):
        self._builder = tantivy.SchemaBuilder()

    def __getattr__(self, name):
        return getattr(self._builder, name)

    def add_text_field(self, name, **options):
        return self if name == PAIRS else self._builder.add_text_field(name, **options)


def older(path):
    """A generation of such a release."""
    path.mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portalkit.search_tantivy_disk.SchemaBuilder", Older)
        tantivy.Index(schema_of(FIELDS), str(path))


def test_a_phrase_finds_the_same_with_pairs_and_in_an_older_generation_without(connect, tmp_path):
    index, before = connect(), TantivySearch(tmp_path / "before", FIELDS)
    older(tmp_path / "before" / "g1")
    for each in (index, before):
        fill(each)
    assert PAIRS in (tmp_path / "index" / "g1" / "meta.json").read_text()
    assert PAIRS not in (tmp_path / "before" / "g1" / "meta.json").read_text()
    with_pairs = asked(index)
    assert with_pairs == asked(before)
    assert sum(total > 0 for total, _, _ in with_pairs) > 40


def test_pairs_that_share_a_number_do_not_make_a_phrase(connect, monkeypatch):
    monkeypatch.setattr(pairs, "NUMBERS", 1)
    index = connect()
    index.create("g1")
    index.write("g1", [thing("a", "Pump", "the valve of the pump"), thing("b", "Pump", "the pump of the valve")])
    assert ids(find(index, '"valve of"')) == ["a"] and ids(find(index, '"of the valve"')) == ["b"]
    assert find(index, '"pump valve"').total == 0
    index.close()
