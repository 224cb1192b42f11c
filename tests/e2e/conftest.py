"""One portal for all journeys, as `make run` starts it, and the people of its demo content."""

import os
from collections.abc import Iterator
from secrets import token_hex
from typing import Any

import pytest
from support.composed import Composed
from support.person import Person
from support.places import places as pages_of
from support.served import Served, faults_in
from support.window import Browser, chromium

# One address makes all the requests of this run, so what limits an address would stop it; the limits have own tests.
ROOMY = {
    "CALLS_A_MINUTE": "100000",
    "WRITES_A_MINUTE": "100000",
    "WRITES_A_MINUTE_IP": "100000",
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
}


class Elsewhere:
    """A portal that runs already, at PORTAL_URL; whoever started it looks at its log."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def errors(self) -> list[str]:
        return []


class InContainers(Elsewhere):
    """The portal that `make test-compose` started."""

    def __init__(self, composed: Composed) -> None:
        super().__init__(composed.url)
        self._composed = composed

    @property
    def output(self) -> list[str]:
        """What all of ours have said so far."""
        return self._composed.said()

    def errors(self) -> list[str]:
        return faults_in(self.output)


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Served | Elsewhere]:
    """The portal; after all journeys its log tells of no fault."""
    if composed := Composed.running():
        yield InContainers(composed)
        return
    if url := os.environ.get("PORTAL_URL"):
        yield Elsewhere(url)
        return
    served = Served(tmp_path_factory.mktemp("portal"), **ROOMY).start()
    yield served
    served.stop()
    assert served.errors() == []


@pytest.fixture(scope="session")
def signed_in(portal):
    """People of the demo content, each signed in once: by the part of the address before the @."""
    known: dict[str, Person] = {}
    addresses = {
        "priya": "priya.raman@saltmarsh.example",
        "sunita": "sunita.desai@saltmarsh.example",
        "henning": "henning.voss@saltmarsh.example",
        "ingrid": "ingrid.solheim@fjordvann.example",
        "tomas": "tomas.ferreira@aguasdovouga.example",
        "aiko": "aiko.tanabe@kitagawa-water.example",
        "mei": "meiling.chua@kallang-aquatics.example",
    }

    def person(name: str) -> Person:
        if name not in known:
            known[name] = Person(portal.url, addresses[name]).sign_in()
        return known[name]

    return person


@pytest.fixture(scope="session")
def chromium_started() -> Iterator[Any]:
    """The Chromium of all tests of this process."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def browser(portal, chromium_started) -> Browser:
    """Chromium, looking at the portal."""
    return Browser(chromium_started, portal.url)


@pytest.fixture(scope="session")
def places(portal, signed_in) -> dict[str, list[str]]:
    """The pages worth looking at, by who sees them."""
    return pages_of(portal.url, signed_in)


@pytest.fixture
def visitor(portal) -> Person:
    """Somebody without an account."""
    return Person(portal.url)


@pytest.fixture
def newcomer(portal, request) -> Person:
    """Somebody who is about to create an account."""
    name = request.node.name.removeprefix("test_")[:40].strip("_")
    return Person(portal.url, f"{name}.{token_hex(3)}@newcomer.example", "seven wet herons on a jetty")
