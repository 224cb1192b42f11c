"""R11: a disk that is full, fails or takes no writes: nothing is acknowledged that is not kept, and reading goes on."""

import os
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing, contextmanager

import pytest

from faults import proc
from faults.alone import Forum
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
TRIES = 20
AT_ONCE_SECONDS, LIVEZ_SECONDS, BACK_SECONDS = 1.0, 0.25, 5.0


@pytest.fixture
def forum(strace_works, tmp_path):
    made = Forum(tmp_path).open()
    yield made
    made.stop()


@contextmanager
def failing(forum, call, error):
    """Every `call` of every thread that answers fails with `error`; other processes have a good disk."""
    inject = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}"]
    tracers = [
        subprocess.Popen(["strace", "-f", "-o", os.devnull, *inject, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        for pid in forum.api_processes()
    ]
    try:
        for tracer in tracers:
            assert "attached" in tracer.stderr.readline()
        eventually(lambda: all(proc.traced(pid) for pid in forum.api_processes()))
        yield
    finally:
        for tracer in tracers:
            tracer.terminate()
            tracer.communicate(timeout=10)


class Ledger:
    """What was tried, and what was acknowledged."""

    def __init__(self, forum):
        self.forum, self.tried, self.acked = forum, set(), set()

    def write(self, title):
        reply = self.forum.ask(title)
        self.tried.add(title)
        if reply.status == 201:
            self.acked.add(title)
        return reply

    def check(self):
        """What is there was tried, what was acknowledged is there, and the file is whole."""
        with closing(sqlite3.connect(f"file:{self.forum.data_dir}/community.db?mode=ro", uri=True)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            found = [title for (title,) in db.execute("SELECT title FROM topics")]
        assert Counter(found).most_common(1)[0][1] == 1
        assert self.acked <= set(found) <= self.tried


def refused_and_read(ledger, first):
    """Writes are refused at once and say so; everything else goes on."""
    forum = ledger.forum
    for number in range(TRIES):
        reply = ledger.write(f"Refused {number}")
        assert reply.status in (503, 507), (reply.status, reply.body)
        assert reply.headers["Content-Type"] == "application/problem+json" and int(reply.headers["Retry-After"]) > 0
        assert reply.seconds <= AT_ONCE_SECONDS
        assert forum.call("GET", f"/v1/topics/{first}").status == 200
        assert forum.call("GET", "/v1/topics").status == 200
        alive = forum.call("GET", "/livez", None)
        assert alive.status == 200 and alive.seconds <= LIVEZ_SECONDS


def taken_again(ledger, title):
    eventually(lambda: ledger.write(title).status == 201, BACK_SECONDS)


@pytest.mark.parametrize("call, error", [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("pwrite64", "EIO")])
def test_what_cannot_be_written_is_refused_and_comes_through_once_it_can(forum, call, error):
    ledger = Ledger(forum)
    first = ledger.write("Before").json["id"]
    with failing(forum, call, error):
        refused_and_read(ledger, first)
    taken_again(ledger, "After")
    ledger.check()


def test_a_folder_that_is_full_is_refused_at_once_and_good_again_as_soon_as_there_is_room(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no folder of 4 MB can be mounted here: {mounted.stderr.decode().strip()}")
    forum = Forum(folder)
    try:
        forum.open()
        ledger = Ledger(forum)
        first = ledger.write("Before").json["id"]
        ballast = folder / "ballast"
        with ballast.open("wb", buffering=0) as file, pytest.raises(OSError):
            while file.write(b"x" * 4096):
                pass
        eventually(lambda: ledger.write(f"Filling {len(ledger.tried)}").status != 201, 20)
        refused_and_read(ledger, first)
        ballast.unlink()
        taken_again(ledger, "After")
        ledger.check()
    finally:
        forum.stop()
        subprocess.run(["umount", str(folder)], check=True)


def test_a_database_that_may_only_be_read_is_read(forum):
    ledger = Ledger(forum)
    first = ledger.write("Before").json["id"]
    forum.processes.pop("api").terminate()
    place = f"sqlite:///file:{forum.data_dir}/community.db?mode=ro&uri=true"
    reading = Forum(forum.data_dir, COMMUNITY_DATABASE_URL=place).start()
    try:
        ledger.forum, reading.category = reading, forum.category
        refused_and_read(ledger, first)
        assert reading.call("GET", "/readyz", None).status == 200
    finally:
        reading.stop()
    ledger.check()
