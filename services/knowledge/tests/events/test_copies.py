"""Copies follow their owners, in whatever order and however often facts arrive."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import select

from knowledge.store.tables import people, replies, topics

EXAMPLES = sorted(Path(__file__).parents[3].glob("*/contracts/publishes/*.json"))


def test_an_older_fact_changes_nothing(house: Any) -> None:
    house.topic_category()
    house.topic("t1", title="New", version=5)
    house.topic("t1", title="Old", version=4)
    house.work()
    with house.database.reading() as db:
        [row] = db.rows(select(topics))
    assert (row.title, row.version, row.revision) == ("New", 5, 1)


def test_a_reply_may_come_before_its_topic_and_a_topic_before_its_category(house: Any) -> None:
    house.reply("r1", "t1", "Use the walrus.")
    house.topic("t1")
    house.work()
    assert house.found("walrus") == []
    house.topic_category()
    house.work()
    assert house.found("walrus") == ["t1"]


def test_a_topic_that_is_hidden_is_not_found_and_can_come_back(house: Any) -> None:
    house.topic_category()
    house.topic("t1", title="Walrus")
    house.work()
    house.topic("t1", "hidden", title=None, body=None, shown=False, removals=1)
    house.work()
    assert house.found("walrus") == []
    house.topic("t1", "shown", title="Walrus", removals=1)
    house.work()
    assert house.search("walrus")["hits"][0]["removals"] == 1


def test_removals_are_those_of_the_topic_and_all_its_replies(house: Any) -> None:
    house.topic_category()
    house.topic("t1", title="Walrus", removals=2)
    house.reply("r1", "t1", "One", removals=3)
    house.reply("r2", "t1", None, "hidden", removals=4)
    house.work()
    assert house.search("walrus")["hits"][0]["removals"] == 9


def test_a_renamed_or_narrowed_category_of_topics_needs_no_index(house: Any) -> None:
    house.topic_category()
    house.topic("t1", title="Walrus")
    house.work()
    house.tell(
        "community.category.changed.v1", "tc1", {"name": "Answers", "parent_id": None, "audience_key": "members"}
    )
    house.take_in()
    assert house.found("walrus") == []
    assert house.search("walrus", house.MEMBER)["hits"][0]["category"]["name"] == "Answers"


def test_every_example_that_others_publish_is_kept_and_twice_is_as_once(house: Any) -> None:
    mine = ("accounts.user.", "community.category.", "community.topic.", "community.reply.")
    for path in EXAMPLES:
        if not path.name.startswith(mine):
            continue
        for example in json.loads(path.read_text())["examples"]:
            more = {name: example[name] for name in ("person", "personal") if name in example}
            for _ in range(2):
                house.tell(path.stem, example["subject"], example["data"], example["version"], **more)
                house.work()
    with house.database.reading() as db:
        assert all(row.revision <= row.version + 20 for row in db.rows(select(topics)))
        db.rows(select(people)), db.rows(select(replies))


def test_no_fact_was_given_up(house: Any) -> None:
    from portalkit.parked import parked

    test_every_example_that_others_publish_is_kept_and_twice_is_as_once(house)
    with house.database.reading() as db:
        assert parked(db) == []


def test_a_reply_that_moves_is_found_in_its_new_topic_and_no_more_in_the_one_it_left(house: Any) -> None:
    house.topic_category()
    for topic in ("t1", "t2"):
        house.topic(topic)
    house.reply("r1", "t1", "Use the walrus.")
    house.work()
    house.reply("r1", "t2", "Use the walrus.", "moved")
    house.work()
    assert house.found("walrus") == ["t2"]
