"""Elasticsearch behaves as every index must; what is its own is here: versions, several writers, its failures."""

from functools import partial

import pytest

from portalkit import search_elasticsearch_client as cluster
from portalkit.ids import new_id
from portalkit.search_elasticsearch import ElasticsearchIndex
from portalkit.testing.search_suite import *  # noqa: F403
from portalkit.testing.search_suite import FIELDS
from portalkit.testing.search_suite_writing import *  # noqa: F403
from portalkit.testing.servers import server

pytestmark = pytest.mark.servers


@pytest.fixture
def prefix():
    """A name of this test's own, and nothing left under it."""
    name = f"test-{new_id().replace('-', '')[-12:]}"
    yield name
    at = cluster.Connection(cluster.Server(server("elasticsearch")))
    indices = at.write("GET", f"/{name}-*/_settings", None, "")
    for index in indices:
        at.write("DELETE", f"/{index}", None, index)
    at.close()


@pytest.fixture
def connect(prefix):
    return partial(ElasticsearchIndex, cluster.Server(server("elasticsearch"), seconds=5), prefix, "kit", FIELDS)
