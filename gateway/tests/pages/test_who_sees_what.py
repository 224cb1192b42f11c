"""A person's page shows what the person lets each reader see, and to herself who else sees it."""

import html
import re
from itertools import count

import pytest

from ..conftest import PASSWORD, person
from .reading import field, notice

numbers = count(1)
FIELDS = ("job_title", "organisation", "country", "region", "phone")


class Her:
    """A member who has said everything, with her page."""

    def __init__(self, portal):
        name = f"hanna{next(numbers)}"
        told = person(name, "customer")
        id = portal.imports("accounts", "users", [told | {"name": "Hanna Example"}])[name]
        portal.settle()
        topic = {"external_id": name, "title": "Where do quolls sleep?", "category": "c", "audiences": ["everyone"]}
        asked = {"product": None, "author_id": id, "asked_at": "2026-01-03T00:00:00+00:00", "body": "Where?"}
        portal.imports("community", "topics", [topic | asked | {"accepted": None, "replies": []}])
        portal.settle()
        self.browser, self.page = portal.sign_in(f"{name}@customers.example", PASSWORD), f"/people/{id}"
        self.save(phone="+47 22 12 34 56", job_title="Keeper of <numbats>")

    def save(self, **sent):
        page = self.browser.get("/account/profile")
        shown = re.findall('name="shown" value="([a-z_]+)"', page.text)
        there = {name: html.unescape(field(page, name)) for name in shown}
        eyes = {f"eyes_{name}": chosen(page, name) for name in FIELDS}
        answer = self.browser.post(
            "/account/profile", there | eyes | sent | {"version": field(page, "version"), "shown": shown}
        )
        assert answer.status_code == 303, answer.text
        return self.browser.get("/account/profile")


def chosen(page, name):
    select = re.search(rf'<select[^>]*name="eyes_{name}">(.*?)</select>', page.text)[1]
    return re.search(r'value="(\w+)" selected', select)[1]


def said(page):
    """The fields in words, with what they say, without tags."""
    rows = re.findall(r"<dt>([^<]+)</dt><dd>(.*?)</dd>", page.text.partition("at-facts--said")[2].partition("</dl>")[0])
    return {name: re.sub("<[^>]+>", "", value).strip() for name, value in rows}


@pytest.fixture(scope="module")
def her(portal):
    return Her(portal)


@pytest.fixture(autouse=True)
def as_at_first(her):
    her.save(**{f"eyes_{name}": "staff" for name in FIELDS})


def test_nobody_but_administrators_sees_anything_until_she_says_so(her, visitor, ana, wim, olga):
    for reader in (visitor, ana, wim):
        page = reader.get(her.page)
        assert page.status_code == 200 and said(page) == {} and "numbats" not in page.text
    assert set(said(olga.get(her.page))) == {"Job title", "Organisation", "Country", "Region", "Phone"}


def test_members_and_visitors_see_what_they_are_let_see(her, visitor, ana, wim):
    page = her.save(eyes_job_title="everyone", eyes_phone="members")
    assert notice(page) and (chosen(page, "job_title"), chosen(page, "phone")) == ("everyone", "members")
    assert said(visitor.get(her.page + "?now")) == {"Job title": "Keeper of &lt;numbats&gt;"}
    both = {"Job title": "Keeper of &lt;numbats&gt;", "Phone": "+47 22 12 34 56"}
    assert said(ana.get(her.page)) == said(wim.get(her.page)) == both


def test_she_sees_all_of_it_and_beside_each_who_else_does(her):
    her.save(eyes_job_title="everyone", eyes_phone="members")
    shown = said(her.browser.get(her.page))
    assert shown["Job title"].endswith("Everybody") and shown["Phone"].endswith("Everybody who is signed in")
    assert re.search("NO +Only ", shown["Country"]) and shown["Organisation"].startswith("Example")


def test_a_visitor_is_told_byte_by_byte_what_is_told_where_nothing_was_said(her, visitor, ana):
    def pages(at):
        return [re.search("<main.*</main>", each.get(f"{her.page}?{at}").text, re.S)[0] for each in (visitor, ana)]

    before = pages("here")
    her.save(phone="", job_title="")
    after = pages("gone")
    her.save(phone="+47 22 12 34 56", job_title="Keeper of <numbats>")
    assert before == after


def test_what_is_fixed_can_be_shown_all_the_same(her, olga, visitor):
    page = olga.get("/staff/profiles")
    version = re.search(r'rules" novalidate>.*?"version" value="(\d+)"', page.text)[1]
    olga.post("/staff/profiles/rules", {"version": version, "country": "fixed"})
    page = her.save(eyes_country="everyone")
    assert 'name="country"' not in page.text and chosen(page, "country") == "everyone"
    assert said(visitor.get(her.page + "?fixed")) == {"Country": "NO"}
    olga.post("/staff/profiles/rules", {"version": int(version) + 1, "country": "approval"})


def test_who_is_deactivated_shows_nothing(portal, olga, ana):
    gone = Her(portal)
    gone.save(eyes_phone="everyone")
    assert "22 12 34 56" in ana.get(gone.page).text
    at = gone.page.replace("/people", "/staff/people")
    version = re.search(r'"version" value="(\d+)"', olga.get(at).text)[1]
    assert olga.post(f"{at}/state", {"state": "suspended", "version": version}).status_code == 303
    assert "22 12 34 56" not in ana.get(gone.page).text + olga.get(gone.page).text
