"""Facets are counted on another core while a page is looked for, where one is free and it is worth it."""

import threading

import pytest

from portalkit import search_tantivy_beside as beside
from portalkit.search import Query
from portalkit.search_tantivy import TantivySearch
from portalkit.testing.search_suite import FIELDS, thing


def name():
    return threading.current_thread().name


def test_work_is_done_on_another_thread_when_one_is_free_and_on_this_one_otherwise():
    helpers, began, go = beside.Beside(others=1), threading.Event(), threading.Event()

    def slow():
        began.set()
        go.wait(10)
        return name()

    first, second = (helpers.begin(work, beside.WORTH_IT) for work in (slow, name))
    assert began.wait(10)
    assert second.result() == name()
    go.set()
    assert first.result().startswith("search")


def test_what_nobody_will_ask_for_is_not_begun_any_more():
    helpers, began, go, done = beside.Beside(others=1), threading.Event(), threading.Event(), []
    first = helpers.begin(lambda: began.set() or go.wait(10), beside.WORTH_IT)
    assert began.wait(10)
    helpers.begin(lambda: done.append(1), beside.WORTH_IT).drop()
    go.set()
    first.result()
    last = helpers.begin(name, beside.WORTH_IT)
    last.result()
    assert done == []


def test_for_few_documents_and_on_one_core_nothing_is_begun():
    names = []
    for others, documents in ((1, beside.WORTH_IT - 1), (0, beside.WORTH_IT)):
        begun = beside.Beside(others).begin(lambda: names.append(name()), documents)
        begun.drop()
        assert names == []
        begun.result()
        assert names.pop() == name()


def test_a_fault_reaches_who_asks_and_the_thread_goes_on():
    helpers = beside.Beside(others=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            helpers.begin(lambda: 1 // 0, beside.WORTH_IT).result()


def test_a_search_says_the_same_with_and_without(tmp_path, monkeypatch):
    index = TantivySearch(tmp_path, FIELDS)
    index.create("g1")
    index.write("g1", [thing(f"{n:02}", "pump valve", kind=f"k{n % 3}", product="heron") for n in range(30)])
    queries = [
        Query(text, facets=("kind", "product"), chosen=chosen, limit=5)
        for text in ("", "pump", "pmup", "pump vlave", "nothing", "pump nothing")
        for chosen in ({}, {"kind": ("k1",)})
    ]
    alone = [index.search("g1", query) for query in queries]
    monkeypatch.setattr(beside, "WORTH_IT", 1)
    index._beside = beside.Beside(others=1)
    assert [index.search("g1", query) for query in queries] == alone
    index.close()
