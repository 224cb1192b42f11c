"""What every search index promises about writing: versions, generations, other processes, kills, erasure."""

import os
import signal
import threading
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import pytest

from portalkit.search import Document, GenerationMissing, Query, SearchIndex
from portalkit.testing.search_suite import Connect, find, ids, thing

ELSEWHERE = get_context("spawn")


def elsewhere(target: Callable[..., None], *args: Any) -> tuple[Any, Connection]:
    """Run a function in another process; it gets one end of a pipe."""
    ours, theirs = ELSEWHERE.Pipe()
    process = ELSEWHERE.Process(target=target, args=(theirs, *args), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def answer_searches(pipe: Connection, connect: Connect) -> None:
    """Another process: answers the ids of everything, each time it is asked."""
    index = connect()
    while pipe.recv():
        pipe.send(ids(index.search("g1", Query(limit=50))))
    index.close()


def write_until_killed(pipe: Connection, connect: Connect) -> None:
    """Another process: writes one document after the other and tells of each when it is written."""
    index = connect()
    index.create("g1")
    for number in range(10_000):
        index.write("g1", [thing(f"{number:05}", "Invoice")])
        pipe.send(number)


def write_once(pipe: Connection, connect: Connect, documents: list[Document]) -> None:
    """Another process: one write."""
    index = connect()
    index.create("g1")
    index.write("g1", documents)
    index.close()
    pipe.send(True)


def test_the_last_write_of_an_id_wins(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "First"), thing("b", "Kept")])
    index.write("g1", [thing("a", "Second")])
    assert ids(find(index, "second")) == ["a"] and find(index, "first").total == 0 and find(index).total == 2


def test_a_lower_version_does_not_replace_a_higher_one(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "Newer", version=5)])
    index.write("g1", [thing("a", "Older", version=4), thing("b", "New", version=2), thing("b", "Old", version=1)])
    assert [(hit.id, hit.version) for hit in find(index).hits] == [("a", 5), ("b", 2)]
    assert find(index, "older").total == find(index, '"old"').total == 0


def test_removed_is_gone_and_need_not_have_been_there(index: SearchIndex) -> None:
    index.write("g1", [thing("a", "One"), thing("b", "Two")])
    index.write("g1", [], ["a", "never-there"])
    assert ids(find(index)) == ["b"]
    index.write("g1", [thing("a", "Back")])
    assert ids(find(index)) == ["a", "b"]


def test_odd_values_are_left_out_and_stop_nothing(index: SearchIndex) -> None:
    odd = {"title": 5, "body": ["one", 2, "invoice"], "kind": {"a": 1}, "at": 2**70, "product": ["", None, "x"]}
    index.write("g1", [Document("a", 1, odd), thing("b", "Half \ud800 invoice", at="soon", unknown=1)])
    assert ids(find(index, "invoice")) == ["b", "a"]
    assert find(index, facets=("product", "kind")).facets == {"product": {"x": 1}, "kind": {}}


def test_generations_do_not_mix(index: SearchIndex) -> None:
    index.create("g2")
    index.write("g1", [thing("a", "Invoice")])
    index.write("g2", [thing("b", "Invoice")])
    index.create("g2")
    assert ids(index.search("g1", Query("invoice"))) == ["a"]
    assert ids(index.search("g2", Query("invoice"))) == ["b"]


def test_a_dropped_generation_is_missing_and_the_others_stay(index: SearchIndex, connect: Connect) -> None:
    reader = connect()
    index.create("g2")
    index.write("g2", [thing("b", "Invoice")])
    assert reader.search("g2", Query()).total == 1
    index.drop("g2")
    index.drop("g2")
    for one in (index, reader):
        with pytest.raises(GenerationMissing):
            one.search("g2", Query())
        assert one.search("g1", Query()).total == 0
    with pytest.raises(GenerationMissing):
        index.write("g2", [thing("b")])
    reader.close()


def test_the_name_of_a_generation_is_no_path(index: SearchIndex) -> None:
    for name in ("", "..", "a/b", ".hidden", "A", "x" * 200):
        with pytest.raises(ValueError, match="generation"):
            index.create(name)


def test_another_process_sees_a_write_when_it_returns(index: SearchIndex, connect: Connect) -> None:
    process, pipe = elsewhere(answer_searches, connect)
    for number in range(1, 6):
        index.write("g1", [thing(f"{number}", "Invoice")])
        pipe.send(True)
        assert len(pipe.recv()) == number
    index.write("g1", [], ["1"])
    pipe.send(True)
    assert pipe.recv() == ["2", "3", "4", "5"]
    pipe.send(False)
    process.join(10)


def test_killing_the_writer_loses_nothing_written(connect: Connect) -> None:
    process, pipe = elsewhere(write_until_killed, connect)
    written = [pipe.recv() for _ in range(12)]
    os.kill(process.pid, signal.SIGKILL)
    process.join(10)
    try:
        while pipe.poll():
            written.append(pipe.recv())
    except EOFError:
        pass
    index = connect()
    assert find(index, "invoice").total in (len(written), len(written) + 1)
    index.write("g1", [thing("after", "Invoice")])
    assert "after" in ids(find(index, "invoice", limit=50))
    index.close()


def test_a_writer_that_ended_leaves_its_place_to_the_next(connect: Connect) -> None:
    process, pipe = elsewhere(write_once, connect, [thing("a", "Invoice")])
    assert pipe.recv() is True
    process.join(10)
    index = connect()
    index.write("g1", [thing("b", "Invoice")])
    index.close()
    index.close()
    again = connect()
    again.write("g1", [thing("c", "Invoice")])
    assert ids(find(again)) == ["a", "b", "c"]
    again.close()


def test_threads_search_while_one_writes(index: SearchIndex) -> None:
    index.write("g1", [thing("start", "Invoice notification")])
    stop, faults = threading.Event(), []

    def search() -> None:
        least = 1
        while not stop.is_set():
            try:
                total = find(index, "invoice notificaton", snippet_of="title", facets=("kind",)).total
                assert total >= least
                least = total
            except Exception as fault:  # noqa: BLE001
                faults.append(fault)
                return

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(25):
        index.write("g1", [thing(f"{number}", "Invoice notification", kind="article")])
    stop.set()
    for thread in threads:
        thread.join(10)
    assert faults == [] and find(index, "invoice").total == 26


def test_purging_changes_no_answer(index: SearchIndex) -> None:
    index.purge("g1")
    for version in range(1, 4):
        index.write("g1", [thing(f"{n:02}", f"Invoice v{version}", version=version, at=n) for n in range(20)], ["19"])
    before = find(index, "invoice", limit=50, facets=("audience",))
    index.purge("g1")
    after = find(index, "invoice", limit=50, facets=("audience",))
    assert (before.total, before.facets) == (after.total, after.facets)
    assert [(hit.id, hit.version, hit.values) for hit in before.hits] == [
        (hit.id, hit.version, hit.values) for hit in after.hits
    ]
