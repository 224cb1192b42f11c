"""SQLite says that a commit is done when the system has it, not when the disk has."""

from faults.broken import run
from portalkit import engine_sqlite

create = engine_sqlite.create
engine_sqlite.create = lambda url, synchronous="FULL", **more: create(url, "OFF", **more)
run()
