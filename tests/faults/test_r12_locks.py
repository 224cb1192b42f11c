"""R12: many who read and then write one SQLite file at once never see its lock, and none of their work is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from faults.report import Result

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
WRITER = str(Path(__file__).parent / "writer.py")
PROCESSES, WRITES = 4, 2000


def test_two_thousand_replies_of_four_processes_in_one_topic_are_all_counted(home, report):
    topic, _ = home.topic_with_reply(home.word())  # each reply reads the topic, then writes itself and the count
    command = [sys.executable, WRITER, topic, home.ids["ben"], str(WRITES // PROCESSES)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    writers = [subprocess.Popen(command, env=home.house.environ, text=True, **pipes) for _ in range(PROCESSES)]
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = [writer.communicate(timeout=500)[0] for writer in writers]
    written = home.sinks.count("community", "SELECT count(*) FROM replies WHERE topic_id = ?", topic) - 1
    counted = home.sinks.count("community", "SELECT reply_count FROM topics WHERE id = ?", topic) - 1
    report.add(Result("R12", f"{PROCESSES} × 8 writers, SQLite", 0, written, WRITES - counted, 0))
    assert "".join(said) == "" and [writer.returncode for writer in writers] == [0] * PROCESSES
    assert (written, counted) == (WRITES, WRITES)
    home.settle(120)
    assert home.sinks.given_up() == []
    copies = home.sinks.count("notify", "SELECT count(*) FROM replies WHERE topic_id = ?", topic) - 1
    assert copies == WRITES
    told = "SELECT count(*) FROM messages WHERE act = 'reply-posted' AND topic_id = ? AND person = ?"
    assert home.sinks.count("notify", told, topic, home.ids["ann"]) == WRITES
    assert "database is locked" not in home.house.log("worker").read_text()
