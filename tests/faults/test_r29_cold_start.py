"""R29: from an empty folder, whatever starts first: migrations, services, workers, gateway and live, by chance."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.client import HTTPConnection

import pytest

from faults.house import KEPT, die_with_us, end
from faults.report import Result
from portalkit.testing import eventually
from portalkit.testing.ports import free_ports

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1200)]
ORDERS, ORDERS_LONG = 3, 20
READY_SECONDS, LONGEST_GAP = 25.0, 0.5
SERVICES = ("accounts", "knowledge", "community", "notify")
PULSES = "SELECT count(DISTINCT type) FROM log WHERE type LIKE '%.pulse.sent.v1'"
TERM = 15


class Start:
    """The separate form, started command by command; what ends with a fault is started again, as a supervisor does."""

    def __init__(self, data_dir):
        self.data_dir, self.port = data_dir, free_ports(16)
        origin = f"http://127.0.0.1:{self.port}"
        self.environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            "PUBLIC_ORIGIN": origin,
            "LIVE_PORT": str(self.port + 1),
            "LIVE_ORIGIN": f"http://127.0.0.1:{self.port + 1}",
            "LOG_LEVEL": "warning",
        }
        self.ports = {name: self.port + 11 + number for number, name in enumerate(SERVICES)} | {"gateway": self.port}
        self.environ |= {f"{name.upper()}_URL": f"http://127.0.0.1:{self.ports[name]}" for name in SERVICES}
        self.commands = {f"{name} migrate": [name, "migrate"] for name in self.ports}
        self.commands |= {f"{name} api": [name, "api", "--port", str(port)] for name, port in self.ports.items()}
        self.commands |= {f"{name} worker": [name, "worker"] for name in SERVICES} | {"live": ["notify", "live"]}
        self.running, self.deaths = {}, 0

    def run(self, name):
        with (self.data_dir / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", *self.commands[name]],
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_us,
            )

    def ready(self):
        """Whether every process answers, every migration is through, and every worker has given a sign of life."""
        for name, process in list(self.running.items()):
            if process.poll() not in (None, 0):
                self.deaths += 1
                self.run(name)
        answers = all(self.answers(port, "/readyz") for port in self.ports.values())
        return answers and self.answers(self.port, "/topics") and self.pulses() == len(SERVICES)

    def answers(self, port, path):
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
            connection.request("GET", path, headers={"Host": f"127.0.0.1:{port}"})
            return connection.getresponse().status == 200
        return False

    def pulses(self):
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{self.data_dir}/bus.db?mode=ro", uri=True)) as bus:
            return bus.execute(PULSES).fetchone()[0]
        return 0

    def stop(self):
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            end(process, TERM)


def test_whatever_starts_first_the_portal_is_ready_soon(tmp_path, request, report):
    seed = request.config.getoption("--sample")
    chosen, took, deaths = random.Random(seed), [], 0
    for number in range(ORDERS_LONG if request.config.getoption("--all-points") else ORDERS):
        folder = tmp_path / str(number)
        folder.mkdir()
        start, began = Start(folder), time.monotonic()
        order = chosen.sample(sorted(start.commands), len(start.commands))
        try:
            for name in order:
                start.run(name)
                with suppress(subprocess.TimeoutExpired):
                    start.running[name].wait(chosen.uniform(0, LONGEST_GAP))
            eventually(start.ready, READY_SECONDS + began - time.monotonic(), 0.1)
        except AssertionError as fault:
            raise AssertionError(f"order {number} of seed {seed}: {', '.join(order)}") from fault
        finally:
            took.append(time.monotonic() - began)
            deaths += start.deaths
            start.stop()
    report.add(Result("R29", "orders of chance", seed, 0, 0, 0, deaths, recovery=took, more={"orders": len(took)}))
    assert max(took) <= READY_SECONDS
