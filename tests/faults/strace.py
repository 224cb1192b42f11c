"""strace on one thread of a running process: counting its crash points, or killing the process at one of them."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

CALLS = ("fdatasync", "sendto")  # a commit reaches the disk; a datagram or an answer leaves


class NotAttached(Exception):
    """strace cannot look into this thread; the text is its own."""


class Tracer:
    """strace at `tid`. It is attached for sure when this is made: its next call is seen."""

    def __init__(self, tid: int, *options: str, output: Path | str = os.devnull) -> None:
        command = ["strace", "-o", str(output), "-e", f"trace={','.join(CALLS)}", *options, "-p", str(tid)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        assert self._process.stderr is not None
        # Printed after PTRACE_INTERRUPT: the thread stops before it executes anything more of its own.
        said = self._process.stderr.readline()
        if "attached" not in said or tracer_of(tid) != self._process.pid:
            self.detach()
            raise NotAttached(said.strip() or "strace said nothing")

    def detach(self) -> None:
        """Let the thread go on without us."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=10)


class Trap:
    """Kills the process of `tids` as one of them enters its k-th `call`; strace counts each thread and call alone."""

    def __init__(self, tids: Iterable[int], call: str, k: int) -> None:
        kill = f"inject={call}:signal=SIGKILL:when={k}"
        self._tracers = _all(tids, lambda tid: Tracer(tid, "-e", kill))

    def __enter__(self) -> "Trap":
        return self

    def __exit__(self, *_: object) -> None:
        for tracer in self._tracers:
            tracer.detach()


class Counter:
    """Counts the calls of each of `threads` (tids by name) until `stop`."""

    def __init__(self, threads: dict[str, list[int]], folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._files = {name: [folder / str(tid) for tid in tids] for name, tids in threads.items()}
        self._tracers = _all(
            [tid for tids in threads.values() for tid in tids], lambda tid: Tracer(tid, output=folder / str(tid))
        )

    def stop(self) -> dict[str, dict[str, int]]:
        """How many points each thread has passed, by call."""
        for tracer in self._tracers:
            tracer.detach()
        return {
            name: _calls("\n".join(file.read_text() for file in files if file.exists()))
            for name, files in self._files.items()
        }


def _calls(trace: str) -> dict[str, int]:
    return {call: len(re.findall(rf"^{call}\(", trace, re.MULTILINE)) for call in CALLS}


def _all(tids: Iterable[int], attach) -> list[Tracer]:  # type: ignore[no-untyped-def]
    """A tracer at each thread that is still there: one that has ended meanwhile passes no point any more."""
    tracers: list[Tracer] = []
    try:
        for tid in tids:
            try:
                tracers.append(attach(tid))
            except NotAttached:
                if Path(f"/proc/{tid}").exists():
                    raise
        if not tracers:
            raise NotAttached("none of these threads is there any more")
    except BaseException:
        for tracer in tracers:
            tracer.detach()
        raise
    return tracers


def tracer_of(tid: int) -> int:
    """The process that traces the thread; 0 when none does, or the thread has ended."""
    try:
        status = Path(f"/proc/{tid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    found = re.search(r"^TracerPid:\s+(\d+)", status, re.MULTILINE)
    return int(found[1]) if found else 0


def missing() -> str | None:
    """Why nothing can be killed at its k-th call on this machine, or None."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        Tracer(child.pid).detach()
    except NotAttached as fault:
        return f"strace cannot attach to a running process here: {fault}"
    finally:
        child.kill()
        child.communicate()
    return None
