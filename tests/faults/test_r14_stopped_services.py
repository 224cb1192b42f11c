"""A service that is stopped or hangs is a gap in the page, said in its place, and never a slow or broken page."""

import signal
import time
from contextlib import contextmanager

import pytest
from support.person import Person
from support.served import Served

from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
SERVICES = ("accounts", "knowledge", "community", "notify")
BUDGET = 0.8  # seconds
USUAL = 0.4  # seconds, in which 19 of 20 pages come while a service is stopped

# Which service owns the main content of each page; the words are what its path is told by.
PAGES = {
    "/": "gateway",
    "/search?q=calibration": "knowledge",
    "/articles": "knowledge",
    "/articles/{article}": "knowledge",
    "/topics": "community",
    "/topics/{topic}": "community",
    "/topics/new": "community",
    "/notifications": "notify",
    "/account": "gateway",
    "/signin": "gateway",
    "/register": "gateway",
    "/staff": "gateway",
    "/staff/articles": "knowledge",
    "/staff/articles/new": "knowledge",
    "/staff/articles/{article}": "knowledge",
    "/staff/audiences": "accounts",
    "/forgot": "gateway",
    "/docs": "gateway",
    "/openapi.json": "gateway",
    "/.well-known/security.txt": "gateway",
    "/dev/mail": "gateway",
    "/fragments/bell": "notify",
    "/fragments/recent-topics": "gateway",
    "/fragments/suggestions?q=cal": "knowledge",
    "/sitemap.xml": "gateway",
    "/robots.txt": "gateway",
}
FOR_VISITORS = [
    path
    for path in PAGES
    if not path.startswith(("/staff", "/account", "/notifications", "/topics/new", "/fragments/bell"))
]

# Where a page without its own service goes on, and what it says is missing.
GAPS = [
    ("knowledge", "/"),
    ("knowledge", "/staff"),
    ("community", "/search?q=calibration"),
    ("community", "/staff"),
    ("community", "/fragments/recent-topics"),
    ("accounts", "/topics"),
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("separate"), "separate", MICRO_CACHE_SECONDS="0").start(90)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def author(portal):
    return Person(portal.url, "priya.raman@saltmarsh.example").sign_in()


@pytest.fixture(scope="module")
def things(portal, author):
    """An article and a topic that everybody may read, once they can be found."""
    visitor = Person(portal.url)
    eventually(lambda: "/topics/" in visitor.open("/search?q=calibration").answer.text, 30)

    def first(page, begin):
        links = visitor.open(page).main.links()
        return next(link for link in links if link.startswith(begin) and len(link) > len(begin) + 30).removeprefix(
            begin
        )

    return {"article": first("/articles", "/articles/"), "topic": first("/topics", "/topics/")}


@contextmanager
def stopped(portal, service):
    """The service's process group is gone: connections are refused."""
    portal.take_down(service)
    try:
        yield
    finally:
        portal.bring_back(service)


@contextmanager
def hung(portal, service):
    """The service takes connections and never answers."""
    portal.signal_group(service, signal.SIGSTOP)
    try:
        yield
    finally:
        portal.signal_group(service, signal.SIGCONT)


def timed(person, path):
    began = time.monotonic()
    page = person.open(path)
    return page, time.monotonic() - began


def all_well(portal, author, things):
    """Every page is whole again."""
    for path in PAGES:
        page = author.open(path.format(**things))
        if page.status != 200 or "data-degraded" in page.answer.text:
            return False
    return True


@pytest.mark.parametrize("how", [stopped, hung])
@pytest.mark.parametrize("service", SERVICES)
def test_pages_of_other_services_stay_whole_and_quick(portal, author, things, service, how):
    eventually(lambda: all_well(portal, author, things), 20)
    visitor, took, slow, broken, silent = Person(portal.url), [], {}, {}, set()
    with how(portal, service):
        for person, paths in ((visitor, FOR_VISITORS), (author, PAGES)):
            for path in paths:
                page, seconds = timed(person, path.format(**things))
                took.append(seconds)
                if seconds > BUDGET:
                    slow[path] = round(seconds, 2)
                expected = 503 if PAGES[path] == service else 200
                if page.status != expected:
                    broken[path] = page.status
                if (service, path) in GAPS and person is author and service not in said(page):
                    silent.add(path)
    assert (slow, broken, silent) == ({}, {}, set())
    assert how is hung or sorted(took)[int(len(took) * 0.95)] <= USUAL, sorted(took)[-5:]


def said(page):
    """The services that a page says it lacks."""
    return " ".join(element["data-degraded"] for element in page.html.all(data_degraded=None)).split()


@pytest.mark.parametrize("service", ["knowledge", "community", "notify"])
def test_a_page_whose_own_service_is_down_says_so_and_keeps_the_way_elsewhere(portal, author, things, service):
    own = next(path for path, owner in PAGES.items() if owner == service)
    with stopped(portal, service):
        page, seconds = timed(author, own.format(**things))
        assert (page.status, seconds < BUDGET) == (503, True)
        assert (
            page.answer.headers["Retry-After"] and "/topics" in page.html.links() and "/articles" in page.html.links()
        )
    eventually(lambda: author.open(own.format(**things)).status == 200, 15)


def test_without_accounts_a_visitor_reads_and_cannot_sign_in_but_is_told_why(portal, author, things):
    visitor = Person(portal.url, "ingrid.solheim@fjordvann.example")
    with stopped(portal, "accounts"):
        assert visitor.open("/topics/{topic}".format(**things)).status == 200
        answer = visitor.send(
            visitor.open("/signin").html.form("/signin"), email=visitor.email, password=visitor.password
        )
        assert answer.status == 503 and "sign" in answer.main.text.lower()
    eventually(lambda: all_well(portal, author, things), 20)
    visitor.sign_in()


def test_without_accounts_somebody_known_from_a_moment_ago_reads_on_and_is_told(portal, author, things):
    eventually(lambda: all_well(portal, author, things), 20)
    with stopped(portal, "accounts"):
        page = author.open("/topics")
        assert page.status == 200 and "accounts" in said(page)
        assert "Priya Raman" in page.html.text


def test_a_service_that_comes_back_is_used_again_within_ten_seconds(portal, author, things):
    with hung(portal, "community"):
        for _ in range(12):
            author.open("/search?q=calibration")
    began = time.monotonic()
    eventually(lambda: "data-degraded" not in author.open("/search?q=calibration").answer.text, 10)
    assert time.monotonic() - began < 10
