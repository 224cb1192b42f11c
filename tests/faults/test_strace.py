"""The tool itself: it counts each thread by itself, and kills at exactly the call it was told."""

import subprocess
import sys

import pytest

from faults.strace import Counter, NotAttached, Tracer, Trap, tracer_of

pytestmark = pytest.mark.faults
VICTIM = """
import os, socket, sys, threading
go = threading.Event()
def work(name):
    file = os.open(sys.argv[1] + name, os.O_CREAT | os.O_RDWR)
    one, other = socket.socketpair()
    go.wait()
    for number in range(6):
        os.write(file, b".")
        os.fdatasync(file)
        if number % 2:
            one.send(b"!")
threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
print(*(thread.native_id for thread in threads), flush=True)
input()
go.set()
for thread in threads:
    thread.join()
print("done", flush=True)
input()
"""


@pytest.fixture
def victim(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM, f"{tmp_path}/"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.tids = [int(tid) for tid in process.stdout.readline().split()]
    yield process
    process.kill()
    process.communicate()


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline()


def test_the_process_dies_as_one_thread_enters_its_kth_call(victim, tmp_path):
    with Trap(victim.tids[1:], "fdatasync", 4):
        assert [bool(tracer_of(tid)) for tid in victim.tids] == [False, True]
        assert go(victim) == ""
        assert victim.wait(10) == -9
    assert (tmp_path / "b").read_bytes() == b"...."


def test_calls_of_another_name_do_not_count(victim, tmp_path):
    with Trap(victim.tids[:1], "sendto", 2):
        assert go(victim) == ""
    assert (tmp_path / "a").read_bytes() == b"...."


def test_a_thread_that_does_not_get_that_far_lives_on_untraced(victim):
    with Trap(victim.tids, "fdatasync", 7):
        assert go(victim) == "done\n"
    assert victim.poll() is None
    assert tracer_of(victim.pid) == 0


def test_each_thread_is_counted_by_itself(victim, tmp_path):
    counter = Counter({"a": victim.tids[:1], "b": victim.tids[1:]}, tmp_path / "counts")
    assert go(victim) == "done\n"
    assert counter.stop() == {name: {"fdatasync": 6, "sendto": 3} for name in "ab"}


def test_a_thread_that_is_not_there_is_a_fault():
    with pytest.raises((NotAttached, FileNotFoundError)):
        Tracer(2**22 + 1)


def test_a_thread_that_has_ended_is_passed_over(victim, tmp_path):
    gone = subprocess.Popen(["true"])
    gone.wait()
    counter = Counter({"gone": [gone.pid], "a": victim.tids[:1]}, tmp_path / "points")
    assert go(victim) == "done\n"
    assert counter.stop() == {"gone": {"fdatasync": 0, "sendto": 0}, "a": {"fdatasync": 6, "sendto": 3}}


def test_nothing_is_said_to_be_trapped_when_all_threads_have_ended():
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(NotAttached):
        Trap([gone.pid], "fdatasync", 1)
