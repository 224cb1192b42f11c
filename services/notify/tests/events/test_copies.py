"""What notify keeps of others' things."""

from notify.store import tables


def test_an_older_version_does_not_replace_a_newer_one(pumps):
    pumps.topic("t1", "edited", version=3, title="New")
    pumps.topic("t1", "edited", version=2, title="Old")
    pumps.work()
    assert pumps.copy(tables.topics, "t1").title == "New"


def test_what_is_hidden_is_kept_without_its_words(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.topic("t1", "hidden", shown=False, title=None, body=None)
    pumps.reply("r1", "hidden", state="hidden", body=None)
    pumps.work()
    topic, reply = pumps.copy(tables.topics, "t1"), pumps.copy(tables.replies, "r1")
    assert (topic.shown, topic.title, topic.excerpt) == (False, None, None)
    assert (reply.shown, reply.excerpt) == (False, None)


def test_words_that_come_with_something_hidden_are_not_kept_either(pumps):
    pumps.topic("t1", "hidden", shown=False)
    pumps.work()
    assert pumps.copy(tables.topics, "t1").title is None


def test_a_person_without_a_personal_part_is_kept_without_name_and_address(pumps):
    data = {"kind": "customer", "state": "suspended", "roles": [], "organisation": None, "audiences": []}
    pumps.tell("accounts.user.changed.v1", "eve", data)
    pumps.work()
    eve = pumps.copy(tables.users, "eve")
    assert (eve.name, eve.email, eve.state) == (None, None, "suspended")


def test_of_a_long_text_only_the_beginning_is_kept(pumps):
    pumps.topic("t1", body="word " * 5000)
    pumps.work()
    assert len(pumps.copy(tables.topics, "t1").excerpt) < 610


def test_sessions_that_ended_are_forgotten_after_a_day(pumps):
    pumps.tell("accounts.session.ended.v1", "s1", {"user_id": "eve"})
    pumps.work()
    assert pumps.copy(tables.ended_sessions, "s1").id == "s1"
    pumps.later(86400 + 3601)
    with pumps.database.reading() as db:
        assert db.rows(tables.ended_sessions.select()) == []
