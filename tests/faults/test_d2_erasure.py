"""D1, D2: whatever is killed or away, what is held of somebody is given to them whole, and goes without a trace."""

import io
import json
import random
import re
import signal
import time
import zipfile

import pytest
from support.person import Person
from support.served import Served

from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
EMAIL, NAME = "henrik.aas@havbris.example", "Henrik Aas"
CANARIES = (NAME.lower().encode(), b"henrik.aas")
WORKERS = ("accounts-worker", "knowledge-worker", "notify-worker")  # community's is away
KILLS, SOME_KILLS, RECOVERY = 12, 4, 60  # seconds


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("leaving"), "separate").start(90)
    yield served
    served.stop()


def traces(portal):
    """The files of the portal in which a canary stands; what it said on its output is one of them."""
    files = [path for path in portal.data_dir.rglob("*") if path.is_file() and not path.is_symlink()]
    found = [path.name for path in files if holds(read(path))]
    logged = "".join(line for line in portal.output if '{"' in line)  # beside whom the demo's first lines name
    return found + (["the log"] if holds(logged.encode()) else [])


def read(path):
    try:
        return path.read_bytes()
    except FileNotFoundError:  # written beside, and moved meanwhile
        return b""


def holds(content):
    return any(word in content.lower() for word in CANARIES)


@pytest.fixture
def kills(option):
    """How often a worker dies of each: fewer where the crash points are a sample, too."""
    return KILLS if option("--all-points") else SOME_KILLS


def kill_some(portal, dice, kills):
    for _ in range(kills):
        kill(portal, dice.choice(WORKERS), dice)


def kill(portal, group, dice):
    """SIGKILL a worker, and wait until its supervisor has started all of them again."""
    portal.signal_group(group, signal.SIGKILL)
    time.sleep(dice.uniform(0.1, 0.6))
    eventually(lambda: all(is_there(portal, name) for name in WORKERS), 20)


def is_there(portal, group):
    try:
        portal.signal_group(group, 0)
    except (OSError, ValueError):
        return False
    return True


def parts(person):
    """The newest download: which parts are missing."""
    address = re.findall(r"/account/data/[0-9a-f-]{36}", person.open("/account/data").answer.text)[0]
    with zipfile.ZipFile(io.BytesIO(person.open(address).answer.content)) as archive:
        return json.loads(archive.read("receipt.json"))["missing"]


def test_what_is_held_is_given_and_goes_whatever_is_killed_meanwhile(portal, kills, report):
    person, dice = Person(portal.url, EMAIL).sign_in(), random.Random(2)
    portal.take_down("community-worker")
    person.send(person.open("/account/data").html.form("/account/data"))
    kill_some(portal, dice, kills)
    eventually(lambda: parts(person) == ["community"], RECOVERY)
    portal.bring_back("community-worker")
    began = time.monotonic()
    eventually(lambda: parts(person) == [], RECOVERY)
    given = time.monotonic() - began

    portal.take_down("community-worker")
    form = person.open("/account/erase").html.form("/account/erase")
    receipt = person.send(form, word="erase").answer.url
    kill_some(portal, dice, kills)
    eventually(lambda: "1 of 4 parts has not answered yet" in person.open(receipt).text, RECOVERY)
    assert traces(portal), "community holds the name still"
    portal.bring_back("community-worker")
    began = time.monotonic()
    eventually(lambda: "Done on" in person.open(receipt).text, RECOVERY)
    gone = time.monotonic() - began
    assert traces(portal) == []
    told = {"parts of the export": 4, "parts of the erasure": 4}
    report.add(Result("D2", "asked for one's data, and left", 2, 2, 0, 0, 2 * kills, recovery=[given, gone], more=told))
