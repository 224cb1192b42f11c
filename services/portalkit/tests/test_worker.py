"""Loops: woken at once, never stopped by one step's trouble, and ended quickly."""

import sys
import threading
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from portalkit.bus_sqlite import SqliteBus
from portalkit.loop import Loop
from portalkit.schedules import Schedules
from portalkit.tables import schedules
from portalkit.testing import drain, eventually, published
from portalkit.wake import Bell, Ringer
from portalkit.worker import Worker


def test_a_ring_wakes_every_bell_of_the_name_within_milliseconds(tmp_path):
    bells = [Bell(tmp_path / str(n), "a-worker") for n in range(2)]
    for number, bell in enumerate(bells):
        Ringer(tmp_path / str(number)).ring("a-worker")
        began = time.monotonic()
        assert bell.wait(5) and time.monotonic() - began < 1
        assert not bell.wait(0)
        bell.close()


def test_ringing_for_a_dead_process_fails_nobody(tmp_path):
    bell = Bell(tmp_path, "a-worker")
    bell._socket.close()
    Ringer(tmp_path).ring("*")
    assert list(tmp_path.iterdir()) == []


def test_a_step_that_fails_keeps_no_other_from_working(tmp_path):
    done = []

    def fails():
        raise RuntimeError("broken")

    loop = Loop("a", (fails, lambda: done.append(1) or 0), Bell(tmp_path, "a-worker"))
    loop.start()
    eventually(lambda: done)
    loop.stop()
    loop.join(2)
    assert not loop.is_alive()


def test_a_step_that_keeps_failing_is_asked_ever_less_often_and_at_once_again_when_it_works(tmp_path):
    asked, bell = [], Bell(tmp_path, "a-worker")
    away = threading.Event()
    away.set()

    def step():
        asked.append(time.monotonic())
        if away.is_set():
            raise OSError("nobody there")
        return 0

    loop = Loop("a", (step,), bell)
    loop.start()
    ringer = Ringer(tmp_path)
    eventually(lambda: ringer.ring("a-worker") or len(asked) == 4)
    waits = [later - earlier for earlier, later in pairwise(asked)]
    assert waits[0] >= 0.2 and waits[1] >= 0.4 and waits[2] >= 0.8
    away.clear()
    eventually(lambda: ringer.ring("a-worker") or len(asked) >= 7)
    assert asked[6] - asked[5] < 0.2
    loop.stop()
    loop.join(2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists threads by name under /proc")
def test_a_loop_s_thread_bears_its_name_for_the_system_too(tmp_path):
    loop = Loop("things-mail", (lambda: 0,), Bell(tmp_path, "things-mail"))
    loop.start()
    eventually(lambda: Path(f"/proc/self/task/{loop.native_id}/comm").read_text() == "things-mail\n")
    loop.stop()
    loop.join(2)


def test_a_schedule_runs_once_a_period_however_many_processes_there_are(database):
    ran = []
    tasks = {"count": (timedelta(minutes=1), lambda tx: ran.append(tx.now))}
    for process in [Schedules(database, tasks) for _ in range(3)]:
        process.run_due()
    assert len(ran) == 1


def test_a_schedule_that_fails_is_remembered_and_runs_again_next_time(database):
    def fails(tx):
        raise RuntimeError("no room")

    Schedules(database, {"bad": (timedelta(0), fails)}).run_due()
    with database.reading() as db:
        assert db.value(select(schedules.c.last_error)) == "no room"


def test_a_worker_carries_a_fact_from_one_service_to_another_and_sends_its_pulse(database, tmp_path, kit):
    seen = []
    (tmp_path / "contracts" / "consumes").mkdir(parents=True)
    bus = SqliteBus(tmp_path / "bus.db", "things", ["things.thing.made.v1"])
    handlers = {"things.thing.made.v1": lambda tx, event: seen.append(event.subject)}
    worker = Worker("things", database, bus, handlers, tmp_path / "contracts", tmp_path / "bells")
    with database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("1", "new"), {})
    drain(worker)
    assert seen == ["1"]
    with database.reading() as db:
        assert "things.pulse.sent.v1" in [type for type, _, _ in published(db)]


def test_a_worker_on_threads_stops_within_a_second(database, tmp_path):
    (tmp_path / "contracts" / "consumes").mkdir(parents=True)
    bus = SqliteBus(tmp_path / "bus.db", "things")
    worker = Worker("things", database, bus, {}, tmp_path / "contracts", tmp_path / "bells")
    worker.start()
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 1.5


def test_what_is_begun_is_finished_before_a_worker_ends_and_what_hangs_is_waited_for_once(database, tmp_path):
    (tmp_path / "contracts" / "consumes").mkdir(parents=True)
    begun, free, finished = threading.Barrier(4), threading.Event(), []

    def hangs():
        begun.wait(5)
        return free.wait(20)

    def takes_a_while():
        begun.wait(5)
        free.wait(0.3)
        finished.append("the mail is marked")
        return 0

    steps = {"mail": takes_a_while, "one": hangs, "other": hangs}
    bus = SqliteBus(tmp_path / "bus.db", "things")
    worker = Worker("things", database, bus, {}, tmp_path / "contracts", tmp_path / "bells", apart=steps)
    worker.start()
    begun.wait(5)
    began = time.monotonic()
    worker.stop(1.0)
    assert finished and 0.9 < time.monotonic() - began < 1.8
    free.set()


def test_a_worker_shows_from_outside_that_its_loop_turns_and_that_it_has_stopped(database, tmp_path):
    (tmp_path / "contracts" / "consumes").mkdir(parents=True)
    bus = SqliteBus(tmp_path / "bus.db", "things")
    worker = Worker("things", database, bus, {}, tmp_path / "contracts", tmp_path / "bells")
    worker.start()
    sign = tmp_path / "bells" / "beat-things"
    eventually(sign.exists)
    first = sign.stat().st_mtime_ns
    Ringer(tmp_path / "bells").ring("*")
    eventually(lambda: sign.stat().st_mtime_ns > first)
    worker.stop()
    assert not sign.exists()


def test_the_last_worker_that_stops_leaves_nothing_behind(database, tmp_path):
    (tmp_path / "contracts" / "consumes").mkdir(parents=True)
    workers = [
        Worker(name, database, SqliteBus(tmp_path / "bus.db", name), {}, tmp_path / "contracts", tmp_path / "bells")
        for name in ("things", "others")
    ]
    for worker in workers:
        worker.start()
    eventually(lambda: len(list((tmp_path / "bells").glob("beat-*"))) == 2)
    workers[0].stop()
    assert {path.name.partition(".")[0] for path in (tmp_path / "bells").iterdir()} == {"beat-others", "others-worker"}
    workers[1].stop()
    assert not (tmp_path / "bells").exists()
