"""Whoever answers a search, the embedded index or a server, people find what answers them about equally high."""

import pytest
from relevance.judging import MOST_APART, apart, measure
from relevance.shop import Shop

from portalkit import logs
from portalkit.testing.servers import server

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The same content in two portals, one on each backend, and what the judged queries come to there."""
    server("elasticsearch")  # without one this says so, before anything is filled
    logs.set_up("error")
    found = {}
    for backend in ("embedded", "elasticsearch"):
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("TEST_SEARCH", backend)
            shop = Shop(tmp_path_factory.mktemp(backend))
            found[backend] = measure(shop.search)
            shop.close()
    return found


def test_the_judged_queries_come_to_the_same_on_both_backends(both):
    differing = apart(both["embedded"], both["elasticsearch"])
    assert {name: by for name, by in differing.items() if by > MOST_APART} == {}
