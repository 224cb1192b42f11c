"""R11 for the whole portal: the folder with everything in it is full, and good again once there is room."""

import subprocess
import time
from contextlib import contextmanager, suppress

import pytest
from support.person import Person
from support.served import Served

from faults.sinks import Sinks
from portalkit.ids import new_id
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
ROOM = "64m"
TRIES, AT_ONCE_SECONDS, BACK_SECONDS = 10, 1.0, 5.0
READ = ("/", "/account", "/topics", "/articles", "/search?q=calibration", "/notifications", "/livez", "/readyz")
ROOMY = {
    "WRITES_A_MINUTE": "100000",
    "WRITES_A_MINUTE_IP": "100000",
    "LEASE_SECONDS": "1",
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
}


@pytest.fixture
def small(tmp_path):
    """A portal on a disk of its own, which is small."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    portal = Served(folder, MICRO_CACHE_SECONDS="0", **ROOMY)
    try:
        yield portal.start()
    finally:
        portal.stop()
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder):
    """Not a byte more fits in."""
    ballast = folder / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 65536):
                pass
        yield
    finally:
        ballast.unlink()


class Asker:
    """Asks one question after the other with one form."""

    def __init__(self, portal):
        self.person, self.tried, self.acked = Person(portal.url, "priya.raman@saltmarsh.example").sign_in(), [], []
        self.form = self.person.open("/topics/new").html.form("/topics/new")
        options = self.form.element.first("select", name="category_id").all("option")
        self.category = next(option["value"] for option in options if option["value"])

    def ask(self):
        """The status of the answer, and the seconds it took."""
        title, began = f"Full {len(self.tried)}", time.monotonic()
        self.tried.append(title)
        page = self.person.send(self.form, title=title, body="Why?", category_id=self.category, form_key=new_id())
        if page.status == 200:
            self.acked.append(title)
        return page.status, time.monotonic() - began


def test_a_portal_on_a_full_disk_is_read_refuses_what_is_written_and_goes_on_where_it_was(small):
    asker, sinks = Asker(small), Sinks(small.data_dir)
    assert asker.ask()[0] == 200
    with full(small.data_dir):
        eventually(lambda: asker.ask()[0] != 200, 30)  # what the files had in reserve is used up first
        for _ in range(TRIES):
            status, seconds = asker.ask()
            assert status in (503, 507) and seconds <= AT_ONCE_SECONDS, (status, seconds)
            assert {path: asker.person.open(path).status for path in READ} == dict.fromkeys(READ, 200)
    eventually(lambda: asker.ask()[0] == 200, BACK_SECONDS)
    eventually(lambda: not sinks.waiting(), 40)
    assert sinks.damaged() == [] and sinks.given_up() == []
    found = [title for (title,) in sinks.rows("community", "SELECT title FROM topics WHERE title LIKE 'Full %'")]
    assert len(found) == len(set(found)) and set(asker.acked) <= set(found) <= set(asker.tried)
    copies = sinks.rows("knowledge", "SELECT title FROM topics WHERE title LIKE 'Full %'")
    assert sorted(copies) == sorted((title,) for title in found)
    sinks.close()
