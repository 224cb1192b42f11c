"""A topic shows what grew out of it, as knowledge tells."""

from community.events import HANDLERS
from community.events.articles import remember
from portalkit.clock import utc_now
from portalkit.events import Event
from portalkit.ids import new_id


def tell(forum, article, version, topic, state="published"):
    data = {"state": state, "topic_id": topic} if topic else {"state": state}
    event = Event(new_id(), "knowledge.article.changed.v1", "/knowledge", article, version, utc_now(), data)
    with forum.database.transaction() as tx:
        remember(tx, event)


def grown(forum, topic):
    return forum.page(f"topic/{topic}")["topic"]["article_id"]


def test_a_topic_names_the_newest_published_article_that_grew_out_of_it(forum, topic):
    assert grown(forum, topic) is None
    tell(forum, "a1", 2, topic)
    tell(forum, "a2", 2, None)
    assert grown(forum, topic) == "a1"
    tell(forum, "a1", 1, None)  # an older fact
    assert grown(forum, topic) == "a1"
    tell(forum, "a3", 2, topic)
    assert grown(forum, topic) == "a3"
    tell(forum, "a3", 3, topic, "withdrawn")
    assert grown(forum, topic) == "a1"


def test_only_staff_is_told_what_a_topic_demands(forum, category):
    inside = forum.add_category("Members", ("members",), category)
    closed = forum.ask(inside)
    assert forum.page(f"topic/{closed}", forum.moderator)["topic"]["audiences"] == ["members"]
    assert "audiences" not in forum.page(f"topic/{closed}", forum.ann)["topic"]


def credit(forum, topic, article, version, helpful, *people):
    data = {"topic_id": topic, "person_ids": [person.id for person in people], "helpful": helpful}
    event = Event(new_id(), "knowledge.credit.changed.v1", "/knowledge", article, version, utc_now(), data)
    with forum.database.transaction() as tx:
        HANDLERS["knowledge.credit.*.v1"](tx, event)


def points(forum, person):
    return forum.page(f"person/{person.id}", person)["counts"]["points"]


def test_who_is_credited_has_a_point_for_each_reader_whom_the_articles_helped(forum, topic):
    assert points(forum, forum.ann) == 0
    credit(forum, topic, "a1", 2, 3, forum.ann, forum.ben)
    credit(forum, topic, "a2", 1, 2, forum.ann)
    credit(forum, topic, "a1", 1, 9, forum.moderator)  # an older fact
    assert (points(forum, forum.ann), points(forum, forum.ben)) == (5, 3)
    credit(forum, topic, "a1", 3, 1, forum.ben)
    assert (points(forum, forum.ann), points(forum, forum.ben)) == (2, 1)
