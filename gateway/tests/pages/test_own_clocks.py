"""Days and times are written and read by the clocks of one's own time zone, and the page says which."""

import re

import pytest

from gateway.app import create_app

from ..conftest import PASSWORD
from .reading import errors, field, missing
from .test_browsers import WHEN
from .test_missing_services import Switch

TEXT = {"title": "Winter help", "body": "Win a valve.", "kinds": ["answered"], "zone": "Europe/Berlin"}
SENT = TEXT | {"starts_at": "2026-01-01T00:00", "ends_at": "2999-07-01T12:00"}


@pytest.fixture(scope="module")
def olga(olga):
    """Staff in Berlin."""
    assert olga.post("/account/notifications", WHEN | {"zone": "Europe/Berlin"}).status_code == 303
    return olga


@pytest.fixture(scope="module")
def ana(ana):
    """A member in New York."""
    assert ana.post("/account/notifications", WHEN | {"zone": "America/New_York"}).status_code == 303
    return ana


@pytest.fixture(scope="module")
def place(olga):
    """A contest that ends at noon in Berlin, in a summer."""
    form = olga.get("/contests/new")
    assert field(form, "zone") == "Europe/Berlin" and "clocks of your time zone: Europe/Berlin" in form.text
    return olga.post("/contests/new", SENT | {"form_key": field(form, "form_key")}).headers["Location"]


def test_everybody_reads_the_end_of_a_contest_by_their_own_clocks(place, olga, ana, visitor):
    for path in (place, "/contests"):
        assert "1 Jan 2026, 00:00 to 1 Jul 2999, 12:00 (Europe/Berlin)" in olga.get(path).text
        assert "31 Dec 2025, 18:00 to 1 Jul 2999, 06:00 (America/New_York)" in ana.get(path).text
        assert "31 Dec 2025, 23:00 to 1 Jul 2999, 10:00 UTC" in visitor.get(path).text


def test_the_form_shows_what_was_written_and_saving_it_again_moves_nothing(place, olga, visitor):
    form = olga.get(f"{place}/edit")
    assert field(form, "ends_at") == "2999-07-01T12:00"
    sent = {name: field(form, name) for name in ("title", "ends_at", "zone", "version")} | {"body": "On."}
    assert olga.post(f"{place}/edit", sent).status_code == 303
    assert "1 Jul 2999, 10:00 UTC" in visitor.get(place).text


def test_what_was_written_means_the_zone_that_the_page_named_whatever_one_chose_meanwhile(place, olga, visitor):
    version = field(olga.get(f"{place}/edit"), "version")
    sent = {"title": "Help", "body": "On.", "ends_at": "2999-07-01T12:00", "zone": "Asia/Tokyo", "version": version}
    again = olga.post(f"{place}/edit", sent | {"title": ""})
    assert errors(again) and field(again, "zone") == "Asia/Tokyo" and "time zone: Asia/Tokyo" in again.text
    assert olga.post(f"{place}/edit", sent).status_code == 303
    assert "1 Jul 2999, 03:00 UTC" in visitor.get(place).text


def test_a_form_of_a_program_that_names_no_zone_or_none_there_is_means_utc(place, olga, visitor):
    for zone in ({}, {"zone": "Mars/Olympus"}, {"zone": "../etc"}):
        version = field(olga.get(f"{place}/edit"), "version")
        sent = {"title": "Help", "body": "On.", "ends_at": "2999-07-02T04:00", "version": version} | zone
        assert olga.post(f"{place}/edit", sent).status_code == 303
        assert "2 Jul 2999, 04:00 UTC" in visitor.get(place).text


def test_a_time_that_no_clock_can_show_is_refused_at_its_field(place, olga):
    version = field(olga.get(f"{place}/edit"), "version")
    sent = {"title": "Help", "body": "On.", "ends_at": "0001-01-01T00:00", "zone": "Asia/Tokyo", "version": version}
    assert errors(olga.post(f"{place}/edit", sent)) == ["Write a day and a time, such as 2026-11-22T14:00."]


def test_all_of_it_is_said_in_german(place, olga):
    olga.post("/language", {"language": "de", "back": "/"})
    assert "Nach den Uhren Ihrer Zeitzone: Europe/Berlin." in olga.get(f"{place}/edit").text
    assert "1. Jan. 2026, 00:00 bis" in olga.get(place).text
    olga.post("/language", {"language": "en", "back": "/"})


def test_while_notify_is_away_times_are_told_in_utc(portal, place, monkeypatch):
    notify = Switch(portal.apps["notify"])
    behind = create_app(portal.settings["gateway"], portal.apps | {"notify": notify})
    monkeypatch.setattr(portal, "gateway", behind)
    browser = portal.sign_in("olga@staff.example", PASSWORD)
    notify.on = False
    page = browser.get(place)
    assert page.status_code == 200 and " UTC" in page.text and "notify" in missing(page)


def test_an_article_comes_out_and_is_taken_away_by_the_clocks_of_who_wrote_it(olga, wim):
    form = olga.get("/staff/articles/new")
    assert "clocks of your time zone: Europe/Berlin. Empty: at once" in form.text
    category = re.search(r'<option value="([0-9a-f-]{36})"', form.text)[1]
    sent = {"title": "Later", "category_id": category, "audiences": ["everyone"], "language": "en", "body": "B"}
    sent |= {"published_at": "2998-07-01T12:00", "expires_at": "2999-01-01T00:30", "do": "publish"}
    made = olga.post("/staff/articles/new", sent | {name: field(form, name) for name in ("zone", "form_key")})
    place = made.headers["Location"]
    assert "On <time" in wim.get("/staff/articles").text and "1 Jul 2998, 10:00 UTC" in wim.get("/staff/articles").text
    assert "1 Jan 2999, 00:30 (Europe/Berlin)" in olga.get("/staff/articles").text
    again = olga.get(place)
    assert (field(again, "published_at"), field(again, "expires_at")) == ("2998-07-01T12:00", "2999-01-01T00:30")


def test_a_reward_is_there_from_and_until_by_ones_own_clocks(olga, ana):
    sent = {"title": "A mug", "body": "With a heron.", "cost": "1", "stock": "", "per_person": ""}
    sent |= {"starts_at": "2026-01-01T00:00", "ends_at": "2999-07-01T12:00", "audiences": ["members"]}
    form = olga.get("/rewards/new")
    made = olga.post("/rewards/new", sent | {name: field(form, name) for name in ("zone", "form_key")})
    place = made.headers["Location"]
    assert "until 1 Jul 2999, 06:00 (America/New_York)" in ana.get(place).text
    assert field(olga.get(f"{place}/edit"), "starts_at") == "2026-01-01T00:00"
