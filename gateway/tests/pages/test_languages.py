"""The portal in the reader's language: who chooses it, and that nobody gets another's."""

import pytest
from babel import Locale, localedata
from support.portal import Browser

from gateway.languages import asked_for
from portalkit.catalogue import RIGHT_TO_LEFT

PASSWORD = "plums grow on mountain roads"


def spoken(page):
    return page.headers["Content-Language"], page.text.partition('<html lang="')[2][:2]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr, de;q=0.5", "de"),
        ("fr", "en"),
        ("*", "en"),
        ("en;q=0.3,de;q=0.7", "de"),
        ("ö;;=,,", "en"),
        ("x," * 5000, "en"),
    ],
)
def test_a_browser_is_answered_in_the_language_it_asks_for(accepted, language):
    assert asked_for(accepted) == language


def test_a_visitor_reads_what_the_browser_asks_for_and_others_beside_it_read_theirs(visitor):
    german = visitor.get("/topics", Accept_Language="de-DE,de;q=0.9")
    assert spoken(german) == ("de", "de")
    assert "Anmelden" in german.text and "Sign in" not in german.text.partition("<main")[0]
    english = visitor.get("/topics", If_None_Match=german.headers["ETag"])
    assert english.status_code == 200 and spoken(english) == ("en", "en")
    assert {"Cookie", "Accept-Language"} == set(english.headers["Vary"].split(", "))
    again = visitor.get("/topics", Accept_Language="de", If_None_Match=german.headers["ETag"])
    assert again.status_code == 304


def test_a_chosen_language_stays_with_the_browser(portal):
    browser = Browser(portal)
    assert browser.post("/language", {"language": "de", "back": "/articles"}).headers["Location"] == "/articles"
    assert spoken(browser.get("/", Accept_Language="en")) == ("de", "de")
    assert "Hier ist nichts" in browser.get("/nowhere").text
    assert spoken(Browser(portal).get("/")) == ("en", "en")
    browser.post("/language", {"language": "tlh", "back": "//evil.example"})
    assert spoken(browser.get("/")) == ("en", "en")


def test_a_chosen_language_goes_with_the_account_to_every_device(portal):
    here = portal.sign_in("ben@customers.example", PASSWORD)
    there = portal.sign_in("ben@customers.example", PASSWORD)
    assert spoken(there.get("/account")) == ("en", "en")
    here.post("/language", {"language": "de", "back": "/account"})
    for browser in (here, there, portal.sign_in("ben@customers.example", PASSWORD)):
        page = browser.get("/topics", Accept_Language="en")
        assert spoken(page) == ("de", "de")
        assert "vor " in page.text or "gerade eben" in page.text
    assert "Hier ist nichts" in there.get("/topics/nowhere").text
    here.post("/language", {"language": "en", "back": "/account"})
    assert spoken(there.get("/account", Accept_Language="de")) == ("en", "en")


def test_the_account_page_offers_the_languages_and_its_times_follow(portal):
    browser = portal.sign_in("ben@customers.example", PASSWORD)
    assert 'id="language"' in browser.get("/account").text
    browser.post("/language", {"language": "de", "back": "/account"})
    page = browser.get("/account").text.partition("<main")[2]
    assert "Angemeldet: " in page and ">gerade eben<" in page and "just now" not in page
    sent = browser.post("/account", {"name": "Ben Example", "version": "1"})
    assert sent.status_code == 303 and "Ihr neuer Name steht gleich überall" in browser.get("/account").text
    browser.post("/language", {"language": "en", "back": "/account"})


def test_programs_are_answered_in_english(visitor):
    problem = visitor.get("/api/community/v1/topics/nowhere", Accept_Language="de")
    assert problem.json["title"].isascii() and "Content-Language" not in problem.headers


def test_a_place_that_a_list_does_not_have_is_said_so_in_the_readers_language(visitor):
    for path in ("/topics", "/articles", "/search?q=wombat"):
        page = visitor.get(f"{path}{'&' if '?' in path else '?'}cursor=bent", Accept_Language="de")
        assert page.status_code == 400 and "Diese Stelle gibt es in dieser Liste nicht." in page.text, path


def test_languages_that_are_read_from_the_right_are_known():
    tags = [tag for tag in localedata.locale_identifiers() if "_" not in tag]
    assert {tag for tag in tags if Locale.parse(tag).text_direction == "rtl"} == RIGHT_TO_LEFT
