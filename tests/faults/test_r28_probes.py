"""R28: a process says that it lives whatever is down, and that it is ready when what it cannot do without is there."""

import shutil

import pytest

from faults.alone import Alone
from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
LIVEZ_SECONDS, PAGE_SECONDS, TIMES = 0.05, 0.4, 20


@pytest.fixture
def service(request, tmp_path):
    """A service's or the gateway's API processes; whatever else there would be is down."""
    started = []

    def start(name, migrated=True, **environ):
        made = Alone(name, tmp_path, **environ)
        made.environ["PUBLIC_ORIGIN"] = f"http://127.0.0.1:{made.port}"
        started.append(made)
        return (made.migrate() if migrated else made).start()

    yield start
    for each in started:
        each.stop()


def probe(service, path):
    """Status, and the seconds within which 19 of 20 answers came."""
    replies = [service.call("GET", path, None) for _ in range(TIMES)]
    (status,) = {reply.status for reply in replies}
    return status, sorted(reply.seconds for reply in replies)[int(TIMES * 0.95) - 1]


def lives_at_once(service, report, what):
    status, seconds = probe(service, "/livez")
    report.add(Result("R28", what, 0, 0, 0, 0, more={"livez ms": round(seconds * 1000, 1)}))
    return status == 200 and seconds <= LIVEZ_SECONDS


def test_without_its_database_a_service_lives_and_is_not_ready(service, tmp_path, report):
    nowhere = service("community", migrated=False, COMMUNITY_DATABASE_URL=f"sqlite:///{tmp_path}/no/such.db")
    assert lives_at_once(nowhere, report, "no database")
    ready = nowhere.call("GET", "/readyz", None)
    assert ready.status == 503 and ready.json["ready"] is False
    assert nowhere.call("GET", "/v1/topics").status == 503


def test_a_service_is_ready_as_soon_as_its_database_has_its_tables(service, report):
    early = service("community", migrated=False)
    assert lives_at_once(early, report, "no tables yet")
    assert early.call("GET", "/readyz", None).status == 503
    early.migrate()
    eventually(lambda: early.call("GET", "/readyz", None).status == 200, 5)


def test_without_bus_worker_and_index_a_service_is_ready(service, tmp_path, report):
    (tmp_path / "bus.db").mkdir()
    shutil.rmtree(tmp_path / "knowledge-index", ignore_errors=True)
    (tmp_path / "knowledge-index").touch()
    alone = service("knowledge")
    assert lives_at_once(alone, report, "no bus, no worker, no index")
    assert probe(alone, "/readyz")[0] == 200
    assert alone.call("GET", "/v1/articles").status == 200
    assert alone.call("GET", "/v1/search?q=pump").status in (200, 503)  # nothing found yet, or not just now


def test_with_every_service_down_the_gateway_is_ready_and_its_pages_say_what_is_missing(service, report):
    gateway = service("gateway")
    assert lives_at_once(gateway, report, "no services")
    assert probe(gateway, "/readyz")[0] == 200
    status, seconds = probe(gateway, "/")
    assert status == 200 and seconds <= PAGE_SECONDS
    assert b'data-degraded="knowledge"' in gateway.call("GET", "/", None).body
    assert probe(gateway, "/topics")[0] == 503
