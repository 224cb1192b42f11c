"""Pages while a service does not answer: what is there comes, and what is missing is said."""

import re
import socket
import time

import pytest
from sqlalchemy import delete
from support.portal import Browser

from gateway.app import create_app
from gateway.store.counters import open_database
from gateway.store.tables import last_words
from knowledge.store.search import FIELDS
from portalkit.search_elasticsearch import ElasticsearchIndex
from portalkit.search_elasticsearch_client import Server

from ..conftest import PASSWORD
from .reading import field, missing


class Switch:
    """A service's app that can be switched off: it is really there, and then really is not. Or it takes its time."""

    def __init__(self, app):
        self._app, self.on, self.seconds = app, True, 0.0

    def __call__(self, environ, start):
        time.sleep(self.seconds)
        if not self.on:
            raise ConnectionError("switched off")
        return self._app(environ, start)


@pytest.fixture(scope="module")
def switches(portal):
    return {name: Switch(app) for name, app in portal.apps.items()}


@pytest.fixture(scope="module")
def elsewhere(portal, switches):
    """The same portal behind a gateway whose services can be switched off."""
    before = portal.gateway
    portal.gateway = create_app(portal.settings["gateway"], switches)
    yield portal
    portal.gateway = before


@pytest.fixture
def off(switches):
    def switch_off(name):
        switches[name].on = False

    yield switch_off
    for switch in switches.values():
        switch.on = True


@pytest.fixture
def guest(elsewhere):
    return Browser(elsewhere)


@pytest.fixture
def member(elsewhere):
    browser = elsewhere.sign_in("olga@staff.example", PASSWORD)
    browser.get("/")
    return browser


@pytest.mark.parametrize(
    ("service", "path", "status"),
    [
        ("knowledge", "/", 200),
        ("knowledge", "/articles", 503),
        ("knowledge", "/search?q=wombat", 503),
        ("knowledge", "/topics", 200),
        ("community", "/", 200),
        ("community", "/articles", 200),
        ("community", "/topics", 503),
        ("community", "/fragments/recent-topics", 200),
        ("community", "/search?q=wombat", 200),
        ("notify", "/", 200),
        ("notify", "/topics", 200),
        ("accounts", "/", 200),
        ("accounts", "/topics", 200),
        ("accounts", "/signin", 200),
    ],
)
def test_a_visitors_page_comes_without_what_it_does_not_need(off, guest, service, path, status):
    whole = missing(guest.get(path))
    off(service)
    page = guest.get(path)
    assert page.status_code == status
    assert whole == set()
    if status == 503:
        assert "Not available just now" in page.text
        assert 'href="/topics"' in page.text
        assert int(page.headers["Retry-After"]) > 0


def test_what_is_missing_is_said_in_its_place_and_such_a_page_is_not_kept(off, guest):
    off("knowledge")
    page = guest.get("/")
    assert missing(page) == {"knowledge"}
    assert "ETag" not in page.headers


def test_a_persons_page_comes_without_what_accounts_would_say_of_them(off, guest):
    topic = re.search(r'href="(/topics/[0-9a-f-]{36}[^"]*)"', guest.get("/topics").text)[1]
    person = re.search(r'href="(/people/[0-9a-f-]{36})"', guest.get(topic).text)[1]
    off("accounts")
    page = guest.get(person)
    assert page.status_code == 200 and "Why does the wombat drip?" in page.text and "at-facts--said" not in page.text


@pytest.mark.parametrize(
    ("service", "said"),
    [("knowledge", "What you saved is"), ("community", "Your topics are"), ("notify", "Your notifications are")],
)
def test_ones_own_page_comes_with_every_block_but_that_of_the_service_that_is_away(off, member, service, said):
    assert missing(member.get("/me")) == set()
    off(service)
    page = member.get("/me")
    assert page.status_code == 200 and missing(page) == {service}
    assert f"{said} not available just now" in page.text and 'aria-labelledby="belonging"' in page.text


