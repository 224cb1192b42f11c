"""An author makes an FAQ of what the community found out, and both say so to whoever may read the other."""

import re

import pytest

from portalkit.viewer import Viewer

from .reading import errors, field, notice, short

MODERATOR = Viewer("m", "staff", frozenset({"moderator"}), frozenset({"everyone", "members", "staff"}))


@pytest.fixture
def topic(ana, ben):
    """A topic that Ana asked, with Ben's reply accepted; its address."""
    page = ana.get("/topics/new")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    asked = {"category_id": category, "title": "Does the wombat swim?", "body": "It sinks."}
    place = short(ana.post("/topics/new", asked).headers["Location"])
    ben.post(f"{place}/replies", {"body": "With a *vest* it does."})
    page = ana.get(place)
    ana.post(f"{place}/accept", {"reply_id": field(page, "reply_id"), "version": field(page, "version")})
    return place


def drafted(wim, topic, **more):
    page = wim.get(f"{topic}/promote")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    sent = {"title": "Does the wombat swim?", "body": "It does.", "category_id": category, "form_key": topic}
    return wim.post(f"{topic}/promote", sent | more)


def published(wim, place, **more):
    page = wim.get(place)
    sent = {name: field(page, name) for name in ("version", "title")}
    category = re.search(r'<option value="([0-9a-f-]+)" selected', page.text)[1]
    sent |= {"genre": "faq", "language": "en", "body": "It does.", "category_id": category, "do": "publish"} | more
    assert wim.post(place, sent).status_code == 303


def test_topic_and_faq_link_to_each_other_with_thanks_to_who_wrote(portal, ana, wim, visitor, topic):
    assert f'href="{topic}/promote"' in wim.get(topic).text and "/promote" not in ana.get(topic).text
    page = wim.get(f"{topic}/promote")
    assert "It sinks." in page.text and "## Answer" in page.text and "With a *vest* it does." in page.text
    answer = drafted(wim, topic, audiences="everyone")
    place = answer.headers["Location"]
    assert notice(wim.get(place)).startswith("A draft")
    assert visitor.get(place.removeprefix("/staff")).status_code == 404 and "Used in the" not in wim.get(topic).text
    published(wim, place, audiences="everyone")
    portal.settle()
    article = visitor.get(place.removeprefix("/staff")).text
    thanked = re.findall(r'fw-semibold">([^<]+)</span>', article)
    assert thanked == ["Ana Example", "Ben Example"] and "thanks to" in article and f'href="{topic}-' in article
    assert (
        f'href="{place.removeprefix("/staff")}-does-the-wombat-swim">Does the wombat swim?</a>, updated on'
        in visitor.get(topic).text
    )


def test_a_reader_whom_the_faq_helps_is_a_point_for_each_who_wrote_the_topic(portal, ana, ben, olga, wim, topic):
    place = drafted(wim, topic, audiences="everyone").headers["Location"]
    published(wim, place, audiences="everyone")
    before = points(portal, ben, topic)
    for reader, helped in ((olga, "1"), (ben, "1"), (olga, "1")):  # who is credited does not count, and nobody twice
        reader.post(f"{place.removeprefix('/staff')}/vote", {"helpful": helped})
    assert points(portal, ben, topic) == {name: had + 1 for name, had in before.items()} and len(before) == 2
    olga.post(f"{place.removeprefix('/staff')}/vote", {"helpful": "0", "reason": "outdated"})
    assert points(portal, ben, topic) == before


def points(portal, reader, topic):
    """What stands at those who wrote in a topic."""
    portal.settle()
    people = set(re.findall(r'href="(/people/[0-9a-f-]+)"', reader.get(topic).text))
    return {person: int(re.search(r"<dt>Points</dt><dd>(\d+)", reader.get(person).text)[1]) for person in people}


def test_neither_leads_where_its_reader_may_not_follow(portal, wim, olga, ben, visitor, topic):
    place = drafted(wim, topic, audiences="members").headers["Location"]
    published(wim, place, audiences="members")
    portal.settle()
    assert "Used in the" not in visitor.get(topic).text and "Used in the" in ben.get(topic).text
    page = olga.get(f"{topic}/hide")
    olga.post(f"{topic}/hide", {"version": field(page, "version"), "reason": "Wrong.", "back": ""})
    article = ben.get(place.removeprefix("/staff")).text
    assert "thanks to" in article and f'href="{topic}' not in article


def test_only_authors_make_one_out_of_a_topic_that_is_solved_and_lose_nothing(ana, ben, wim, topic):
    assert ben.get(f"{topic}/promote").status_code == 403 and drafted_by_nobody(ben, topic) == 403
    again = wim.post(f"{topic}/promote", {"title": "Swims", "body": "It does.", "category_id": ""})
    assert again.status_code == 422 and errors(again) and field(again, "title") == "Swims"
    page = ana.get("/topics/new")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    open_one = ana.post("/topics/new", {"category_id": category, "title": "Open?", "body": "So."}).headers["Location"]
    assert wim.get(f"{open_one}/promote").status_code == 409


def drafted_by_nobody(browser, topic):
    return browser.post(f"{topic}/promote", {"title": "T", "body": "B", "category_id": "x"}).status_code


def test_the_editor_is_told_when_more_people_could_read_the_article_than_the_topic(portal, wim, topic):
    portal.settle()
    place = drafted(wim, topic, audiences="everyone").headers["Location"]
    assert "a topic of the community" in wim.get(place).text and "People who cannot read" not in wim.get(place).text
    path, limited = f"/v1/topics/{topic.rpartition('/')[2]}/audiences", {"audiences": ["members"]}
    assert portal.call("community", "PUT", path, MODERATOR, limited, {"If-Match": "*"}).status_code == 200
    portal.settle()
    assert "People who cannot read that topic can read this article." in wim.get(place).text
