"""Who reads a topic sees who else does, and who is writing a reply; what was read is nobody's to know later."""

import pytest
from sqlalchemy import func, select

from community.store.presences import forget
from community.store.tables import presences
from portalkit.testing import Client, at_once
from portalkit.viewer import VISITOR


def send(forum, topic, by, writing=False):
    return forum.http.post(f"/internal/v1/topics/{topic}/readers", {"writing": writing}, by)


def read(forum, topic, by, writing=False):
    return forum.done(send(forum, topic, by, writing))


def rows(forum):
    with forum.database.reading() as db:
        return db.value(select(func.count()).select_from(presences))


@pytest.fixture
def topic(forum, topic):
    """A question of Ann's that Ben answered, so that everybody who reads it meets both."""
    forum.answer(topic)
    return topic


def test_people_who_read_the_same_see_each_other_and_who_writes(forum, topic):
    nobody = {"readers": 0, "names": [], "writers": 0, "writing": []}
    assert read(forum, topic, forum.ann) == nobody
    assert read(forum, topic, forum.ben, writing=True) == nobody | {"readers": 1, "names": ["Ann"]}
    assert read(forum, topic, forum.ann) == {"readers": 1, "names": ["Ben"], "writers": 1, "writing": ["Ben"]}
    read(forum, topic, forum.ben)
    assert read(forum, topic, forum.ann)["writers"] == 0


def test_who_goes_away_is_gone_after_a_minute_and_forgotten_after_some(forum, topic):
    read(forum, topic, forum.ann, writing=True)
    forum.later(seconds=40)
    told = read(forum, topic, forum.ben)
    assert (told["readers"], told["writers"]) == (1, 0)
    forum.later(seconds=30)
    assert read(forum, topic, forum.ben)["readers"] == 0
    forum.later(minutes=6)
    with forum.database.transaction() as tx:
        forget(tx)
    assert rows(forum) == 0


def test_who_reads_on_writes_nothing_down_more_often_than_every_twenty_seconds(forum, topic):
    read(forum, topic, forum.ann)

    def at():
        with forum.database.reading() as db:
            return db.value(select(presences.c.seen_at))

    first = at()
    forum.later(seconds=12)
    read(forum, topic, forum.ann)
    assert at() == first
    read(forum, topic, forum.ann, writing=True)
    assert at() == forum.now != first
    forum.later(seconds=12)
    read(forum, topic, forum.ann, writing=True)
    assert at() != forum.now
    forum.later(seconds=12)
    read(forum, topic, forum.ann, writing=True)
    assert at() == forum.now


def test_no_page_is_another_because_somebody_reads(forum, topic):
    before = forum.http.get(f"/internal/v1/pages/topic/{topic}", forum.ben).headers["ETag"]
    read(forum, topic, forum.ann)
    assert forum.http.get(f"/internal/v1/pages/topic/{topic}", forum.ben).headers["ETag"] == before


def test_who_does_not_want_to_be_named_counts_without_a_name(forum, topic):
    forum.done(forum.http.put("/v1/readers/named", {"named": False}, forum.ann))
    read(forum, topic, forum.ann, writing=True)
    assert read(forum, topic, forum.ben) == {"readers": 1, "names": [], "writers": 1, "writing": []}
    assert forum.page(f"person/{forum.ann.id}", forum.ann)["named"] is False
    assert forum.page(f"person/{forum.ann.id}", forum.ben)["named"] is None
    forum.done(forum.http.put("/v1/readers/named", {"named": True}, forum.ann))
    assert read(forum, topic, forum.ben)["names"] == ["Ann"]


def test_only_those_are_named_whom_one_meets_anyway(forum, topic, make_customer):
    """Somebody who only reads is met by nobody, so a topic is no way to find out who there is."""
    forum.know(quiet := make_customer(), "Quiet Reader")
    read(forum, topic, quiet, writing=True)
    assert read(forum, topic, forum.ben) == {"readers": 1, "names": [], "writers": 1, "writing": []}
    forum.answer(topic, quiet)
    assert read(forum, topic, forum.ben)["names"] == ["Quiet Reader"]


def test_between_two_of_whom_one_blocked_the_other_no_name_is_told(forum, topic):
    forum.done(forum.http.put(f"/v1/people/{forum.ben.id}/blocked", {"blocked": True}, forum.ann))
    read(forum, topic, forum.ann)
    assert read(forum, topic, forum.ben)["names"] == read(forum, topic, forum.ann)["names"] == []


def test_who_may_not_read_a_topic_neither_sees_nor_is_seen(forum, make_customer):
    inside = make_customer("a3")
    forum.know(inside, "Ida")
    closed = forum.ask(forum.add_category("Closed", ("a3",)), inside)
    read(forum, closed, inside)
    assert send(forum, closed, forum.ann).status_code == send(forum, "nowhere", forum.ann).status_code == 404
    assert send(forum, closed, VISITOR).status_code == 401
    assert read(forum, closed, inside)["readers"] == 0 and rows(forum) == 1


def test_of_many_all_count_and_few_are_named(forum, topic, make_customer):
    people = [make_customer() for _ in range(8)]
    for number, person in enumerate(people):
        forum.know(person, f"Reader {number}")
        forum.answer(topic, person)

    def call(person):
        client, path = Client(forum.app, "community"), f"/internal/v1/topics/{topic}/readers"
        return lambda: client.post(path, {"writing": False}, person).status_code

    assert at_once(*(call(each) for each in people)) == [200] * 8
    told = read(forum, topic, forum.ben)
    assert told["readers"] == 8 and len(told["names"]) == 5
