"""The index on a server that goes away, comes back, is wiped, or is filled by two workers at once."""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from knowledge.store import queue
from knowledge.worker import create_worker
from portalkit.search import GenerationMissing, Query
from portalkit.settings import Settings
from portalkit.testing import drain, eventually
from portalkit.testing.proxy import Proxy
from portalkit.testing.search_servers import drop_all, fresh_prefix
from portalkit.testing.servers import server

pytestmark = pytest.mark.servers


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """What stands in front of the server."""
    at = urlsplit(server("elasticsearch"))
    made = Proxy(at.hostname or "", at.port or 9200)
    yield made
    made.refuses()


@pytest.fixture
def served(proxy: Proxy, build: Callable[..., Any]) -> Iterator[Any]:
    """A knowledge whose index is on the server behind the proxy."""
    prefix = fresh_prefix()
    yield build("served", search_url=f"http://127.0.0.1:{proxy.port}", search_prefix=prefix, search_timeout_ms=2000)
    proxy.passes()
    drop_all(server("elasticsearch"), prefix)


def current(house: Any) -> str:
    with house.database.reading() as db:
        [found] = [id for id, state in queue.generations_of(db) if state == queue.CURRENT]
    return found


def indexed(house: Any) -> dict[str, str]:
    """What the index holds: titles by id."""
    try:
        hits = house.app.extensions["index"].search(current(house), Query(limit=50)).hits
    except GenerationMissing:
        return {}
    return {hit.id: hit.values["title"] for hit in hits}


def caught_up(house: Any, expected: dict[str, str]) -> bool:
    drain(house.worker)
    return indexed(house) == expected


def test_while_the_server_is_away_all_but_the_search_goes_on_and_afterwards_the_index_is_as_the_rows(
    served: Any, proxy: Proxy
) -> None:
    category = served.category()
    kept, edited, withdrawn = (served.article(category, title=f"Walrus {name}") for name in ("kept", "old", "gone"))
    served.work()
    assert len(served.found("walrus")) == 3
    for trouble in (proxy.hangs, proxy.refuses):
        trouble()
        answer = served.client.get("/internal/v1/pages/search?q=walrus")
        assert (answer.status_code, answer.json["slug"]) == (503, "search-unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert served.client.get("/v1/suggestions?q=wal").status_code == 503
        assert served.page(f"article/{kept['id']}")["article"]["title"] == "Walrus kept"
    edited = served.edit(edited, title="Walrus new")
    served.withdraw(withdrawn)
    late = served.article(category, title="Walrus late")
    served.work()  # tries, and is not held up
    proxy.passes()
    expected = {kept["id"]: "Walrus kept", edited["id"]: "Walrus new", late["id"]: "Walrus late"}
    eventually(lambda: caught_up(served, expected), 30)
    assert set(served.found("walrus")) == set(expected)


def test_two_workers_at_once_leave_the_index_as_the_rows(served: Any) -> None:
    second = create_worker(served.settings, served.database)
    stop = threading.Event()

    def index(worker: Any) -> None:
        while not stop.is_set():
            worker.apart["index"]()

    threads = [threading.Thread(target=index, args=(worker,)) for worker in (served.worker, second)]
    for thread in threads:
        thread.start()
    category = served.category()
    articles = [served.article(category, title=f"Walrus {number}") for number in range(12)]
    for turn in range(4):
        articles = [served.edit(article, title=f"Walrus {turn} {article['id'][-4:]}") for article in articles]
        served.withdraw(articles.pop())
    stop.set()
    for thread in threads:
        thread.join(30)
    eventually(lambda: caught_up(served, {article["id"]: article["title"] for article in articles}), 30)
    second.apart["index"]()
    assert len(served.found("walrus")) == 8


def test_an_index_that_is_wiped_under_the_worker_is_filled_anew(served: Any) -> None:
    article = served.article(served.category(), title="Walrus")
    served.work()
    drop_all(server("elasticsearch"), served.settings.search_prefix)
    other = served.article(served.category("Tern"), title="Walrus too")
    eventually(lambda: caught_up(served, {article["id"]: "Walrus", other["id"]: "Walrus too"}), 30)
    assert set(served.found("walrus")) == {article["id"], other["id"]}


def test_settings_with_a_user_and_a_key_are_understood(tmp_path: Any) -> None:
    from portalkit.backends import open_index

    at = urlsplit(server("elasticsearch"))
    url = f"{at.scheme}://kn%6Fwledge:p%40ss@{at.hostname}:{at.port or 9200}"
    for more in ({}, {"search_api_key": "aWQ6a2V5"}):
        index = open_index(Settings(data_dir=tmp_path, search_url=url, search_prefix=fresh_prefix(), **more), "x", ())
        with pytest.raises(GenerationMissing):
            index.search("g1", Query())
        index.close()
