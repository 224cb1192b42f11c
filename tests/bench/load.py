"""A load generator of 16 keep-alive connections on one thread, and what the machine did meanwhile."""

import os
import selectors
import socket
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

CONNECTIONS = 16
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: path and headers; the status that is expected."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    def wire(self) -> bytes:
        """As it goes out."""
        lines = [f"GET {self.path} HTTP/1.1", "Host: {host}", *(f"{name}: {value}" for name, value in self.headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass
class Result:
    """What one round gave: CPU ms a request of the servers, latencies in ms, and how much the host took away.

    `all_ms` is the CPU ms a request of all that ran on the machine but the load generator.
    """

    cpu_ms: float
    all_ms: float
    latencies: list[float] = field(repr=False)
    steal: float = 0.0
    idle: float = 0.0

    def quantile(self, share: float) -> float:
        """The latency that `share` of the requests stayed below."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def together(parts: Iterable[Result]) -> Result:
    """Parts of equal length as one round."""
    all = list(parts)
    cpu, whole, steal, idle = (
        fmean(getattr(each, name) for each in all) for name in ("cpu_ms", "all_ms", "steal", "idle")
    )
    return Result(cpu, whole, [latency for each in all for latency in each.latencies], steal, idle)


def group(pid: int) -> list[int]:
    """A process and all its descendants."""
    found, todo = [], [pid]
    while todo:
        pid = todo.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            todo += [int(child) for child in task.read_text().split()]
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time of `pids` so far."""
    total = 0
    for pid in pids:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(parts[11]) + int(parts[12])
    return total / TICK


def machine() -> tuple[int, int, int]:
    """Ticks of the whole machine: all, stolen, idle."""
    ticks = [int(part) for part in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return sum(ticks[:8]), ticks[7], ticks[3] + ticks[4]


def run(port: int, pids: Sequence[int], asks: Iterator[Ask], count: int, connections: int = CONNECTIONS) -> Result:
    """Send `count` requests to the server at `port`. Raises AssertionError for an answer that is not expected."""
    before, cpu_before, own_before = machine(), cpu_seconds(pids), time.process_time()
    latencies = _drive(port, asks, count, connections)
    own, cpu = time.process_time() - own_before, cpu_seconds(pids) - cpu_before
    whole, steal, idle = (after - earlier for after, earlier in zip(machine(), before, strict=True))
    busy = (whole - steal - idle) / TICK - own
    span = max(whole, 1)
    return Result(cpu * 1000 / count, busy * 1000 / count, latencies, steal / span, idle / span)


def _drive(port: int, asks: Iterator[Ask], count: int, connections: int) -> list[float]:
    chosen, latencies, sent = selectors.DefaultSelector(), [], 0
    host = f"127.0.0.1:{port}".encode()

    def send(sock: socket.socket) -> None:
        nonlocal sent
        ask = next(asks)
        sent += 1
        sock.sendall(ask.wire().replace(b"{host}", host))
        chosen.modify(sock, selectors.EVENT_READ, (ask, time.perf_counter(), bytearray()))

    for _ in range(min(connections, count)):
        sock = socket.create_connection(("127.0.0.1", port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen.register(sock, selectors.EVENT_READ, None)
        send(sock)
    while len(latencies) < count:
        for key, _ in chosen.select(10):
            ask, began, got = key.data
            part = key.fileobj.recv(262144)
            assert part, f"the server closed the connection at {ask.path}"
            got += part
            if not _whole(got):
                continue
            latencies.append((time.perf_counter() - began) * 1000)
            status = int(bytes(got[9:12]))
            assert status == ask.status, f"{ask.path} answered {status}: {bytes(got[:300])!r}"
            if sent < count:
                send(key.fileobj)
            else:
                chosen.unregister(key.fileobj)
                key.fileobj.close()
    chosen.close()
    return latencies


def _whole(got: bytearray) -> bool:
    head, found, body = bytes(got).partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    if b" 304 " in head[:13] or b" 204 " in head[:13]:
        return True
    if b"transfer-encoding: chunked" in lower:
        return body.endswith(b"0\r\n\r\n")
    length = lower.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


def pss_mb(pids: Sequence[int]) -> float:
    """Memory of `pids`, shared pages counted by their share."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024
