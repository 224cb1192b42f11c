"""Who wrote a post reads how many were told of it and how, and why not by mail: numbers, and never of few."""

import pytest

from notify.model.sender import Group, group_of, told
from notify.model.telling import Telling
from notify.model.times import Times
from notify.store import preferences, tellings, times
from portalkit.viewer import VISITOR


def choose(house, people, frequency, kind="topic-asked"):
    with house.database.transaction() as tx:
        for each in people:
            preferences.choose_mail(tx, each, kind, frequency)


def read(client, viewer, topic="t1"):
    return client.get(f"/internal/v1/pages/told/{topic}", viewer)


def of(client, viewer, topic="t1"):
    """What is told of the first post: the number, and the groups."""
    first = read(client, viewer, topic).get_json()["items"][0]
    return first["number"], [(each["how"], each["why"], each["number"]) for each in first["groups"]]


def test_the_writer_reads_how_many_were_told_how_and_why(pumps, many, client):
    choose(pumps, many[:5], "never")
    choose(pumps, many[5:11], "daily")
    pumps.topic("t1")
    pumps.work()
    assert of(client, pumps.ann) == (21, [("now", "wanted", 10), ("digest", "wish", 6), ("none", "wish", 5)])
    told = read(client, pumps.ann)
    assert (told.get_json()["items"][0]["kind"], told.get_json()["items"][0]["goes_on"]) == ("topic", False)
    assert not any(name in told.text for name in ("p0", "eve", "Lind"))


def test_of_few_a_reason_has_no_number_and_the_sum_does_not_tell_it(pumps, many, client):
    choose(pumps, many[:4], "never")
    pumps.topic("t1")
    pumps.work()
    assert of(client, pumps.ann) == (None, [("now", "wanted", 17), ("none", "wish", None)])


def test_of_fewer_than_ten_people_no_reason_is_told_and_of_fewer_than_five_no_number(pumps, client):
    pumps.topic("t1")
    pumps.work()
    assert of(client, pumps.ann) == (None, [])
    for number in range(5):
        pumps.user(f"q{number}")
        pumps.follow(f"q{number}", "category", "pumps")
    pumps.work()
    pumps.topic("t2")
    pumps.work()
    assert of(client, pumps.ann, "t2") == (6, [])
    pumps.category("valves")
    pumps.topic("t3", category_id="valves")
    pumps.work()
    assert of(client, pumps.ann, "t3") == (0, [])


def test_a_cap_and_quiet_hours_are_reasons(pumps, many, client):
    with pumps.database.transaction() as tx:
        for each in many[:6]:
            times.choose(tx, each, Times(quiet_from="08:00", quiet_until="12:00"))
    for number in range(1, 7):
        pumps.topic(f"t{number}")
    pumps.work()
    assert of(client, pumps.ann) == (21, [("now", "wanted", 15), ("later", "quiet", 6)])
    assert of(client, pumps.ann, "t6") == (21, [("digest", "cap", 21)])
    choose(pumps, many, "never", "digest")
    pumps.topic("t7")
    pumps.work()
    assert of(client, pumps.ann, "t7") == (None, [("digest", "cap", None), ("none", "cap", 20)])


def test_the_writer_of_replies_reads_it_of_each_and_of_nothing_else(pumps, many, client):
    pumps.topic("t1")
    for each in many[:12]:
        pumps.follow(each, "topic", "t1")
    pumps.work()
    pumps.reply("r1")
    pumps.reply("r2", author_id="ann")
    pumps.work()
    items = read(client, pumps.ben).get_json()["items"]
    assert [(each["kind"], each["id"], each["number"]) for each in items] == [("reply", "r1", 12)]
    assert [each["id"] for each in read(client, pumps.ann).get_json()["items"]] == ["t1", "r2"]


def test_nobody_else_reads_it_nor_who_may_not_see_the_topic_any_more(pumps, many, client):
    pumps.topic("t1")
    pumps.work()
    assert (read(client, pumps.eve).status_code, read(client, VISITOR).status_code) == (404, 401)
    assert read(client, pumps.ann, "t77").status_code == 404
    pumps.topic("t1", "edited", audience_key="a9")
    pumps.work()
    assert read(client, pumps.ann).status_code == 404


def test_while_others_are_still_to_be_told_it_says_so(pumps, many, client):
    pumps.topic("t1")
    pumps.work()
    assert read(client, pumps.ann).get_json()["items"][0]["goes_on"] is False
    with pumps.database.transaction() as tx:
        tellings.begin(tx, Telling("topic-asked", "t1", "category", "pumps", "p10"))
    assert read(client, pumps.ann).get_json()["items"][0]["goes_on"] is True


@pytest.mark.parametrize(
    ("row", "group"),
    [
        (("sent", None, "wanted"), ("now", "wanted")),
        (("unknown", None, "critical"), ("now", "wanted")),
        (("waiting", "turn", "wanted"), ("now", "wanted")),
        (("waiting", "quiet", "quiet"), ("later", "quiet")),
        (("sent", None, "quiet"), ("now", "wanted")),
        (("gathered", None, "day-full"), ("digest", "cap")),
        (("unknown", None, "kind-weekly"), ("digest", "wish")),
        (("suppressed", "cap", "week-full"), ("none", "cap")),
        (("suppressed", "preference", "kind-never"), ("none", "wish")),
        (("suppressed", "unfollowed", "wanted"), ("none", "wish")),
        (("suppressed", "nothing-left", "kind-daily"), ("none", "read")),
        (("suppressed", "returned", "wanted"), ("none", "returned")),
        (("suppressed", "suspended", "wanted"), ("none", "other")),
        (("failed", None, "wanted"), ("none", "other")),
    ],
)
def test_each_outcome_counts_in_one_group(row, group):
    assert group_of(*row) == group


def test_numbers_of_one_group_are_added_up_before_they_are_hidden():
    found = told([(("none", "wish"), 3), (("now", "wanted"), 20), (("none", "wish"), 2)])
    assert (found.number, found.groups) == (25, [Group("now", "wanted", 20), Group("none", "wish", 5)])
