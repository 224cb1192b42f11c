"""Staff read before they write how many would be told, how, and how much of their attention that takes."""

from notify.store import preferences, tables
from portalkit.viewer import Viewer

OLGA = Viewer("olga", "staff", audiences=frozenset({"everyone", "members", "staff"}))


def read(client, category="pumps", viewer=OLGA):
    return client.get(f"/internal/v1/pages/reach/{category}", viewer)


def choose(house, people, frequency):
    with house.database.transaction() as tx:
        for each in people:
            preferences.choose_mail(tx, each, "topic-asked", frequency)


def rows(house, table):
    with house.database.reading() as db:
        return db.rows(table.select())


def test_what_would_be_told_is_counted_and_nothing_is_told_or_spent(pumps, many, client):
    choose(pumps, many[:5], "never")
    choose(pumps, many[5:11], "daily")
    said = read(client).get_json()
    assert said["number"] == 21 and said["partly"] is False
    assert [(each["how"], each["why"], each["number"]) for each in said["groups"]] == [
        ("now", "wanted", 10),
        ("digest", "wish", 6),
        ("none", "wish", 5),
    ]
    assert said["spends"] == 5  # one of the twenty that each of the ten can get
    assert rows(pumps, tables.budgets) == [] and pumps.told() == []
    assert "Lind" not in str(said)


def test_what_was_sent_this_week_makes_the_same_topic_dearer_and_a_full_day_gathers_it(pumps, many, client):
    for number in range(4):
        pumps.topic(f"t{number}")
    pumps.work()
    assert read(client).get_json()["spends"] == 6  # one of sixteen
    pumps.topic("t4")
    pumps.work()
    said = read(client).get_json()
    assert [(each["how"], each["why"], each["number"]) for each in said["groups"]] == [("digest", "cap", 21)]
    assert said["spends"] == 0


def test_of_few_no_more_than_their_number_is_told(pumps, client):
    said = read(client).get_json()
    assert (said["number"], said["groups"], said["spends"]) == (None, [], None)


def test_nobody_counts_who_may_not_read_there_and_who_may_not_read_there_reads_no_count(pumps, many, client):
    pumps.category("pumps", key="a9")
    pumps.work()
    assert read(client).status_code == read(client, "nowhere").status_code == 404
    insider = Viewer("olga", "staff", audiences=OLGA.audiences | {"a9"})
    assert read(client, viewer=insider).get_json()["number"] == 0
    assert read(client, viewer=pumps.eve).status_code == 403
