"""The embedded index behaves as every index must; what is its own is here: files, one writer, older schemas."""

import subprocess
import sys
from functools import partial

import pytest

from portalkit.search import Field, GenerationMissing, IndexBusy, Query, fingerprint
from portalkit.search_tantivy import TantivySearch
from portalkit.search_tantivy_disk import order_of
from portalkit.search_text import parse, typos, within
from portalkit.testing.search_suite import *  # noqa: F403
from portalkit.testing.search_suite import FIELDS, find, ids, thing
from portalkit.testing.search_suite_languages import *  # noqa: F403
from portalkit.testing.search_suite_ranking import *  # noqa: F403
from portalkit.testing.search_suite_rules import *  # noqa: F403
from portalkit.testing.search_suite_writing import *  # noqa: F403

CANARY = "Xylobranchiate77"


@pytest.fixture
def connect(tmp_path):
    return partial(TantivySearch, tmp_path / "index", FIELDS)


def files_with(folder, text):
    needles = (text.encode(), text.lower().encode())
    return [path.name for path in folder.rglob("*") if path.is_file() and any(n in path.read_bytes() for n in needles)]


def test_what_was_removed_and_replaced_leaves_the_files_when_purged(connect, tmp_path):
    index, reader = connect(), connect()
    index.create("g1")
    for number in range(60):  # enough commits that segments are merged in between
        index.write("g1", [thing(f"{number:02}", f"Invoice {number}", "quiet text", kind="article")])
        index.write("g1", [thing("erased", f"{CANARY} {number}", f"says {CANARY}", version=number)])
    assert find(reader, CANARY).total == 1
    index.write("g1", [thing("erased", "Empty", version=99)], [])
    index.write("g1", [], ["07"])
    assert files_with(tmp_path, CANARY)
    index.purge("g1")
    assert files_with(tmp_path, CANARY) == []
    assert find(reader, CANARY).total == 0 and find(reader, "invoice").total == 59
    index.write("g1", [thing("more", "Invoice")])
    assert find(reader, "invoice").total == 60
    index.close()


def test_a_second_writer_is_refused_and_may_try_again(connect):
    first, second = connect(), connect()
    first.create("g1")
    first.write("g1", [thing("a", "Invoice")])
    with pytest.raises(IndexBusy):
        second.write("g1", [thing("b", "Invoice")])
    first.close()
    second.write("g1", [thing("b", "Invoice")])
    assert ids(find(second, "invoice")) == ["a", "b"]
    second.close()


def test_after_a_failed_write_nothing_of_it_remains(connect):
    index = connect()
    index.create("g1")
    with pytest.raises(OverflowError):
        index.write("g1", [thing("a", "Invoice"), thing("b", "Invoice", version=2**80)])
    index.write("g1", [thing("c", "Invoice")])
    assert ids(find(index, "invoice")) == ["c"]
    index.close()


def test_an_older_generation_goes_on_without_a_new_field(tmp_path):
    old = TantivySearch(tmp_path, (Field("title", "text"), Field("kind", "keyword")))
    old.create("g1")
    old.write("g1", [thing("a", "Invoice", kind="article")])
    old.close()
    new = TantivySearch(tmp_path, FIELDS)
    new.write("g1", [thing("b", "Invoice", "more", at=5, kind="topic")])
    found = find(new, "invoice", facets=("kind", "product"), snippet_of="body", fresh="at", now=9, sort="newest")
    assert ids(found) == ["a", "b"] and found.facets == {"kind": {"article": 1, "topic": 1}, "product": {}}
    assert find(new, "invoice", filters={"audience": ["everyone"]}).total == 0
    assert find(new, "invoice", ranges={"at": (1, None)}).total == 0
    new.close()


def test_searching_before_anything_was_made_says_so(connect):
    with pytest.raises(GenerationMissing):
        connect().search("g1", Query())


def test_the_port_does_not_load_tantivy():
    code = (
        "import sys, portalkit.search, portalkit.search_text, portalkit.indexing; assert 'tantivy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": ":".join(sys.path)})


def test_ids_keep_their_order_as_numbers():
    ordered = [
        "01939d7a-8c00-7000-8000-000000000000",
        "01939d7a-8c00-7001-8000-000000000000",
        "01939d7a-8c00-7fff-bfff-ffffffffffff",
        "01939d7a-8c01-7000-8000-000000000000",
        "ff939d7a-8c01-7000-8000-000000000000",
    ]
    numbers = [order_of(key) for key in ordered]
    assert numbers == sorted(set(numbers)) and max(numbers) < 2**63
    assert order_of("a") < order_of("b") < order_of("ba")


def test_a_schema_has_its_own_fingerprint():
    assert fingerprint(FIELDS) == fingerprint(tuple(FIELDS)) != fingerprint(FIELDS[:-1])


def test_typed_text_is_cut_into_words_and_phrases():
    def words(text, **more):
        return [" ".join(term.words) for term in parse(text, **more)]

    assert words('reset "new password" e-mail') == ["reset", "new password", "e", "mail"]
    assert words('one "two three') == ["one", "two", "three"]
    assert words("a" * 300) == words("") == []
    assert words("x" * 250 + " password") == []
    assert len(parse(" ".join(f"w{n}" for n in range(40)))) == 16
    assert [term.small for term in parse("how to pay")] == [True, True, False]
    assert not any(term.small for term in parse("how to"))
    assert [term.unfinished for term in parse("new pass", prefix=True)] == [False, True]
    assert not any(term.unfinished for term in parse("new pass ", prefix=True))


def test_one_or_two_letters_may_be_wrong():
    assert [typos(word) for word in ("cat", "card", "password", "e4012")] == [0, 1, 2, 0]
    assert within("pasword", "password", 1) and within("passwrod", "password", 1)
    assert not within("pasword", "passwords", 1) and within("pasword", "passwords", 2)
    assert not within("abcd", "dcba", 2)
