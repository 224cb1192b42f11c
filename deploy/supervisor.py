"""Starts the portal's processes, restarts one that dies, and ends them all within seconds. Standard library only."""

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

GRACE = 4.0  # seconds between "please" and SIGKILL
RESTART_AFTER = (0.2, 1, 2, 5, 10)  # seconds, by how often in a row it died young
YOUNG = 20.0
MEMORY = Path("/dev/shm")  # noqa: S108  the system's, and what is ours in it is for us alone


@dataclass
class Process:
    """One process group: what to run and, for one that answers HTTP, where it says that it is ready."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    ready: str | None = None
    deaths: int = 0
    started: float = 0.0
    child: subprocess.Popen[str] | None = None


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: nobody is left behind when we are killed


class Supervisor:
    """Keeps `processes` running. Their output goes through, each line with the process's name."""

    def __init__(self, processes: Sequence[Process], data_dir: Path) -> None:
        self._processes, self._data_dir = list(processes), data_dir
        self._ending = threading.Event()
        self._numbers = _numbers_for(data_dir)

    def run(self, on_ready: str) -> int:
        """Start all, print `on_ready` once all answer, and stay until SIGINT or SIGTERM; the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._ending.set())
        for process in self._processes:
            self._start(process)
        if self._all_ready():
            print(on_ready, flush=True)
        while not self._ending.wait(0.2):
            self._look_after()
        self._end()
        return 0

    def _start(self, process: Process) -> None:
        metrics = self._numbers / f"metrics-{process.name}"
        shutil.rmtree(metrics, ignore_errors=True)
        metrics.mkdir(mode=0o700, parents=True)
        process.started = time.monotonic()
        process.child = subprocess.Popen(
            process.command,
            env={**os.environ, **process.env, "PROMETHEUS_MULTIPROC_DIR": str(metrics)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
        self._write_down(process.name, process.child.pid)
        threading.Thread(target=self._pass_on, args=(process.name, process.child), daemon=True).start()

    def _write_down(self, name: str, pid: int) -> None:
        """Keep the group's id in the data folder, for people; a disk that is full keeps nobody from starting."""
        with suppress(OSError):
            (self._data_dir / "run").mkdir(exist_ok=True)
            new = self._data_dir / "run" / f"{name}.pid.new"
            new.write_text(f"{pid}\n")
            new.replace(new.with_suffix(""))  # whoever reads it finds the one id or the other, never half of one

    def _pass_on(self, name: str, child: subprocess.Popen[str]) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            # A line that nobody can take is lost. Whoever stopped reading would hold up the process that writes.
            with suppress(OSError):
                print(f"{name:<9} {line}", end="", flush=True)

    def _all_ready(self, seconds: float = 60.0) -> bool:
        until = time.monotonic() + seconds
        waiting = [process for process in self._processes if process.ready]
        while waiting and not self._ending.is_set():
            waiting = [process for process in waiting if not answers(process.ready or "")]
            if time.monotonic() > until:
                print(f"not ready after {seconds:.0f} s: {', '.join(p.name for p in waiting)}", file=sys.stderr)
                return False
            self._look_after()
            self._ending.wait(0.05 if waiting else 0)
        return not self._ending.is_set()

    def _look_after(self) -> None:
        for process in self._processes:
            child = process.child
            if child is None or child.poll() is None or self._held(process.name):
                continue
            lived = time.monotonic() - process.started
            process.deaths = process.deaths + 1 if lived < YOUNG else 1
            wait = RESTART_AFTER[min(process.deaths, len(RESTART_AFTER)) - 1]
            print(f"{process.name:<9} ended with {child.returncode}; again in {wait} s", flush=True)
            _kill_group(child.pid, signal.SIGKILL)  # whatever it left behind
            if not self._ending.wait(wait):
                self._start(process)

    def _held(self, name: str) -> bool:
        """Whether somebody wants this one to stay down: `touch run/<name>.hold` in the data folder."""
        return (self._data_dir / "run" / f"{name}.hold").exists()

    def _end(self) -> None:
        children = [process.child for process in self._processes if process.child]
        for child in children:
            _kill_group(child.pid, signal.SIGTERM)
        until = time.monotonic() + GRACE
        for child in children:
            try:
                child.wait(max(until - time.monotonic(), 0.01))
            except subprocess.TimeoutExpired:
                _kill_group(child.pid, signal.SIGKILL)
                child.wait()
        shutil.rmtree(self._numbers, ignore_errors=True)


def _numbers_for(data_dir: Path) -> Path:
    """Where process groups count, anew at each start: in memory where the system has a folder there.

    They count in files that are mapped; on a full disk, that ends the process (SIGBUS).
    """
    name = f"atrium-{os.getuid()}-{hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]}"
    inside = MEMORY if os.access(MEMORY, os.W_OK) else data_dir / "run"
    return inside / name


def _kill_group(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def answers(url: str) -> bool:
    """Whether what is asked there says that all is well."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except (HTTPException, OSError):
        return False


def prepare(root: Path, data_dir: Path, demo: bool) -> list[str]:
    """Migrate every database and, the first time, fill in the demo content; what it printed about signing in.

    In a child process, since what it imports would otherwise stay in memory for good.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(root / "deploy" / "prepare.py"), *(["--demo"] if demo else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout.strip() or f"preparing the data failed ({done.returncode})")
    return done.stdout.splitlines()
