"""Who reads a topic sees who else does, as far as everybody wants that."""

import re

import pytest

from .reading import notice
from .test_community import ask, follow


@pytest.fixture(scope="module")
def topic(portal, ana, ben):
    """A question of Ana's with an answer by Ben, so that each meets the other; the address of its readers."""
    place = ask(ana, title="Who is there?").headers["Location"]
    follow(ben, ben.post(f"{place}/replies", {"body": "I am."}))
    return re.search(r'data-readers="([^"]+)"', ana.get(place).text)[1]


def test_others_are_named_and_said_to_write(topic, ana, ben):
    assert ana.post(topic, {"writing": "1"}).text.strip() == ""
    told = ben.post(topic, {"writing": "0"}).text
    assert "1 other person is reading this: Ana Example" in told and "Ana Example is writing a reply" in told
    told = ana.post(topic, {"writing": "0"}).text
    assert "1 other person is reading this: Ben Example" in told and "writing" not in told
    ben.post("/language", {"language": "de", "back": "/"})
    ana.post(topic, {"writing": "1"})
    assert "Ana Example schreibt gerade eine Antwort" in ben.post(topic, {"writing": "0"}).text
    ben.post("/language", {"language": "en", "back": "/"})


def test_who_does_not_want_to_be_named_is_counted(topic, ana, ben, visitor):
    page = re.search(r'href="(/people/[0-9a-f-]+)">Ana Example', ben.get(topic.removesuffix("/readers")).text)[1]
    assert 'action="/readers/named"' in ana.get(page).text and 'action="/readers/named"' not in ben.get(page).text
    answer = ana.post("/readers/named", {"on": "0"})
    assert "not named where you read any more" in notice(follow(ana, answer))
    ana.post(topic, {"writing": "1"})
    told = ben.post(topic, {"writing": "0"}).text
    assert "1 other person is reading this" in told and "Somebody is writing a reply" in told and "Ana" not in told
    assert "You are named" in notice(follow(ana, ana.post("/readers/named", {"on": "1"})))
    ana.post(topic, {"writing": "0"})
    assert "Ana Example" in ben.post(topic, {"writing": "0"}).text


def test_visitors_neither_see_nor_are_seen(topic, visitor):
    page = visitor.get(topic.removesuffix("/readers")).text
    assert "data-readers" not in page and "readers.js" not in page
    assert visitor.post(topic, {"writing": "0"}).headers["Location"].startswith("/signin")


def test_a_topic_that_is_not_there_has_no_readers(ana):
    assert ana.post("/topics/nowhere/readers", {"writing": "0"}).status_code == 404
