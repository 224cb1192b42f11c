"""Addresses, methods, cookies and hosts that make no sense: each is answered as what it is, never with an error."""

import pytest
import requests
from support.markup import parse
from support.person import PASSWORD, Person


@pytest.fixture
def member(signed_in):
    return signed_in("ingrid")


@pytest.fixture
def author(signed_in):
    return signed_in("priya")


STRANGE = ("%00", "%FF%FE", "%F0%9F%90%A6", "x" * 3000, "a%20b", "%2e%2e%2f", "'%22%3E%3Cb%3E", "-1", "01900000")


@pytest.mark.parametrize("text", STRANGE)
def test_every_page_takes_strange_addresses_and_queries(visitor, member, author, text):
    wrong = {}
    queries = ("/search?q=", "/search?q=ph&kind=", "/search?q=ph&cursor=", "/articles?category=", "/articles?cursor=")
    queries += ("/topics?category=", "/topics?state=", "/topics?cursor=", "/verify?token=", "/reset?token=")
    queries += ("/fragments/suggestions?q=", "/fragments/similar?title=", "/signin?next=", "/topics/new?title=")
    queries += ("/notifications?cursor=", "/staff/articles?cursor=", "/staff/articles?state=", "/?x=", "/dev/mail/")
    paths = ("/articles/{}", "/topics/{}", "/topics/{}/edit", "/replies/{}/edit", "/staff/articles/{}")
    paths += ("/unsubscribe/{}", "/static/{}", "/{}", "/dev/mail/{}", "/dev/mail/{}/html", "/problems/{}")
    for path in [query + text for query in queries] + [path.format(text) for path in paths]:
        for person in (visitor, author if "/staff" in path else member):
            page = person.open(path)
            if page.status >= 500 or (page.status != 414 and not page.answer.headers.get("X-Request-ID")):
                wrong[path[:60]] = page.status
    assert wrong == {}


def test_a_bad_cursor_is_told_as_a_page(visitor, member):
    for path in ("/articles?cursor=x", "/topics?cursor=x", "/search?q=ph&cursor=x"):
        page = visitor.open(path)
        assert page.status in (400, 422) and page.html.first("h1").text and page.main.first("a", href="/"), path
    assert member.open("/notifications?cursor=x").status in (400, 422)


def test_a_page_that_cannot_be_posted_to_says_so(visitor, member):
    for path in ("/", "/articles", "/topics", "/search", "/docs", "/staff", "/sitemap.xml", "/static/portal.css"):
        page = member.post(path, {"csrf": "x"})
        assert page.status == 405 and "GET" in page.answer.headers["Allow"], path
        assert "This cannot be done here" in page.text
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        assert visitor.session.request(method, visitor.url + "/topics", timeout=10).status_code == 405
    assert visitor.open("/signout").status == 405


@pytest.mark.parametrize(
    "cookie",
    [
        "session=garbage",
        "session=" + "a" * 43,
        "session=" + "x" * 7000,
        "session=\u00e4\u00f6",
        "session=; theme=purple; notice=forged",
        "theme=<script>; session='\"",
        ";;;===;",
        "notice=IkhlbGxvIg.aaaa.bbbb",
    ],
)
def test_a_bad_cookie_is_a_visitors(portal, cookie):
    for path in ("/", "/topics", "/account"):
        answer = requests.get(portal.url + path, headers={"Cookie": cookie.encode("latin-1")}, timeout=10)
        assert answer.status_code == 200, (path, answer.status_code)
        assert parse(answer.text).all("a", href="/register") and "forged" not in answer.text


def test_a_foreign_host_is_led_to_the_portals_own(portal):
    answer = requests.get(
        portal.url + "/topics", headers={"Host": "elsewhere.example"}, allow_redirects=False, timeout=10
    )
    assert (answer.status_code, answer.headers["Location"]) == (307, portal.url + "/topics")
    posted = requests.post(portal.url + "/signin", headers={"Host": "elsewhere.example"}, timeout=10)
    assert posted.status_code == 400


def test_nobody_is_led_away_after_signing_in(portal):
    for place in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"):
        person = Person(portal.url, "dale.whitcomb@cascade-process.example")
        form = person.open("/signin").html.form("/signin")
        page = person.send(form, email=person.email, password=PASSWORD, next=place)
        assert page.answer.url == portal.url + "/"


def test_nothing_of_all_this_was_an_error_of_ours(portal):
    assert portal.errors() == []
