"""Which search index tests of services run on: the embedded one, or a server's with TEST_SEARCH=elasticsearch."""

import os
from typing import Any

from portalkit.ids import new_id
from portalkit.settings import Settings
from portalkit.testing.servers import server


def fresh_prefix() -> str:
    """A name for indices that no other test has."""
    return f"test-{new_id().replace('-', '')[-16:]}"


def search_settings() -> dict[str, Any]:
    """Settings of an index of this test's own; none for the embedded one."""
    if os.environ.get("TEST_SEARCH") != "elasticsearch":
        return {}
    return {"search_url": server("elasticsearch"), "search_prefix": fresh_prefix(), "search_timeout_ms": 5000}


def forget_indices(settings: Settings) -> None:
    """Drop what a test made on the server."""
    if settings.search_url:
        drop_all(settings.search_url, settings.search_prefix)


def drop_all(url: str, prefix: str) -> None:
    """Drop every index whose name begins so."""
    from portalkit.search_elasticsearch_client import Connection, Server

    connection = Connection(Server(url))
    for index in connection.write("GET", f"/{prefix}-*/_settings", None, ""):
        connection.write("DELETE", f"/{index}", None, index)
    connection.close()
