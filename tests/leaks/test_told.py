"""Mails, messages and streams tell nobody of what they may not read when it would reach them."""

import inspect
import re
from datetime import UTC, datetime
from functools import partial

import pytest

from leaks.happenings import ask, reply
from leaks.people import OUTSIDE, THINGS
from leaks.telling import listening, mails_to
from leaks.words import title, word
from notify.live import Live
from portalkit.testing import eventually
from portalkit.tokens import mint

PEOPLE = [who for who in OUTSIDE if who != "visitor"]
LIVE = {"/live", "/livez", "/readyz", "/version", "/metrics"}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_mailbox_gets_what_it_would_get_if_closed_things_had_never_been(worlds, closing, who):
    wanted = mails_to(worlds.never(who), who)
    assert len(wanted) == 2, "told of a question and of a reply"
    assert mails_to(worlds.hiding, who) == wanted
    # These were about to be sent when everything was closed.
    assert closing.mails[who] == wanted


def test_whoever_is_inside_gets_mail_about_it(worlds, closing):
    for mails in (mails_to(worlds.hiding, "insider"), closing.mails["insider"]):
        assert word("topic:own title") in " ".join(mails) and word("reply:in-own body") in " ".join(mails)


def is_told(listener, topic):
    return any(each["topic_id"] == topic for each in listener.told())


@pytest.fixture(scope="module")
def streams(worlds, closing):
    """What streams told of new things in the portal where everything was closed, and where it never was."""
    told, unread = {}, {}
    for name, world in (("here", closing.world), ("never", worlds.fresh(frozenset()))):
        people = ["outsider"] if name == "never" else ["outsider", "insider"]
        with listening(world, *people) as listeners:
            if name == "here":
                ask(world, "keeper", "topic:later", [], "forum:closed")
                reply(world, "keeper", "reply:later", "topic:own")
            ask(world, "asker", "topic:after", [])
            world.settle()
            for each in listeners.values():
                eventually(partial(is_told, each, world.ids["topic:after"]))
        names = world.names()
        for who, listener in listeners.items():
            assert listener.status == ["200 OK"]
            told[name, who] = [names.get(each["topic_id"]) for each in listener.told()]
            unread[name, who] = listener.told()[-1]["unread"]
    return told, unread


def test_a_stream_tells_of_nothing_that_its_reader_may_not_read(closing, streams):
    told, unread = streams
    assert not THINGS.intersection(told["here", "outsider"]) and "topic:later" not in told["here", "outsider"]
    assert {"topic:later", "topic:own", "topic:after"} <= set(told["here", "insider"])
    assert unread["here", "outsider"] == unread["never", "outsider"]
    assert title("topic:later") not in " ".join(mails_to(closing.world, "outsider"))
    assert title("topic:later") in " ".join(mails_to(closing.world, "insider"))


def test_the_live_process_answers_under_these_addresses_alone():
    assert set(re.findall(r'"(/[a-z]*)"', inspect.getsource(Live.__call__))) == LIVE


def test_what_time_has_closed_is_gone_although_nothing_was_written(worlds):
    world = worlds.hiding
    path = f"/internal/v1/pages/article/{world.ids['article:expired']}"
    search = f"/internal/v1/pages/search?q={word('article:expired title')}"
    app = world.portal.apps["knowledge"]
    client, database = app.test_client(), app.extensions["database"]
    sent = {"Authorization": f"Bearer {mint(world.portal.key, 'knowledge', world.viewer('outsider'))}"}
    clock = database.clock
    try:
        database.clock = lambda: datetime(2025, 3, 1, tzinfo=UTC)
        there = client.get(path, headers=sent)
        assert there.status_code == 200 and client.get(search, headers=sent).json["total"] == 1
    finally:
        database.clock = clock
    assert client.get(path, headers=sent | {"If-None-Match": there.headers["ETag"]}).status_code == 404
    assert client.get(search, headers=sent).json["hits"] == []
