"""What /proc tells of processes from outside: their threads by name, their children, and who holds a connection."""

from collections import defaultdict
from contextlib import suppress
from pathlib import Path

ESTABLISHED = "01"


def threads(pid: int) -> dict[str, list[int]]:
    """The tids of a process by the threads' names."""
    found: dict[str, list[int]] = defaultdict(list)
    for task in _tasks(pid):
        with suppress(OSError):
            found[(task / "comm").read_text().rstrip("\n")].append(int(task.name))
    return found


def others(pid: int) -> list[int]:
    """The tids of all threads but the main one."""
    return [int(task.name) for task in _tasks(pid) if int(task.name) != pid]


def _tasks(pid: int) -> list[Path]:
    with suppress(OSError):
        return sorted(Path(f"/proc/{pid}/task").iterdir())
    return []


def children(pid: int) -> list[int]:
    """The processes whose parent is `pid`, without those that are dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
            if int(parent) == pid and state not in "ZX":
                found.append(int(path.parent.name))
    return sorted(found)


def naps(pid: int) -> dict[int, tuple[str, str]]:
    """For each thread its state, and how often it has gone to sleep so far: equal twice, it has slept all the while."""
    found = {}
    for task in _tasks(pid):
        with suppress(OSError):
            fields = dict(line.split(":\t", 1) for line in (task / "status").read_text().splitlines() if ":\t" in line)
            found[int(task.name)] = (fields["State"].strip()[:1], fields["voluntary_ctxt_switches"])
    return found


def holder(pids: list[int], port: int, client_port: int) -> int | None:
    """Which of `pids` holds the server's end of the connection from `client_port` to `port`."""
    inode = _connection(port, client_port)
    return next((pid for pid in pids if inode and f"socket:[{inode}]" in _files(pid)), None)


def unread(port: int, client_port: int) -> int:
    """How many bytes that came through this connection its server has not read yet."""
    found = _fields(port, client_port)
    return int(found[4].rpartition(":")[2], 16) if found else 0


def _connection(port: int, client_port: int) -> str | None:
    found = _fields(port, client_port)
    return found[9] if found else None


def _fields(port: int, client_port: int) -> list[str] | None:
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        ends = [int(end.rpartition(":")[2], 16) for end in fields[1:3]]
        if ends == [port, client_port] and fields[3] == ESTABLISHED:
            return fields
    return None


def _files(pid: int) -> set[str]:
    found = set()
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.add(str(link.readlink()))
    return found


def traced(pid: int) -> bool:
    """Whether every thread of the process is under a tracer."""
    found = [(task / "status").read_text() for task in _tasks(pid)]
    return bool(found) and not any("TracerPid:\t0\n" in status for status in found)
