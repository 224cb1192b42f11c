"""What staff notes beside a topic, on its page: for staff alone, whoever asked."""

import re

import pytest

from .reading import errors, ids, notice
from .test_community import follow
from .test_moderation import asked

WORDS = "Zanzibar <b>called</b>\ntwice"


@pytest.fixture
def topic(ana):
    """A topic that Ana asked just now; its address."""
    return asked(ana, "Where is my quoll?")


def test_staff_notes_reads_and_deletes_below_a_topic(olga, wim, topic):
    done = follow(wim, wim.post(f"{topic}/internal-notes", {"note": WORDS}))
    assert notice(done) == "Noted, for staff alone."
    page = olga.get(topic).text
    assert "Zanzibar &lt;b&gt;called&lt;/b&gt;\ntwice" in page and "Wim Example" in page
    deleting = re.search(r'action="(/topics/[^"]+/internal-notes/[^"]+/delete)"', page)[1]
    assert notice(follow(olga, olga.post(deleting))) == "The internal note is deleted."
    assert "Zanzibar" not in wim.get(topic).text


def test_an_empty_note_is_told_of_at_its_place_and_not_at_the_reply(olga, topic):
    page = olga.post(f"{topic}/internal-notes", {"note": " "})
    assert (page.status_code, errors(page)) == (422, ["Write something."])
    assert 'id="e-note"' in page.text and 'id="e-body"' not in page.text
    page = olga.post(f"{topic}/replies", {"body": " "})
    assert page.status_code == 422 and 'id="e-body"' in page.text and 'id="e-note"' not in page.text


def test_nobody_else_finds_a_word_of_it_anywhere(portal, ana, ben, wim, visitor, topic):
    wim.post(f"{topic}/internal-notes", {"note": WORDS})
    portal.settle()
    found = ("/search?q=zanzibar", "/fragments/suggestions?q=zanzibar", "/fragments/similar?title=zanzibar")
    where = ("/", "/topics", *found, "/feeds/articles.atom", "/sitemap.xml")
    for reader in (visitor, ana, ben):
        for path in (topic, *where, "/notifications", "/me"):
            page = reader.get(path).text
            assert "Zanzibar" not in page and "nternal note" not in page, path
        assert reader.post(f"{topic}/internal-notes", {"note": "N"}).status_code in (303, 403)
    assert ids(wim.get("/search?q=zanzibar"), "topics") == []
    assert ana.get(topic.replace("/topics", "/api/community/v1/topics")).text.count("Zanzibar") == 0
