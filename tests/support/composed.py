"""The portal in containers, as docker-compose.yml has it: a project of its own on free ports, gone without a trace."""

import os
import subprocess
import time
from pathlib import Path
from secrets import token_hex

from portalkit.testing.ports import free_ports
from support.served import ROOT

# Requests of a test come from one address, so what limits an address would stop them.
# Fourteen containers and a browser may share two cores, and one that starts takes them for seconds. So a page is given
# longer before a part counts as away: whether all goes on is asked here, how soon a page does without a part in R14.
ROOMY = {
    "CALLS_A_MINUTE": "100000",
    "WRITES_A_MINUTE": "100000",
    "WRITES_A_MINUTE_IP": "100000",
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
    "SEARCH_TIMEOUT_MS": "3000",
    "PANEL_MS": "3000",
    "PAGE_BUDGET_MS": "4000",
}
PATIENCE = 600.0  # seconds until all containers are healthy
STATES = "{{.Names}}\t{{.State}}\t{{.Status}}"


class Composed:
    """A project of containers; its secrets are in `env_file`."""

    def __init__(self, project: str, env_file: Path) -> None:
        self.project, self.env_file = project, env_file
        self.settings = dict(
            line.partition("=")[::2] for line in env_file.read_text().splitlines() if line and line[0] != "#"
        )
        self.url = self.settings["PUBLIC_ORIGIN"]

    @classmethod
    def fresh(cls, folder: Path) -> "Composed":
        """A project that does not run yet."""
        env_file = folder / "environment"
        environ = {name: value for name, value in os.environ.items() if not name.endswith(("_SECRET", "_PASSWORD"))}
        environ["PORT"] = str(free_ports(2))
        subprocess.run([ROOT / "deploy/env/make-env", env_file], env=environ, check=True, stdout=subprocess.DEVNULL)
        return cls(f"atrium-test-{token_hex(3)}", env_file)

    @classmethod
    def running(cls) -> "Composed | None":
        """The project that this process was started beside."""
        name = os.environ.get("TEST_COMPOSE_PROJECT")
        return cls(name, Path(os.environ["TEST_COMPOSE_ENV"])) if name else None

    @property
    def environ(self) -> dict[str, str]:
        """What a process beside it needs to know."""
        known = {"TEST_COMPOSE_PROJECT": self.project, "TEST_COMPOSE_ENV": str(self.env_file)}
        return {**os.environ, **known, "PORTAL_URL": self.url}

    def compose(self, *words: str, **environ: str) -> str:
        """Run docker compose; what it printed. Raises CalledProcessError."""
        command = [*_compose(), "-p", self.project, "--env-file", str(self.env_file), *words]
        return _run(command, {**os.environ, **ROOMY, **environ})

    def start(self) -> float:
        """Build, start everything, and wait until all is well; how many seconds that took after building."""
        self.compose("build", *(name for name in self.services() if name.endswith("-migrate")))
        began = time.monotonic()
        self.compose("up", "-d")
        self.wait_until_well()
        return time.monotonic() - began

    def services(self) -> list[str]:
        """The names of the services."""
        return self.compose("config", "--services").split()

    def wait_until_well(self, seconds: float = PATIENCE) -> None:
        """Return once every container is healthy, or has done its job; AssertionError when one is not in time."""
        until = time.monotonic() + seconds
        while unwell := self.unwell():
            assert time.monotonic() < until, f"not well after {seconds:.0f} s: {unwell}"
            time.sleep(0.5)

    def unwell(self) -> list[str]:
        """The containers that are neither healthy nor done, with what Docker says of them."""
        lines = self.docker(
            "ps", "-a", "--filter", f"label=com.docker.compose.project={self.project}", "--format", STATES
        )
        states = [line.split("\t") for line in lines.splitlines()]
        return [
            f"{n}: {status}"
            for n, _, status in states
            if not status.startswith("Exited (0)") and "(healthy)" not in status
        ]

    def container(self, service: str) -> str:
        """The id of a service's container."""
        return self.compose("ps", "-q", service).strip()

    def said(self) -> list[str]:
        """The lines that our own services have logged so far."""
        ours = [name for name in self.services() if name.endswith(("-api", "-worker")) or name in ("gateway", "live")]
        return self.compose("logs", "--no-color", *ours).splitlines()

    def docker(self, *words: str) -> str:
        """Run docker; what it printed. Raises CalledProcessError."""
        return _run(["docker", *words], dict(os.environ))

    def remove(self) -> None:
        """Take everything down, volumes included."""
        self.compose("--profile", "demo", "down", "--volumes", "--remove-orphans", "--timeout", "20")


def _compose() -> list[str]:
    two = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    return ["docker", "compose"] if two.returncode == 0 else ["docker-compose"]


def _run(command: list[str], environ: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)} ended with {done.returncode}: {done.stdout[-2000:]} {done.stderr[-4000:]}"
        )
    return done.stdout
