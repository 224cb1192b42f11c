"""Pairs of words say where a phrase may be: what is found is the phrase, with and without them, at the same points."""

import random
from dataclasses import replace
from functools import partial

import orjson
import pytest
import tantivy

from portalkit import search_tantivy_pairs as pairs
from portalkit.search import Query
from portalkit.search_tantivy import TantivySearch
from portalkit.search_tantivy_disk import schema_of
from portalkit.testing.search_suite import FIELDS, find, ids, thing

COMMON = ("charger", "charges", "the", "pump", "pumping", "Öl", "of")
WORDS = (*COMMON, *(f"seldom{n}" for n in range(90)))
WEIGHTS = [8.0] * len(COMMON) + [0.1] * 90


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    """A list of words is made when there are forty texts."""
    monkeypatch.setattr(pairs, "ENOUGH_TEXTS", 40)


@pytest.fixture
def connect(tmp_path):
    return partial(TantivySearch, tmp_path / "index", FIELDS)


def texts(count=160):
    chosen = random.Random(7)
    return [" ".join(chosen.choices(WORDS, WEIGHTS, k=chosen.randint(1, 30))) for _ in range(count)]


def things(many, first=0):
    return [
        replace(thing(f"{number:03}", text[:20], text, kind="article"), language="" if number % 3 else "de")
        for number, text in enumerate(many, first)
    ]


def fill(index):
    index.create("g1")
    for at in range(0, 160, 40):
        index.write("g1", things(texts()[at : at + 40], at))


def asked(index):
    queries = [f'"{first} {second}"' for first in WORDS[:10] for second in WORDS[:10]]
    queries += ['"of the pumps"', '"pump seldom1 charger"', '"pump of" öl']
    found = [index.search("g1", Query(text, limit=50, facets=("kind",))) for text in queries]
    return [(each.total, [(hit.id, round(hit.score, 4)) for hit in each.hits], each.facets) for each in found]


def common(index):
    return orjson.loads((index._root / "g1" / "common.json").read_bytes())


class Older:
    """Makes the schema that a release had which knew no pairs."""

    def __init__(self):
        self._builder = tantivy.SchemaBuilder()

    def __getattr__(self, name):
        return getattr(self._builder, name)

    def add_text_field(self, name, **options):
        return self if name == pairs.PAIRS else self._builder.add_text_field(name, **options)


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
    assert {"pump", "ol", "charger", "charg"} <= set(common(index))
    assert not (tmp_path / "before" / "g1" / "common.json").exists()
    with_pairs = asked(index)
    assert with_pairs == asked(before)
    assert sum(total > 0 for total, _, _ in with_pairs) > 40
    index.close(), before.close()


def test_words_that_are_not_in_many_texts_have_no_pairs(connect):
    index = connect()
    fill(index)
    assert not [word for word in common(index) if word.startswith("seldom")]
    index.close()


def test_a_reader_that_was_open_before_the_words_were_known_finds_the_same(connect):
    index, reader = connect(), connect()
    index.create("g1")
    index.write("g1", things(texts()[:40]))
    assert find(reader, '"pump of"').total
    index.write("g1", [*things(["the charger of a pump"], 900)])
    assert "900" in ids(find(reader, '"charger of"'))
    index.close()
    again = connect()
    again.write("g1", [*things(["a charger of Öl"], 901)])
    assert {"900", "901"} <= set(ids(find(again, '"charger of"', limit=50)))
    again.close()


def test_the_words_stay_as_they_were_found_when_others_become_common(connect):
    index = connect()
    fill(index)
    before = common(index)
    index.write("g1", things(["valve nobody valve nobody"] * 300, 300))
    assert common(index) == before
    assert find(index, '"nobody valve"').total == 300
    index.close()


def test_a_phrase_is_found_after_what_was_removed_left_the_files(connect):
    index = connect()
    fill(index)
    phrase = Query('"pump of"', limit=50)
    found = ids(index.search("g1", phrase))
    index.write("g1", [], removed=[found[0]])
    index.purge("g1")
    assert sorted(ids(index.search("g1", phrase))) == sorted(found[1:])
    index.close()
