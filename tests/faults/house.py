"""The portal as `make run` has it, in processes that can be found thread by thread, killed, and started again."""

import ctypes
import os
import random
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

from support.served import ROOT

from faults import proc
from portalkit.testing import eventually
from portalkit.testing.ports import free_ports

EMBEDDED = ROOT / "deploy" / "embedded"
WEB, WORKER = (str(EMBEDDED / "web.py"),), (str(EMBEDDED / "worker.py"),)
LOOPS = ("accounts", "accounts-mail", "knowledge", "community", "notify", "notify-mail", "notify-channels")
INDEX = ("thrd-tantivy-in", "segment_updater")  # the index writer's own threads; there from its first write on
REQUEST = "request"  # the thread of an API process that answers the operation's request
THREADS = (REQUEST, *LOOPS, *INDEX)
API_PROCESSES = 2
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


class House:
    """A portal at `data_dir`. What the supervisor does when a process dies is done by `revive`."""

    def __init__(self, data_dir: Path, **environ: str) -> None:
        self.data_dir, self.port = data_dir, free_ports(4)
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "PYTHONPATH": str(ROOT / "tests"),  # broken builds are run as scripts, and import from here
            "DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            "PUBLIC_ORIGIN": self.origin,
            "LIVE_PORT": str(self.port + 1),
            "LIVE_ORIGIN": f"http://127.0.0.1:{self.port + 1}",
            "LOG_LEVEL": "warning",
            "LEASE_SECONDS": "1",  # what a dead process had taken is taken again after this
            "ACCOUNTS_PASSWORD_PROFILE": "test",
            "MICRO_CACHE_SECONDS": "0",
            "WRITES_A_MINUTE": "100000",
            "WRITES_A_MINUTE_IP": "100000",
            "NEWCOMER_DAYS": "0",
            "MAILS_A_DAY": "0",
            "MAILS_A_WEEK": "0",
            "CALLS_A_MINUTE": "100000",
            **environ,
        }
        self._web: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._more: list[subprocess.Popen[bytes]] = []
        self.web_command, self.worker_command = WEB, WORKER

    def start(self) -> "House":
        """Prepare the data and start everything."""
        subprocess.run([sys.executable, str(ROOT / "deploy" / "prepare.py")], env=self.environ, check=True)
        try:
            self.start_web()
            self.start_worker()
            self.whole()
            eventually(self.is_ready, 40, 0.05)
        except BaseException:
            self.stop()
            raise
        return self

    def is_ready(self) -> bool:
        """Whether the portal answers and says that it is ready."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        with suppress(OSError), closing(connection):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def start_web(self, command: Sequence[str] = WEB) -> None:
        """(Re)start the group of API processes."""
        end(self._web, signal.SIGTERM)
        self.web_command = tuple(command)
        self._web = self._run("web", command)

    def start_worker(self, command: Sequence[str] = WORKER) -> None:
        """(Re)start the worker."""
        end(self._worker, signal.SIGTERM)
        self.worker_command = tuple(command)
        self._worker = self._run("worker", command)

    def start_more(self, name: str, command: Sequence[str]) -> None:
        """Start one more process beside the others; nobody looks after it."""
        self._more.append(self._run(name, command))

    def _run(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        metrics = self.data_dir / "run" / f"metrics-{name}"
        metrics.mkdir(parents=True, exist_ok=True)
        for old in metrics.iterdir():
            old.unlink()
        with self.log(name).open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                env=self.environ | {"PROMETHEUS_MULTIPROC_DIR": str(metrics)},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_us,
            )

    def log(self, name: str) -> Path:
        """What the process group has said."""
        return self.data_dir / "run" / f"{name}.log"

    def whole(self) -> None:
        """Wait until every process is there and every loop of the worker runs."""
        eventually(self._is_whole, 40, 0.05)

    def _is_whole(self) -> bool:
        assert self._web is not None and self._worker is not None
        assert self._web.poll() is None, self.log("web").read_text()
        assert self._worker.poll() is None, self.log("worker").read_text()
        return len(self.api_processes()) == API_PROCESSES and set(LOOPS) <= set(proc.threads(self._worker.pid))

    def api_processes(self) -> list[int]:
        """The processes that take requests; gunicorn's first one only looks after them."""
        assert self._web is not None
        return proc.children(self._web.pid)

    def loops(self) -> dict[str, list[int]]:
        """The worker's threads that work on their own: name → tids."""
        assert self._worker is not None
        found = proc.threads(self._worker.pid)
        return {name: found[name] for name in (*LOOPS, *INDEX) if name in found}

    def naps(self) -> dict[int, tuple[str, str]]:
        """How the worker's threads sleep."""
        assert self._worker is not None
        return proc.naps(self._worker.pid)

    def worker_died(self) -> bool:
        """Whether the worker has ended."""
        assert self._worker is not None
        return self._worker.poll() is not None

    def revive(self) -> None:
        """Start again what has died; gunicorn does so for an API process by itself."""
        assert self._web is not None
        if self._web.poll() is not None:
            self.start_web(self.web_command)
        if self.worker_died():
            self.start_worker(self.worker_command)
        self.whole()

    def kill_web(self) -> None:
        """SIGKILL the whole group of API processes."""
        assert self._web is not None
        end(self._web, signal.SIGKILL)

    def kill_one(self, chance: random.Random, number: int = signal.SIGKILL) -> None:
        """SIGKILL one API process, or ask it to end; gunicorn starts another in its place."""
        pid = chance.choice(self.api_processes())
        os.kill(pid, number)
        eventually(lambda: pid not in self.api_processes(), 10, 0.01)

    def kill_worker(self, number: int = signal.SIGKILL) -> None:
        """SIGKILL the worker, every relay, runner, indexer and mailer with it, or ask it to end."""
        assert self._worker is not None
        end(self._worker, number)

    def stop(self) -> None:
        """End everything."""
        for process in (self._web, self._worker, *self._more):
            end(process, signal.SIGTERM)


def die_with_us() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: a test that is killed leaves nobody behind


def end(process: subprocess.Popen[bytes] | None, number: int) -> None:
    if process is None:
        return
    for sent in (number, signal.SIGKILL):
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sent)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
