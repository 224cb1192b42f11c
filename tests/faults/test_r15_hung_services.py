"""R15 and R16: a service that hangs, drips or talks nonsense costs its own panel and little else, and is back at once.

What one client of the gateway does with each of these stands in gateway/tests/upstream; pages of a service that is
stopped or hangs in test_r14_stopped_services.py. Here something that misbehaves stands between gateway and service.
"""

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from support.person import Person
from support.served import Served

from faults.proxy import BEHAVIOURS, Proxy
from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
SERVICES = ("accounts", "knowledge", "community", "notify")
OWN = {  # a page that asks this service, and nobody else but who it is
    "accounts": "/account",
    "knowledge": "/articles",
    "community": "/topics",
    "notify": "/fragments/bell",
}
PROCESSES = 2  # of the gateway, each with a breaker of its own
BEFORE_OPEN, CALLS_TO_OPEN, SECONDS_TO_OPEN, COST_WHEN_OPEN = 0.9, 20, 10.0, 0.005
BACK_SECONDS, PROBES, WINDOW = 10.0, 3, 6.0
TIMES = 20
KEPT_SHARE = 0.8
SHORT = [("community", name) for name in BEHAVIOURS] + [(each, "hangs") for each in SERVICES if each != "community"]
LONG = [(service, name) for service in SERVICES for name in BEHAVIOURS]


def pytest_generate_tests(metafunc):
    if "behaviour" in metafunc.fixturenames:
        chosen = LONG if metafunc.config.getoption("--all-points") else SHORT
        metafunc.parametrize("service, behaviour", chosen, ids=[f"{service} {name}" for service, name in chosen])


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The separate form, with a proxy between the gateway and each service."""
    served = Served(tmp_path_factory.mktemp("r15"), "separate", MICRO_CACHE_SECONDS="0", CALLS_A_MINUTE="1000000")
    served.proxies = {}
    for number, service in enumerate(SERVICES):
        served.environ[f"{service.upper()}_URL"] = f"http://127.0.0.1:{served.port + 4 + number}"
        served.proxies[service] = Proxy(served.port + 4 + number, served.port + 11 + number)
    yield served.start(90)
    served.stop()
    for proxy in served.proxies.values():
        proxy.close()


@pytest.fixture(scope="module")
def author(portal):
    return Person(portal.url, "priya.raman@saltmarsh.example").sign_in()


def timed(person, path):
    """A page, and the seconds it took; on a connection of its own, so that every process of the gateway is met."""
    began = time.monotonic()
    page = person.open(path, Connection="close")
    return page, time.monotonic() - began


def well(person, path):
    page = person.open(path, Connection="close")
    return page.status == 200 and "data-degraded" not in page.answer.text


def all_well(person, path):
    return all(well(person, path) for _ in range(6))


def until_left_alone(person, path, proxy):
    """Ask until nobody asks the service any more; the seconds of the pages that did."""
    took, alone, until = [], 0, time.monotonic() + 2 * SECONDS_TO_OPEN
    while alone < 8:
        assert time.monotonic() < until, f"asked {len(proxy.arrivals)} times, and still is"
        before = len(proxy.arrivals)
        with ThreadPoolExecutor(4) as pool:
            each = list(pool.map(lambda _: timed(person, path)[1], range(4)))
        if len(proxy.arrivals) > before:
            took, alone = took + each, 0
        else:
            alone += 4
    return took


def cost_beside(person, path, other):
    """How many seconds longer a page takes than another one; both in turn, so that both meet the same machine."""
    both = [(timed(person, path)[1], timed(person, other)[1]) for _ in range(TIMES)]
    return statistics.median(one for one, _ in both) - statistics.median(bare for _, bare in both)


def test_it_is_waited_for_briefly_then_left_alone_and_found_again(portal, author, service, behaviour, report):
    path, proxy = OWN[service], portal.proxies[service]
    eventually(lambda: all_well(author, path), 20)
    with proxy.doing(behaviour):
        began = time.monotonic()
        took = until_left_alone(author, path, proxy)
        calls, opened_after = len(proxy.arrivals), proxy.arrivals[-1] - began
        cost = cost_beside(author, path, "/forgot")
        watched = time.monotonic()
        while time.monotonic() < watched + WINDOW:
            timed(author, path)
        probes = len([moment for moment in proxy.arrivals if moment > began + opened_after])
    restored = time.monotonic()
    eventually(lambda: all_well(author, path), BACK_SECONDS)
    back = time.monotonic() - restored
    p95 = sorted(took)[int(len(took) * 0.95)]
    figures = {"p95 s": round(p95, 2), "calls": calls, "open ms": round(cost * 1000, 1), "probes": probes}
    report.add(Result("R15", f"{service} {behaviour}", 0, 0, 0, 0, recovery=[back], more=figures))
    assert p95 <= BEFORE_OPEN, figures
    assert calls <= CALLS_TO_OPEN * PROCESSES or opened_after <= SECONDS_TO_OPEN, figures
    assert cost <= COST_WHEN_OPEN, figures
    assert probes <= PROBES * PROCESSES, figures
    assert back <= BACK_SECONDS


def test_other_pages_keep_their_pace_while_a_service_hangs(portal, author, report):
    eventually(lambda: all_well(author, "/topics"), 20)
    paces = []
    for name in (None, "hangs"):
        if name is None:
            paces.append(pace(portal))
        else:
            with portal.proxies["community"].doing(name):
                paces.append(pace(portal))
    report.add(Result("R15", "other pages", 0, 0, 0, 0, more={"pages/s": [round(each) for each in paces]}))
    assert paces[1] >= KEPT_SHARE * paces[0], paces
    eventually(lambda: all_well(author, "/topics"), BACK_SECONDS)


def pace(portal, seconds=12.0):
    """How many pages of knowledge are answered a second, while the community is asked for ten times a second too."""
    ending = threading.Event()

    def read():
        visitor, count = Person(portal.url), 0
        while not ending.is_set():
            assert visitor.open("/articles").status == 200
            count += 1
        return count

    def ask(pool):
        while not ending.wait(0.1):
            pool.submit(Person(portal.url).open, "/topics")

    with ThreadPoolExecutor(24) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        asker = threading.Thread(target=ask, args=(pool,))
        asker.start()
        ending.wait(seconds)
        ending.set()
        asker.join()
        return sum(reader.result() for reader in readers) / seconds
