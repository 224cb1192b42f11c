"""The indexer brings rows into a real index, marks only what is written, and repeats what a crash cut off."""

from dataclasses import dataclass, field

import pytest

from portalkit.indexing import Indexer, Pending
from portalkit.search import Query
from portalkit.search_tantivy import TantivySearch
from portalkit.testing.search_suite import FIELDS, ids, thing


@dataclass
class Rows:
    """A service's rows and its queue, in memory: what the tables of a real one hold."""

    live: list[str] = field(default_factory=lambda: ["g1"])
    rows: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    queue: dict[tuple[str, str], int] = field(default_factory=dict)

    def save(self, key, version, title):
        self.rows[key] = (version, title)
        for generation in self.live:
            self.queue[generation, key] = version

    def refill(self, generation):
        self.live.append(generation)
        self.queue |= {(generation, key): version for key, (version, _) in self.rows.items()}

    def generations(self):
        return list(self.live)

    def pending(self, generation, limit):
        waiting = [key for each, key in self.queue if each == generation][:limit]
        return [self._pending(key) for key in waiting]

    def _pending(self, key):
        version, title = self.rows[key]
        return Pending(key, version, None if title is None else thing(key, title, version=version))

    def mark(self, generation, done):
        for key, version in done:
            if self.queue.get((generation, key), version + 1) <= version:
                del self.queue[generation, key]


@pytest.fixture
def index(tmp_path):
    opened = TantivySearch(tmp_path / "index", FIELDS)
    yield opened
    opened.close()


def found(index, generation="g1"):
    return ids(index.search(generation, Query(limit=50)))


def test_rows_come_into_the_index_and_leave_the_queue(index):
    rows = Rows()
    rows.save("a", 1, "Invoice")
    rows.save("b", 1, "Invoice")
    indexer = Indexer(index, rows)
    assert indexer.step(0.0) is True and found(index) == ["a", "b"] and rows.queue == {}
    assert indexer.step(1.0) is False


def test_a_removed_row_leaves_the_index(index):
    rows = Rows()
    rows.save("a", 1, "Invoice")
    indexer = Indexer(index, rows)
    indexer.step(0.0)
    rows.save("a", 2, None)
    indexer.step(1.0)
    assert found(index) == [] and rows.queue == {}


def test_what_changes_while_it_is_written_is_written_again(index):
    rows = Rows()
    rows.save("a", 1, "First")
    pending = rows.pending("g1", 10)
    rows.save("a", 2, "Second")
    rows.mark("g1", [(each.id, each.version) for each in pending])
    assert rows.queue == {("g1", "a"): 2}
    Indexer(index, rows).step(0.0)
    assert index.search("g1", Query("second")).total == 1 and rows.queue == {}


def test_batches_are_bounded_and_the_next_step_goes_on(index):
    rows = Rows()
    for number in range(7):
        rows.save(f"{number}", 1, "Invoice")
    indexer = Indexer(index, rows, batch=3)
    assert [indexer.step(float(turn)) for turn in range(4)] == [True, True, True, False]
    assert len(found(index)) == 7


def test_while_others_are_busy_changes_gather_for_a_tenth_of_a_second(index):
    rows = Rows()
    indexer = Indexer(index, rows)
    rows.save("a", 1, "Invoice")
    assert indexer.step(10.0, idle=False) is True
    rows.save("b", 1, "Invoice")
    assert indexer.step(10.05, idle=False) is False
    assert indexer.step(10.2, idle=False) is True
    rows.save("c", 1, "Invoice")
    assert indexer.step(10.21, idle=True) is True
    assert found(index) == ["a", "b", "c"]


def test_a_crash_before_the_mark_writes_the_same_again(index):
    class Crashing(Rows):
        def mark(self, generation, done):
            raise RuntimeError("killed")

    rows = Crashing()
    rows.save("a", 1, "Invoice")
    with pytest.raises(RuntimeError):
        Indexer(index, rows).step(0.0)
    again = Rows(rows.live, rows.rows, rows.queue)
    Indexer(index, again).step(1.0)
    assert found(index) == ["a"] and again.queue == {}


def test_a_new_generation_fills_while_the_old_one_is_kept_up_to_date(index):
    rows = Rows()
    for number in range(5):
        rows.save(f"{number}", 1, "Invoice")
    indexer = Indexer(index, rows, batch=2)
    while indexer.step(0.0):
        pass
    rows.refill("g2")
    indexer.step(1.0)
    rows.save("5", 1, "Invoice")
    indexer.step(2.0)
    assert "5" in found(index) and len(found(index, "g2")) < 6
    while rows.pending("g2", 1):
        indexer.step(3.0)
    assert found(index, "g2") == found(index) == ["0", "1", "2", "3", "4", "5"]
    rows.live.remove("g1")
    index.drop("g1")
    rows.save("6", 1, "Invoice")
    indexer.step(4.0)
    assert "6" in found(index, "g2")
