"""One service by itself: its API processes and its worker, called straight with a token that the gateway might mint."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from faults import proc
from faults.house import KEPT, die_with_us, end
from portalkit.ids import new_id
from portalkit.testing import eventually
from portalkit.testing.ports import free_ports
from portalkit.tokens import key_at, mint
from portalkit.viewer import Viewer

AUDIENCES = frozenset({"everyone", "members"})
ALL = AUDIENCES | {"staff"}
ANN = Viewer("ann", "customer", audiences=AUDIENCES)
BEN = Viewer("ben", "customer", audiences=AUDIENCES)
ADA = Viewer("ada", "staff", frozenset({"administrator", "moderator", "importer", "author"}), ALL)


@dataclass(frozen=True)
class Reply:
    """What came back, and after how many seconds; status 0 when nothing did."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Alone:
    """`service` over the folder `data_dir`, in processes of its own."""

    def __init__(self, service: str, data_dir: Path, **environ: str) -> None:
        self.service, self.data_dir, self.port = service, data_dir, free_ports(2)
        self.environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "DATA_DIR": str(data_dir),
            "LOG_LEVEL": "warning",
            "LEASE_SECONDS": "1",
            "ACCOUNTS_PASSWORD_PROFILE": "test",
            **environ,
        }
        self._key = key_at(data_dir / "keys" / "gateway.json")
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def migrate(self) -> "Alone":
        """Bring the database to this release."""
        subprocess.run([sys.executable, "-m", self.service, "migrate"], env=self.environ, check=True)
        return self

    def start(self, *commands: str) -> "Alone":
        """Start `api`, `worker` or both, and wait until it answers."""
        for command in commands or ("api",):
            more = ["--port", str(self.port)] if command == "api" else []
            with self.log(command).open("ab") as log:
                self.processes[command] = subprocess.Popen(
                    [sys.executable, "-m", self.service, command, *more],
                    env=self.environ,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=die_with_us,
                )
            if command == "api":
                eventually(lambda: self.call("GET", "/livez", None).status == 200, 40, 0.05)
        return self

    def log(self, command: str) -> Path:
        """What its processes have said."""
        folder = self.data_dir / "run"
        folder.mkdir(exist_ok=True)
        return folder / f"{self.service}-{command}.log"

    def call(
        self,
        method: str,
        path: str,
        viewer: Viewer | None = ANN,
        body: Any = None,
        seconds: float = 20,
        connection: HTTPConnection | None = None,
        **headers: str,
    ) -> Reply:
        """One request; `headers` with underscores for dashes. A new Idempotency-Key goes along unless one is given."""
        sent = {"Idempotency-Key": new_id(), "Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if viewer is not None:
            sent["Authorization"] = f"Bearer {mint(self._key, self.service, viewer)}"
        own = connection or HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        began = time.monotonic()
        try:
            own.request(method, path, None if body is None else json.dumps(body), sent)
            answer = own.getresponse()
            text = answer.read()
        except (OSError, HTTPException):
            return Reply(0, {}, b"", time.monotonic() - began)
        finally:
            if connection is None:
                own.close()
        return Reply(answer.status, dict(answer.getheaders()), text, time.monotonic() - began)

    def line(self) -> closing[HTTPConnection]:
        """A connection that is kept: one of the API processes answers all that goes through it."""
        return closing(HTTPConnection("127.0.0.1", self.port, timeout=20))

    def kill(self, command: str) -> None:
        """SIGKILL every process of `api` or `worker`."""
        process = self.processes.pop(command)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def api_processes(self) -> list[int]:
        """The processes that answer; gunicorn's first one only looks after them."""
        return proc.children(self.processes["api"].pid)

    def kill_each_api_process(self) -> None:
        """SIGKILL what answers; gunicorn starts new ones by itself."""
        for pid in self.api_processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """End everything."""
        for process in self.processes.values():
            end(process, signal.SIGTERM)
        self.processes.clear()


class Forum(Alone):
    """The community alone, with one category that everybody reads."""

    def __init__(self, data_dir: Path, **environ: str) -> None:
        super().__init__("community", data_dir, **environ)
        self.category = ""

    def open(self) -> "Forum":
        """Migrate, start, and make the category."""
        self.migrate().start()
        made = self.call("POST", "/v1/categories", ADA, {"name": "Pumps", "audiences": ["everyone"]})
        assert made.status == 201, made.body
        self.category = made.json["id"]
        return self

    def question(self, title: str) -> dict[str, str]:
        """What somebody asks."""
        return {"category_id": self.category, "title": title, "body": "What is it?"}

    def ask(self, title: str, viewer: Viewer = ANN, **more: Any) -> Reply:
        """Ask it."""
        return self.call("POST", "/v1/topics", viewer, self.question(title), **more)
