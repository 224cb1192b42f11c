"""The index follows the rows, and can be filled anew while it is searched."""

from argparse import Namespace
from typing import Any

from knowledge.__main__ import reindex
from knowledge.actions.generations import SHAPE, begin_reindex
from knowledge.store import queue
from knowledge.worker import create_worker
from portalkit.testing import drain


def generations(house: Any) -> list[tuple[str, str]]:
    with house.database.reading() as db:
        return queue.generations_of(db)


def test_an_article_is_found_after_one_turn_of_the_worker(house: Any) -> None:
    article = house.article(house.category(), title="Walrus")
    assert house.found("walrus") == []
    house.worker.run_once()
    assert house.found("walrus") == [article["id"]]


def test_an_index_filled_anew_takes_over_with_everything_in_it(house: Any) -> None:
    category = house.category()
    house.topic_category()
    kept = house.article(category, title="Walrus")
    house.topic("t1", title="Walrus too")
    house.work()
    [(before, _)] = generations(house)
    with house.database.transaction() as tx:
        asked = begin_reindex(tx)
        assert begin_reindex(tx) == asked  # asked twice, filled once
    assert set(house.found("walrus")) == {kept["id"], "t1"}  # of the old one, which is searched meanwhile
    late = house.article(category, title="Walrus last")
    house.work()
    assert generations(house) == [(asked, "current")]
    assert set(house.found("walrus")) == {kept["id"], "t1", late["id"]}
    assert not house.has_generation(before)


def test_what_is_narrowed_while_a_new_index_is_filled_is_gone_at_once(house: Any) -> None:
    article = house.article(house.category(), title="Walrus")
    house.work()
    with house.database.transaction() as tx:
        begin_reindex(tx)
    house.edit(article, audiences=["a1"])
    assert house.found("walrus") == []
    house.work()
    assert house.found("walrus") == []
    assert house.found("walrus", house.OWNER) == [article["id"]]


def test_a_lost_index_is_filled_from_the_rows(house: Any) -> None:
    article = house.article(house.category(), title="Walrus")
    house.work()
    house.worker.stop()
    [(lost, _)] = generations(house)
    house.app.extensions["index"].drop(lost)
    house.worker = create_worker(house.settings, house.database)
    drain(house.worker)
    assert house.found("walrus") == [article["id"]]


def test_an_index_of_other_fields_is_replaced(house: Any) -> None:
    article = house.article(house.category(), title="Walrus")
    house.work()
    with house.database.transaction() as tx:
        tx.execute(queue.generations.update().values(state="filling", id="otherfields-1"))
    house.worker.stop()
    house.worker = create_worker(house.settings, house.database)
    drain(house.worker)
    [(now, state)] = generations(house)
    assert now.startswith(SHAPE) and state == "current"
    assert house.found("walrus") == [article["id"]]


def test_before_the_worker_first_ran_a_search_finds_nothing_and_is_no_error(house: Any) -> None:
    with house.database.transaction() as tx:
        tx.execute(queue.generations.delete())
    nothing = {"query": "walrus", "total": 0, "loosely": False, "from": 0, "hits": [], "facets": [], "next": None}
    assert house.search("walrus") == nothing


def test_a_queue_of_many_is_indexed_in_batches(house: Any) -> None:
    category = house.category()
    items = [
        {
            "external_id": f"x{number}",
            "title": f"Walrus {number}",
            "summary": "",
            "body": "",
            "category": "c",
            "audiences": ["everyone"],
            "author_id": "owen",
            "published_at": "2025-02-17T16:00:00+00:00",
            "updated_at": "2025-02-17T16:00:00+00:00",
        }
        for number in range(600)
    ]
    tree = {"external_id": "c", "name": "C", "description": "", "parent": None, "audiences": ["everyone"]}
    house.client.post("/v1/import/categories", {"items": [tree]}, house.IMPORTER)
    for at in range(0, 600, 100):
        house.client.post("/v1/import/articles", {"items": items[at : at + 100]}, house.IMPORTER)
    house.work()
    assert house.search("walrus")["total"] == 600
    assert category


def test_the_command_asks_the_worker_to_fill_the_index_anew(house: Any, capsys: Any) -> None:
    article = house.article(house.category(), title="Walrus")
    house.work()
    [(before, _)] = generations(house)
    assert reindex(house.settings, Namespace()) == 0
    asked = capsys.readouterr().out.splitlines()[-1].split()[3]
    assert set(generations(house)) == {(before, "current"), (asked, "filling")}
    house.work()
    assert generations(house) == [(asked, "current")]
    assert house.found("walrus") == [article["id"]]
