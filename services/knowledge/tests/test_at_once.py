"""Several at once: nothing is left out of an index that begins while others write, and counts stay right."""

import threading
from typing import Any

from sqlalchemy import select

from knowledge.actions.copies import remember_reply, remember_topic
from knowledge.actions.generations import begin_reindex
from knowledge.store import queue
from knowledge.store.tables import article_counts, categories
from portalkit.tables import unindexed
from portalkit.testing import Client, at_once


def test_an_index_that_begins_while_others_write_leaves_nothing_out(house: Any) -> None:
    category, over = house.category(), threading.Event()
    written: list[str] = []

    def write() -> None:
        client = Client(house.app, "knowledge")
        body = {"title": "Walrus", "summary": "", "body": "Text.", "category_id": category, "audiences": ["everyone"]}
        while not over.is_set():
            answer = client.post("/v1/articles", body, house.AUTHOR)
            assert answer.status_code == 201, answer.json
            written.append(answer.json["id"])

    def begin() -> str:
        while len(written) < 8:
            assert not over.wait(0.01)
        with house.database.transaction(counted=False) as tx:
            made = begin_reindex(tx)
        over.set()
        return made

    *_, generation = at_once(write, write, write, begin)
    with house.database.reading() as db:
        waiting = {row.id for row in db.rows(select(unindexed.c.id).where(unindexed.c.generation == generation))}
    assert set(written) <= waiting


def test_a_new_index_that_two_ask_for_at_once_is_one(house: Any) -> None:
    def ask() -> str:
        with house.database.transaction(counted=False) as tx:
            return begin_reindex(tx)

    assert len(set(at_once(*[ask] * 4))) == 1
    with house.database.reading() as db:
        assert [state for _, state in queue.generations_of(db)] == ["current", "filling"]


def test_articles_moved_past_each_other_are_counted_where_they_are(house: Any) -> None:
    here, there = house.category("Here"), house.category("There")
    articles = [house.article((here, there)[number % 2]) for number in range(6)]

    def move(article: Any) -> Any:
        client = Client(house.app, "knowledge")
        to = there if article["category_id"] == here else here
        return lambda: (
            client.patch(
                f"/v1/articles/{article['id']}", {"category_id": to}, house.AUTHOR, article["version"]
            ).status_code
        )

    assert at_once(*(move(article) for article in articles)) == [200] * 6
    with house.database.reading() as db:
        counts = {row.category_id: row.n for row in db.rows(select(article_counts))}
    assert counts == {here: 3, there: 3}


def test_what_is_added_below_a_category_that_is_just_narrowed_demands_the_same(house: Any) -> None:
    parent = house.category()

    def add() -> int:
        body = {"name": "Child", "description": "", "parent_id": parent, "audiences": ["everyone"]}
        return Client(house.app, "knowledge").post("/v1/categories", body, house.AUTHOR).status_code

    def narrow() -> int:
        client = Client(house.app, "knowledge")
        return client.patch(f"/v1/categories/{parent}", {"audiences": ["a1"]}, house.AUTHOR, If_Match="*").status_code

    assert at_once(add, narrow, add) == [201, 200, 201]
    with house.database.reading() as db:
        assert {row.audience_key for row in db.rows(select(categories.c.audience_key))} == {"a1"}


def test_a_topic_waits_for_its_reply_that_arrives_at_the_same_time(house: Any) -> None:
    """Else the reply would find no topic to index anew, and the topic be indexed before its reply is there."""
    topic = {"category_id": "c", "audience_key": "everyone", "title": "Why?", "body": "It drips.", "product": None}
    topic |= {"solved": False, "shown": True, "asked_at": house.now, "removals": 0}

    def tell_of_topic() -> None:
        with house.database.transaction() as tx:
            remember_topic(tx, "t1", 1, topic)

    other = threading.Thread(target=tell_of_topic)
    with house.database.transaction() as tx:
        reply = {"topic_id": "t1", "written_at": house.now, "removals": 0, "body": "Dry it with a walrus."}
        remember_reply(tx, "r1", 1, reply)
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join()
    house.topic_category("c")
    house.work()
    assert house.found("walrus") == ["t1"]
