"""Elasticsearch behaves as every index must; what is its own is here: versions, several writers, its failures."""

import threading
from functools import partial

import pytest

import portalkit.search_elasticsearch
import portalkit.search_elasticsearch_bulk
from portalkit.search import Field, GenerationMissing, Query
from portalkit.search_elasticsearch import ElasticsearchIndex
from portalkit.search_elasticsearch_client import Server
from portalkit.testing.search_servers import drop_all, fresh_prefix
from portalkit.testing.search_suite import *  # noqa: F403
from portalkit.testing.search_suite import FIELDS, find, ids, thing
from portalkit.testing.search_suite_languages import *  # noqa: F403
from portalkit.testing.search_suite_ranking import *  # noqa: F403
from portalkit.testing.search_suite_rules import *  # noqa: F403
from portalkit.testing.search_suite_writing import *  # noqa: F403
from portalkit.testing.servers import server

pytestmark = pytest.mark.servers


@pytest.fixture
def prefix():
    """A name of this test's own, and nothing left under it."""
    name = fresh_prefix()
    yield name
    drop_all(server("elasticsearch"), name)


@pytest.fixture
def connect(prefix):
    return partial(ElasticsearchIndex, Server(server("elasticsearch"), seconds=5), prefix, "kit", FIELDS)


def test_what_was_removed_at_a_version_is_not_brought_back_by_a_late_writer(index, connect):
    late = connect()
    index.write("g1", [thing("a", "Invoice", version=5), thing("b", "Invoice")])
    index.write("g1", [], {"a": 6})
    late.write("g1", [thing("a", "Invoice", version=5)])
    assert ids(find(index, "invoice")) == ids(find(index)) == ["b"]
    assert find(index, facets=("audience",)).facets == {"audience": {"everyone": 1}}
    index.write("g1", [thing("a", "Invoice again", version=7)])
    late.write("g1", [], {"a": 6})
    assert sorted(ids(find(index, "invoice"))) == ["a", "b"]
    late.close()


def test_several_writers_of_the_same_things_end_with_the_newest_of_each(connect):
    first = connect()
    first.create("g1")

    def write(turn):
        index = connect()
        index.create("g1")
        for version in range(1, 11):
            documents = [thing(f"{n}", f"Version{version}", version=version) for n in range(turn % 2, 6)]
            gone = {"5": 11} if version == turn else {}
            index.write("g1", [each for each in documents if each.id not in gone], gone)
        index.close()

    threads = [threading.Thread(target=write, args=(turn,)) for turn in (3, 6, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [(hit.id, hit.version) for hit in find(first).hits] == [(str(n), 10) for n in range(5)]
    assert find(first, "version10").total == 5
    first.close()


def test_a_document_that_is_refused_keeps_no_other_from_being_written(index, monkeypatch):
    index.write("g1", [thing("bad", "Invoice", version=1)])
    real = portalkit.search_elasticsearch.sent

    def spoiled(document, fields):
        body = real(document, fields)
        return body[:-1] + b',"unknown":1}' if document.id == "bad" else body

    monkeypatch.setattr(portalkit.search_elasticsearch, "sent", spoiled)
    index.write("g1", [thing("a", "Invoice"), thing("bad", "Invoice", version=2), thing("b", "Invoice")])
    assert ids(find(index, "invoice")) == ["a", "b"]
    monkeypatch.undo()
    index.write("g1", [thing("x" * 600, "Invoice"), thing("c", "Invoice"), thing("bad", "Invoice", version=3)])
    assert sorted(ids(find(index, "invoice"))) == ["a", "b", "bad", "c"]


def test_many_documents_go_in_several_requests(index, monkeypatch):
    monkeypatch.setattr(portalkit.search_elasticsearch_bulk, "BATCH", 2000)
    index.write("g1", [thing(f"{n:02}", "Invoice", "word " * 100) for n in range(40)], {"never": 3})
    assert find(index, "invoice").total == 40


def test_an_older_generation_goes_on_without_a_new_field(prefix):
    at = Server(server("elasticsearch"), seconds=5)
    old = ElasticsearchIndex(at, prefix, "kit", (Field("title", "text"), Field("kind", "keyword")))
    old.create("g1")
    old.write("g1", [thing("a", "Invoice", kind="article")])
    new = ElasticsearchIndex(at, prefix, "kit", FIELDS)
    new.write("g1", [thing("b", "Invoice", "more", at=5, kind="topic")])
    found = find(new, "invoice", facets=("kind", "product"), snippet_of="body", fresh="at", now=9, sort="newest")
    assert ids(found) == ["a", "b"] and found.facets == {"kind": {"article": 1, "topic": 1}, "product": {}}
    assert find(new, "invoice", filters={"audience": ["everyone"]}).total == 0
    assert find(new, "invoice", ranges={"at": (1, None)}).total == 0
    old.close()
    new.close()


def test_searching_before_anything_was_made_says_so_and_writing_makes_nothing(connect):
    index = connect()
    with pytest.raises(GenerationMissing):
        index.search("g1", Query())
    for documents, removed in (([thing("a")], ()), ([], {"a": 1}), ([], ["a"])):
        with pytest.raises(GenerationMissing):
            index.write("g1", documents, removed)
    with pytest.raises(GenerationMissing):
        index.search("g1", Query())
    index.close()


def test_services_and_portals_share_a_cluster(prefix):
    at = Server(server("elasticsearch"), seconds=5)
    names = ((prefix, "kit"), (prefix, "other"), (f"{prefix}-two", "kit"))
    indices = [ElasticsearchIndex(at, of, service, FIELDS) for of, service in names]
    for number, index in enumerate(indices):
        index.create("g1")
        index.write("g1", [thing(str(number), "Invoice")])
    assert [ids(find(index, "invoice")) for index in indices] == [["0"], ["1"], ["2"]]
    for index in indices:
        index.close()