@pytest.fixture
def without_search(portal):
    """knowledge while its search server refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    extensions = portal.apps["knowledge"].extensions
    before = extensions["index"]
    extensions["index"] = ElasticsearchIndex(Server(f"http://127.0.0.1:{port}"), "away", "knowledge", FIELDS)
    yield
    extensions["index"] = before


def test_without_a_search_the_page_keeps_what_was_typed_and_offers_the_subjects(without_search, guest):
    page = guest.get("/search?q=wombat+valve&kind=topic")
    assert page.status_code == 200
    assert missing(page) == {"search"}
    assert field(page, "q") == "wombat valve"
    assert 'href="/articles?category=' in page.text and "Meters" in page.text
    assert 'id="results"' not in page.text and "0 results" not in page.text
    assert "ETag" not in page.headers
    assert missing(guest.get("/search")) == set()


def test_without_a_search_everything_else_goes_on_and_suggestions_stay_away(without_search, guest, member):
    for path in ("/", "/articles", "/topics"):
        page = guest.get(path)
        assert (page.status_code, missing(page)) == (200, set())
    suggestions = guest.get("/fragments/suggestions?q=wombat", HX_Request="true")
    assert (suggestions.status_code, suggestions.text) == (503, "")
    answer = guest.get("/api/knowledge/v1/search?q=wombat")
    assert (answer.status_code, answer.json["slug"]) == (503, "search-unavailable")
    assert int(answer.headers["Retry-After"]) > 0


def test_hits_whose_owner_does_not_answer_are_left_out_and_the_page_says_so(off, guest):
    assert 'href="/topics/' in guest.get("/search?q=wombat").text
    off("community")
    page = guest.get("/search?q=wombat")
    assert 'href="/articles/' in page.text.partition('id="results"')[2]
    assert 'href="/topics/0' not in page.text
    assert missing(page) == {"community"}


@pytest.mark.parametrize(
    ("service", "path", "said"),
    [
        ("knowledge", "/staff", {"knowledge"}),
        ("community", "/staff", {"community"}),
        ("community", "/staff/categories", {"community"}),
        ("knowledge", "/staff/categories", {"knowledge"}),
        ("notify", "/staff", {"notify"}),
        ("knowledge", "/staff/audiences/staff", {"knowledge"}),
        ("community", "/staff/audiences/staff", {"community"}),
    ],
)
def test_the_staffs_pages_come_as_far_as_services_answer(off, member, service, path, said):
    off(service)
    page = member.get(path)
    assert page.status_code == 200
    assert missing(page) == said


def test_without_accounts_whoever_was_known_a_moment_ago_still_reads_as_themselves(off, member):
    off("accounts")
    page = member.get("/topics")
    assert page.status_code == 200
    assert "Olga Example" in page.text
    assert missing(page) == {"accounts"}
    assert member.get("/staff/articles").status_code == 200


def test_without_accounts_all_others_read_as_visitors(off, elsewhere, member):
    database = open_database(elsewhere.settings["gateway"])
    with database.transaction(counted=False) as tx:
        tx.execute(delete(last_words))
    database.close()
    off("accounts")
    page = member.get("/topics")
    assert page.status_code == 200
    assert "Olga Example" not in page.text
    assert missing(page) == {"accounts"}
    assert member.get("/account").status_code == 503


def test_without_accounts_nobody_writes(off, elsewhere, member):
    token = member.csrf()
    off("accounts")
    assert member.post("/account", {"csrf": token, "name": "X"}).status_code == 503
    assert member.get("/account").status_code == 200


def test_without_accounts_the_door_keeps_what_was_typed(off, guest):
    off("accounts")
    page = guest.post("/signin", {"email": "olga@staff.example", "password": PASSWORD})
    assert page.status_code == 503
    assert "olga@staff.example" in page.text
    assert PASSWORD not in page.text


def test_a_session_that_ended_is_not_brought_back_by_silence(off, elsewhere):
    browser = elsewhere.sign_in("ben@customers.example", PASSWORD)
    browser.get("/")
    other = elsewhere.sign_in("ben@customers.example", PASSWORD)
    other.post("/account/sessions/end-others")
    assert browser.get("/account").status_code == 303
    off("accounts")
    assert "Ben Example" not in browser.get("/").text


def test_what_a_service_that_is_back_has_shows_at_once(off, switches, guest):
    off("community")
    assert guest.get("/topics").status_code == 503
    switches["community"].on = True
    assert guest.get("/topics").status_code == 200


def test_the_docs_come_without_what_does_not_answer(off, guest):
    off("notify")
    page = guest.get("/openapi.json")
    assert page.status_code == 200
    assert "/api/knowledge/v1/articles" in page.json["paths"]


def test_in_one_process_a_pause_of_it_is_no_silence_of_accounts(elsewhere, switches, member, monkeypatch):
    monkeypatch.setattr(switches["accounts"], "seconds", 2 * elsewhere.settings["gateway"].identity_ms / 1000)
    assert member.post("/signout").status_code == 303
