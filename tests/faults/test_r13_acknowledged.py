"""R13: what was acknowledged is on the disk. No SIGKILL can show this, since what the system holds survives a process.

For the operations of the portal in its embedded form, test_crash_points.py counts at least one fdatasync each; here is
the order, answer by answer. That SQLite runs with `synchronous=FULL` at all is what the broken build `synchronous=OFF`
of test_broken_builds.py is caught by.
"""

import re
import subprocess

import pytest

from faults import proc
from faults.alone import Forum

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
WRITES = 100
LINE = re.compile(r"^\d+ +(?:(fdatasync|fsync)\(|sendto\(\d+, \"HTTP/1\.1 (\d+))", re.MULTILINE)


@pytest.fixture
def forum(strace_works, tmp_path):
    made = Forum(tmp_path).open()
    yield made
    made.stop()


def test_between_a_request_and_its_201_the_disk_has_confirmed_at_least_once(forum, tmp_path):
    trace = tmp_path / "trace"
    with forum.line() as line:
        assert forum.ask("First", connection=line).status == 201
        held = proc.holder(forum.api_processes(), forum.port, line.sock.getsockname()[1])
        command = ["strace", "-f", "-o", str(trace), "-e", "trace=fdatasync,fsync,sendto", "-p", str(held)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert "attached" in tracer.stderr.readline()
            for number in range(WRITES):
                assert forum.ask(f"Question {number}", connection=line).status == 201
        finally:
            tracer.terminate()
            tracer.communicate(timeout=10)
    syncs, before = [], 0
    for sync, status in LINE.findall(trace.read_text()):
        before += bool(sync)
        if status == "201":
            syncs.append(before)
            before = 0
    assert len(syncs) == WRITES
    assert min(syncs) >= 1, f"answers {[n for n, count in enumerate(syncs) if not count]} came before the disk's"
