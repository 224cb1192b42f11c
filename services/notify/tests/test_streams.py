"""What an open page is told, and when its stream ends."""

import time
from datetime import timedelta

import orjson
import pytest

from notify.actions.reading import mark_read
from notify.streams import MOST, MOST_OF_ONE, NoRoom, Stream, Streams
from portalkit.wake import Bell


@pytest.fixture
def streams(pumps, tmp_path):
    made = Streams(pumps.database, Bell(tmp_path / "bells", "notify-live"))
    yield made
    made.stop()


@pytest.fixture
def listen(pumps, streams):
    """Open a stream of somebody, with a ticket of just now."""

    def open_one(person="eve", sid="s1", issued=None):
        stream = Stream(person, sid, longest=0.3)
        assert streams.open(stream, issued or pumps.now)
        return stream

    return open_one


def heard(stream):
    """Every event that waits in a stream: (unread, topic)."""
    events = [frame.split(b"data: ")[1] for frame in waiting(stream) if frame and b"data: " in frame]
    return sorted(
        ((data["unread"], data["topic_id"]) for data in map(orjson.loads, events)), key=lambda one: str(one[1])
    )


def waiting(stream):
    frames = []
    while not stream._frames.empty():
        frames.append(stream._frames.get())
    return frames


def ended(stream):
    return None in waiting(stream)


def test_a_page_hears_of_a_message_how_many_are_unread_and_which_topic_it_is_about(pumps, streams, listen):
    stream = listen()
    pumps.topic("t1")
    pumps.work()
    streams.look()
    streams.look()
    assert heard(stream) == [(1, "t1")]


def test_each_topic_that_is_new_at_once_is_named(pumps, streams, listen):
    stream = listen()
    pumps.topic("t1")
    pumps.topic("t2")
    pumps.work()
    streams.look()
    assert heard(stream) == [(2, "t1"), (2, "t2")]


def test_nobody_hears_of_the_messages_of_another(pumps, streams, listen):
    stream = listen("ben")
    pumps.topic("t1")
    pumps.work()
    streams.look()
    assert heard(stream) == []


def test_a_stream_is_silent_about_what_its_reader_may_not_see(pumps, streams, listen):
    pumps.follow("new", "category", "pumps")
    pumps.topic("t1", audience_key="a1")
    stream = listen("new")
    pumps.topic("t2", audience_key="a1")
    pumps.work()
    streams.look()
    assert pumps.told() == [("new", "topic-asked", "t1"), ("new", "topic-asked", "t2")]
    assert heard(stream) == []


def test_what_was_narrowed_is_no_longer_counted(pumps, streams, listen):
    pumps.topic("t1")
    pumps.work()
    pumps.later(60)
    stream = listen()
    pumps.topic("t1", "edited", audience_key="a1")
    pumps.topic("t2")
    pumps.work()
    streams.look()
    assert heard(stream) == [(1, "t2")]


def test_reading_on_one_page_is_heard_on_the_others(pumps, streams, listen):
    pumps.topic("t1")
    pumps.work()
    pumps.later(60)
    stream = listen()
    assert heard(stream) == []
    with pumps.database.transaction() as tx:
        mark_read(tx, pumps.eve, "f" * 36)
    streams.look()
    assert heard(stream) == [(0, None)]


def test_what_fell_between_two_streams_is_made_up_for(pumps, listen):
    pumps.topic("t1")
    pumps.work()
    issued = pumps.now + timedelta(seconds=2)
    assert heard(listen(issued=issued)) == [(1, None)]  # the page has it already, its bell may not
    issued = pumps.now - timedelta(seconds=2)
    assert heard(listen(issued=issued)) == [(1, "t1")]  # it came after the page
    assert heard(listen(issued=pumps.now + timedelta(minutes=5))) == []


def test_a_stream_ends_with_its_session_and_only_that_one(pumps, streams, listen):
    mine, other = listen(sid="s1"), listen(sid="s2")
    pumps.tell("accounts.session.ended.v1", "s1", {"user_id": "eve"})
    pumps.work()
    streams.look()
    assert (ended(mine), ended(other)) == (True, False)


def test_a_session_that_has_ended_opens_no_stream(pumps, streams):
    pumps.tell("accounts.session.ended.v1", "s1", {"user_id": "eve"})
    pumps.work()
    assert not streams.open(Stream("eve", "s1"), pumps.now)
    assert len(streams) == 0


def test_there_is_room_for_so_many_and_no_more(pumps, streams, listen):
    kept = [listen(f"p{number}") for number in range(MOST)]
    with pytest.raises(NoRoom):
        listen("one-more")
    streams.close(kept[0])
    listen("one-more")


def test_one_person_does_not_take_the_room_of_all(streams, listen):
    for _ in range(MOST_OF_ONE):
        listen()
    with pytest.raises(NoRoom):
        listen()
    listen("ben")


def test_a_stream_beats_while_there_is_nothing_to_say_and_ends_after_its_time():
    began = time.monotonic()
    frames = list(Stream("eve", "s1", longest=0.1))
    assert frames[0].startswith(b"retry: ")
    assert set(frames[1:]) == {b": still here\n\n"}
    assert 0.05 < time.monotonic() - began < 5


def test_stopping_ends_every_stream_at_once(streams, listen):
    kept = [listen(f"p{number}") for number in range(5)]
    streams.stop()
    assert all(ended(stream) for stream in kept)
    with pytest.raises(NoRoom):
        listen("late")
