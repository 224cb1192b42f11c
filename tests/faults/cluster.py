"""A PostgreSQL of the test's own, from the package: it can be killed and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import psycopg

from faults.house import die_with_us
from portalkit.testing import eventually
from portalkit.testing.ports import free_ports

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
DATABASES = ("accounts", "knowledge", "community", "notify", "gateway")
OWNER = "postgres"  # the server refuses to run as root
UP_WITHIN = 60.0


def missing() -> str | None:
    """Why there can be no PostgreSQL of our own here, or None."""
    return None if PROGRAMS else "PostgreSQL is not installed"


class Cluster:
    """One server, with a database for each service."""

    name = "PostgreSQL"

    def __init__(self) -> None:
        # A folder of its own: pytest keeps its folders from everybody else, and so from the server's user.
        folder = Path(tempfile.mkdtemp(prefix="atrium-postgresql-"))
        self.port, self._folder, self._data = free_ports(1), folder, folder / "data"
        self._user = OWNER if os.getuid() == 0 else None
        self._data.mkdir()
        for each in (folder, self._data) if self._user else ():
            shutil.chown(each, self._user)
        self._log = folder / "said"
        self._run("initdb", "-D", str(self._data), "-U", OWNER, "-A", "trust", "--no-locale", "-E", "UTF8")
        self._server: subprocess.Popen[bytes] | None = None

    def _run(self, program: str, *words: str) -> None:
        command = [str(PROGRAMS[-1] / program), *words]
        subprocess.run(command, user=self._user, cwd="/", check=True, capture_output=True)

    def start(self) -> "Cluster":
        """Start it, and wait until it takes connections; the first time, make the databases."""
        first = self._server is None
        self._launch()
        eventually(self._comes_up, UP_WITHIN, 0.05)
        if first:
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                for name in DATABASES:
                    connection.execute(f"CREATE DATABASE {name}")
        return self

    def _launch(self) -> None:
        command = [str(PROGRAMS[-1] / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self._data}"]
        with self._log.open("ab") as log:
            self._server = subprocess.Popen(
                command,
                user=self._user,
                cwd="/",
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_us,
            )

    def _comes_up(self) -> bool:
        """It refuses to start while a child of the one that was killed still lives; then again, as systemd would."""
        if self._server is not None and self._server.poll() is not None:
            self._launch()
        return self.is_up()

    def is_up(self) -> bool:
        """Whether it takes connections."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres"), connect_timeout=2):
            return True
        return False

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    @property
    def environ(self) -> dict[str, str]:
        """What the portal's processes need to know of it."""
        return {f"{name.upper()}_DATABASE_URL": self.url(name) for name in DATABASES}

    def restart_at_once(self) -> None:
        """What `pg_ctl restart -m immediate` does: it ends without tidying up, and begins by recovering."""
        self._end(signal.SIGQUIT)
        self.start()

    def kill(self) -> None:
        """SIGKILL the postmaster; its children see that and end. Then start it again."""
        self._end(signal.SIGKILL)
        self.start()

    def _end(self, number: int) -> None:
        assert self._server is not None
        self._server.send_signal(number)
        self._server.wait(30)

    def close(self) -> None:
        """End it, and remove what it kept."""
        if self._server is not None and self._server.poll() is None:
            self._end(signal.SIGQUIT)
        shutil.rmtree(self._folder)
