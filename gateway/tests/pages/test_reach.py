"""From the page of a topic, a contest and a reward staff come to who can see it."""

import re

import pytest

from .test_audiences import category_of, write
from .test_community import ask

CONTEST = {"title": "Spring", "body": "Help.", "starts_at": "2026-01-01T00:00", "ends_at": "2999-01-01T00:00"}
REWARD = {"title": "A mug", "body": "With a heron.", "cost": "10", "starts_at": "2026-01-01T00:00"}


def reach(browser, address):
    """The page that a thing's own page leads to, to whom it does; its text."""
    (link,) = re.findall(r'href="(/staff/reach/[^"]+)"', browser.get(address).text)
    return browser.get(link).text


@pytest.fixture
def nordic(olga):
    """A category of topics for those in Norway."""
    audience = write(olga, "Nordic").headers["Location"].rpartition("/")[2]
    return category_of(olga, "community", "Fjord talk", audience)


def test_a_topics_own_page_leads_staff_to_who_can_see_it(ana, olga, wim, visitor):
    topic = ask(ana, title="Whose is this?").headers["Location"]
    for who in (olga, wim):
        assert "Everyone, signed in or not" in reach(who, topic)
    for who in (ana, visitor):
        assert "/staff/reach" not in who.get(topic).text


def test_a_contest_demands_what_its_category_does(olga, ana, nordic):
    kinds = CONTEST | {"kinds": ["voted"]}
    inside = olga.post("/contests/new", kinds | {"category_id": nordic}).headers["Location"]
    told = reach(olga, inside)
    assert "Nordic" in told and "Demanded by its category" in told and f'href="{inside}"' in told
    everywhere = olga.post("/contests/new", kinds).headers["Location"]
    assert "Everyone, signed in or not" in reach(olga, everywhere)
    assert "/staff/reach" not in ana.get(everywhere).text
    assert olga.get("/staff/reach/contest/none").status_code == 404


def test_a_reward_is_for_members_and_for_whom_it_says(olga, wim, ana):
    made = olga.post("/rewards/new", REWARD | {"audiences": ["staff"]}).headers["Location"]
    told = reach(olga, made)
    assert "Olga Example" in told and "Ana Example" not in told
    assert "Demanded by itself" in told and "Demanded by every reward" in told
    for_all = olga.post("/rewards/new", REWARD | {"audiences": ["everyone"]}).headers["Location"]
    assert "Everyone, signed in or not" not in reach(olga, for_all) and "Ana Example" in reach(olga, for_all)
    assert "/staff/reach" not in ana.get(for_all).text + wim.get(for_all).text
    id = for_all.rpartition("/")[2]
    assert wim.get(f"/staff/reach/reward/{id}").status_code == 404  # to whom it is not told for whom it is
    assert ana.get(f"/staff/reach/reward/{id}").status_code == 403
    assert olga.get("/staff/reach/reward/none").status_code == 404
