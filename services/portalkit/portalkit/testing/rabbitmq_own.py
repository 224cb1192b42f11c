"""A RabbitMQ of a test's own, in a container, that it may kill, hang and starve."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from portalkit.testing.ports import free_ports
from portalkit.testing.rabbitmq import Broker

USER, PASSWORD = "atrium", "only-for-tests"
SECONDS_TO_START = 60


class OwnBroker(Broker):
    """A broker at a port that stays the same whatever happens to it. It is not there before `start`."""

    def __init__(self) -> None:
        amqp = free_ports(2)
        management = amqp + 1
        account = f"{USER}:{PASSWORD}"
        super().__init__(f"amqp://{account}@127.0.0.1:{amqp}/", f"http://{account}@127.0.0.1:{management}", "own")
        self._ports = {5672: amqp, 15672: management}
        self._container = ""

    @property
    def started(self) -> bool:
        """Whether it was ever there."""
        return bool(self._container)

    def start(self) -> None:
        """Start it, the first time empty, and wait until it answers."""
        if self._container:
            _docker("start", self._container)
        else:
            ports = [part for inside, port in self._ports.items() for part in ("-p", f"127.0.0.1:{port}:{inside}")]
            settings = ["-e", f"RABBITMQ_DEFAULT_USER={USER}", "-e", f"RABBITMQ_DEFAULT_PASS={PASSWORD}"]
            image = os.environ.get("RABBITMQ_IMAGE", "rabbitmq:4-management-alpine")
            self._container = _docker("run", "-d", *ports, *settings, image)
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError(_docker("logs", "--tail", "30", self._container))
            time.sleep(0.2)

    def kill(self) -> None:
        """SIGKILL, as if the power were cut."""
        _docker("kill", self._container)

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It accepts connections and answers nobody for the time of the block."""
        _docker("pause", self._container)
        try:
            yield
        finally:
            _docker("unpause", self._container)

    @contextmanager
    def short_of_room(self) -> Iterator[None]:
        """It believes that its disk is full for the time of the block."""
        self._control("set_disk_free_limit", "9000GB")
        try:
            yield
        finally:
            self._control("set_disk_free_limit", "50MB")

    def end(self) -> None:
        """Remove it with its data."""
        if self._container:
            _docker("rm", "-f", "-v", self._container)

    def _control(self, *words: str) -> None:
        _docker("exec", self._container, "rabbitmqctl", *words)

    def _answers(self) -> Any:
        try:
            return self.ask("GET", "health/checks/port-listener/5672")["status"] == "ok"
        except OSError:
            return False


@contextmanager
def own_broker() -> Iterator[OwnBroker]:
    """A broker for the time of the block. Skips visibly where there is no Docker; under CI that is a failure."""
    if subprocess.run(["docker", "version"], capture_output=True, check=False).returncode:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("needs Docker, for a broker of its own")
    broker = OwnBroker()
    try:
        yield broker
    finally:
        broker.end()


def _docker(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"docker {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()
