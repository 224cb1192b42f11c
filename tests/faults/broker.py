"""A RabbitMQ of the test's own, from the package: it can be killed, emptied, hung and started again."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pika
from support.served import ROOT

from faults.house import KEPT, die_with_us
from portalkit.bus_rabbitmq_definitions import UNCONSUMED
from portalkit.testing import eventually
from portalkit.testing.ports import free_ports

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
SERVICES = ("accounts", "knowledge", "community", "notify")
QUEUES = ("knowledge.inbox", "community.inbox", "notify.inbox")
PASSWORD = "only-for-tests"
UP_WITHIN = 90.0


def missing() -> str | None:
    """Why there can be no broker of our own here, or None."""
    return None if SERVER.exists() and shutil.which("epmd") else "rabbitmq-server is not installed"


class Broker:
    """One node in `folder`, with the definitions that the release comes with; loaded at each start."""

    name = "RabbitMQ"

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_ports(3)
        for each in ("home", "data", "log"):
            (folder / each).mkdir(parents=True)
        self._definitions = folder / "definitions.json"
        self._write_definitions()
        (folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.default = 127.0.0.1:{self.port}\nload_definitions = {self._definitions}\n"
        )
        (folder / "plugins").write_text("[].")
        self._environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "HOME": str(folder / "home"),
            "RABBITMQ_NODENAME": f"faults{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self.port + 1),
            "ERL_EPMD_PORT": str(self.port + 2),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
            "RABBITMQ_PID_FILE": str(folder / "pid"),
        }
        self._names = self._run("epmd", "-port", str(self.port + 2))
        self._server: subprocess.Popen[bytes] | None = None

    def _write_definitions(self) -> None:
        passwords = {f"{name.upper()}_BUS_PASSWORD": PASSWORD for name in (*SERVICES, "operator")}
        script = str(ROOT / "deploy" / "rabbitmq" / "load.py")
        subprocess.run([sys.executable, script, "file", str(self._definitions)], env=passwords, check=True)

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "log" / "said").open("ab")
        with log:
            return subprocess.Popen(
                command, env=self._environ, stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_us
            )

    def start(self) -> "Broker":
        """Start it, and wait until it takes connections."""
        self._server = self._run(str(SERVER))
        eventually(self.is_up, UP_WITHIN, 0.1)
        return self

    def is_up(self) -> bool:
        """Whether it takes connections."""
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()  # pika says much about what is not there
            with suppress(pika.exceptions.AMQPError), closing(self.connect()):
                return True
        return False

    def connect(self) -> pika.BlockingConnection:
        """A connection of somebody who may do everything."""
        return pika.BlockingConnection(pika.URLParameters(self.url("operator")))

    def url(self, user: str) -> str:
        """Its address, for a user."""
        return f"amqp://{user}:{PASSWORD}@127.0.0.1:{self.port}/"

    @property
    def environ(self) -> dict[str, str]:
        """What the portal's processes need to know of it."""
        return {f"{name.upper()}_BUS_URL": self.url(name) for name in SERVICES}

    def signal(self, number: int) -> None:
        """Send a signal to the node."""
        os.kill(int((self.folder / "pid").read_text()), number)

    def kill(self) -> None:
        """SIGKILL it."""
        assert self._server is not None
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait(10)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        assert self._server is not None
        self.signal(signal.SIGTERM)
        self._server.wait(60)

    @contextmanager
    def away(self) -> Iterator[None]:
        """It is dead meanwhile."""
        self.kill()
        yield
        self.start()

    def forget_everything(self) -> None:
        """Delete its data folder; it must not run."""
        shutil.rmtree(self.folder / "data")
        (self.folder / "data").mkdir()

    def ctl(self, *words: str) -> None:
        """What an operator types."""
        subprocess.run(
            [str(SERVER.with_name("rabbitmqctl")), *words], env=self._environ, check=True, capture_output=True
        )

    def define_no_receivers(self) -> None:
        """Have it come up with no service's queue: only what nobody listens to has a place."""
        known: dict[str, Any] = json.loads(self._definitions.read_text())
        known["queues"] = [queue for queue in known["queues"] if queue["name"] == UNCONSUMED]
        known["bindings"] = [each for each in known["bindings"] if each["destination"] == UNCONSUMED]
        self._definitions.write_text(json.dumps(known))

    def behind(self) -> list[str]:
        """Queues in which something waits."""
        with closing(self.connect()) as connection:
            channel = connection.channel()
            waiting = {name: channel.queue_declare(name, passive=True).method.message_count for name in QUEUES}
        return [f"{name}: {count} messages" for name, count in waiting.items() if count]

    def listened_to(self, queues: Sequence[str]) -> bool:
        """Whether each of the queues has somebody who takes what comes."""
        with closing(self.connect()) as connection:
            channel = connection.channel()
            return all(channel.queue_declare(name, passive=True).method.consumer_count for name in queues)

    def close(self) -> None:
        """End everything."""
        if self._server is not None:
            self.kill()
        self._names.kill()
        self._names.wait(10)
