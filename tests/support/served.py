"""The portal as a user starts it: real processes on free ports, ended by their own ids."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from portalkit.testing.ports import free_ports
from support import backends
from support.furnished import furnish

SERVICES = ("accounts", "knowledge", "community", "notify", "gateway")
ROOT = Path(__file__).resolve().parents[2]

_made: dict[Path, dict[str, str]] = {}


def _places(data_dir: Path) -> dict[str, str]:
    """Where services keep what they have, if not in the folder: on servers in places of its own, which belong to it."""
    if data_dir not in _made:
        _made[data_dir] = {**backends.databases(*SERVICES), **backends.bus(), **backends.search()}
    return _made[data_dir]


class Served:
    """`deploy/<form>/run.py` with a folder of its own. `form` is embedded or separate.

    `places` are settings that say where services keep what they have; without, TEST_DATABASES and its like choose.
    The demo content is there already unless DEMO is "0".
    """

    def __init__(
        self, data_dir: Path, form: str = "embedded", places: Mapping[str, str] | None = None, **environ: str
    ) -> None:
        self.port, self.data_dir, self.form = free_ports(16), data_dir, form
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {"PORT": str(self.port), "DATA_DIR": str(data_dir)}
        self.environ |= {**(_places(data_dir) if places is None else places), **environ}
        if not places and environ.get("DEMO") != "0" and not any(data_dir.glob("*")):
            furnish(data_dir)
        self.output: list[str] = []
        self.seconds_to_ready = 0.0

    def start(self, seconds: float = 60) -> "Served":
        """Start it and wait until it says that it is open."""
        began = time.monotonic()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "deploy" / self.form / "run.py")],
            env=kept | self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._open = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        if not self._open.wait(seconds) or self._process.poll() is not None:
            self.stop()
            raise AssertionError("the portal did not open:\n" + "".join(self.output))
        self.seconds_to_ready = time.monotonic() - began
        return self

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.output.append(line)
            if line.startswith("Atrium is open"):
                self._open.set()
        self._open.set()

    def stop(self) -> float:
        """End it as Ctrl-C would; how many seconds that took."""
        began = time.monotonic()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(20)
        return time.monotonic() - began

    @property
    def id(self) -> int:
        """The process that started all others."""
        return self._process.pid

    def pid(self, group: str) -> int:
        """The id of a process group: web, worker, live, or in the separate form a service's or its worker's."""
        return int((self.data_dir / "run" / f"{group}.pid").read_text())

    def signal_group(self, group: str, number: int) -> None:
        """Send a signal to all processes of a group."""
        os.killpg(self.pid(group), number)

    def take_down(self, group: str) -> None:
        """End a group for good: the supervisor leaves it down until `bring_back`."""
        (self.data_dir / "run" / f"{group}.hold").touch()
        self.signal_group(group, signal.SIGKILL)

    def bring_back(self, group: str) -> None:
        """Let the supervisor start the group again."""
        (self.data_dir / "run" / f"{group}.hold").unlink()

    def errors(self) -> list[str]:
        """Lines of the log that tell of a fault."""
        return faults_in(self.output)


def faults_in(lines: list[str]) -> list[str]:
    """Those of a log's lines that tell of a fault."""
    return [line for line in lines if re.search(r'"level":"(error|critical)"|Traceback', line)]
