"""Who follows something reads how many mails that makes; who wrote something, how many were told of it."""

import re

import pytest

from ..conftest import PASSWORD, person
from .reading import notice
from .test_community import ask, follow


@pytest.fixture(scope="module")
def readers(portal):
    """Eleven people, signed in."""
    names = [f"reader{number}" for number in range(11)]
    portal.imports("accounts", "users", [person(name, "customer") for name in names])
    portal.settle()
    return [portal.sign_in(f"{name}@customers.example", PASSWORD) for name in names]


def forum(browser):
    return re.search(r"/topics\?category=([0-9a-f-]{36})", browser.get("/topics").text)[1]


def plain(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]).split())


def test_following_says_how_many_mails_that_makes(portal, ana, readers):
    address = f"/categories/{forum(ana)}/follow"
    for number in range(3):
        ask(ana, title=f"Which clamp, {number}?")
    portal.settle()
    page = follow(readers[0], readers[0].post(address, {"on": "1"}))
    said = re.fullmatch(
        r"You will be told of new questions here\. With all that you follow, that is about (\d+) mails a week\.",
        notice(page),
    )
    assert said and int(said[1]) >= 3
    page = follow(readers[0], readers[0].post(address, {"on": "0"}))
    assert notice(page) == "You will not be told of new questions any more."
    page = follow(readers[0], readers[0].post("/tags/nothing-has-this/follow", {"on": "1"}))
    assert notice(page).endswith("that is less than one mail a week.")


def test_who_wrote_a_topic_reads_how_many_were_told_and_nobody_else_does(portal, ana, olga, readers):
    for each in readers:
        each.post(f"/categories/{forum(ana)}/follow", {"on": "1"})
    for each in readers[:6]:
        each.post("/account/notifications/end", {"kind": "topic-asked"})
    portal.settle()
    topic = ask(ana, title="Does the told wombat float?").headers["Location"]
    portal.settle()
    place = topic[: topic.index("/topics/") + 44]
    assert f'href="{place}/told"' in ana.get(topic).text and "/told" not in olga.get(topic).text
    said = plain(ana.get(f"{place}/told"))
    assert "11 people were told." in said and "Mailed at once as they chose, or as it is for everybody 5" in said
    assert "Not mailed they chose that 6" in said and "Reader" not in said
    ana.post("/language", {"language": "de", "back": "/"})
    assert "Sofort per Mail" in ana.get(f"{place}/told").text
    ana.post("/language", {"language": "en", "back": "/"})
    assert (olga.get(f"{place}/told").status_code, readers[0].get(f"{place}/told").status_code) == (404, 404)


def test_of_a_few_nothing_more_is_said(portal, ana, ben):
    topic = ask(ana, title="Who reads the quoll?").headers["Location"]
    place = topic[: topic.index("/topics/") + 44]
    ben.post(f"{place}/replies", {"body": "I do."})
    portal.settle()
    assert "Fewer than five people were told" in plain(ben.get(f"{place}/told"))
    assert f'href="{place}/told"' in ben.get(topic).text


def test_staff_read_before_they_write_what_it_would_spend(olga, ana, readers):
    place = forum(ana)
    assert "Who would be told now" not in olga.get("/topics/new").text
    said = plain(olga.get(f"/topics/new?category={place}"))
    assert "Who would be told now 11 people who follow this category." in said, said
    assert re.search(r"Mailed at once .*? 5 Not mailed they chose that 6", said)
    part = olga.get(f"/fragments/reach?category_id={place}")
    assert "Mailed at once" in part.text and "<html" not in part.text and "Reader" not in part.text
    assert "Who would be told" not in ana.get(f"/topics/new?category={place}").text
    assert ana.get(f"/fragments/reach?category_id={place}").status_code == 403
    assert "Who would be told" not in olga.get("/fragments/reach?category_id=nowhere").text
