"""What every answer carries, and what no page holds: seen on whatever can be reached from the first page."""

import re
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import requests
from support.broken import NOWHERE
from support.person import PASSWORD, Person

MOST_PAGES, MOST_ALIKE = 150, 12
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
DIRECTIVES = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}


def lacking(answer):
    """The headers that an answer should carry and does not."""
    policy = {part.strip() for part in answer.headers.get("Content-Security-Policy", "").split(";")}
    found = {name for name, value in SECURITY.items() if answer.headers.get(name) != value}
    found |= set() if "camera=()" in answer.headers.get("Permissions-Policy", "") else {"Permissions-Policy"}
    found |= set() if "X-Request-ID" in answer.headers or answer.url.endswith(PROBES) else {"X-Request-ID"}
    # A file of somebody's is no page of ours: nothing in it is loaded or run.
    own = not policy & {"sandbox", "default-src 'none'"}
    return found | (DIRECTIVES - policy if own else {"frame-ancestors 'none'", "base-uri 'none'"} - policy)


PROBES = ("/livez", "/readyz", "/version", "/metrics")
KINDS = {
    "a page": "/",
    "a kept page": "/",
    "a search": "/search?q=ph",
    "a fragment": "/fragments/recent-topics",
    "nothing there": "/nowhere",
    "a missing article": f"/articles/{NOWHERE}",
    "sign in first": "/account",
    "a bad cursor": "/topics?cursor=x",
    "a stylesheet": "/static/portal.css",
    "a font": "/static/vendor/hanken-grotesk-latin-wght-normal.woff2",
    "no such file": "/static/none.css",
    "the sitemap": "/sitemap.xml",
    "robots.txt": "/robots.txt",
    "security.txt": "/.well-known/security.txt",
    "a redirect": "/.well-known/change-password",
    "the description of the API": "/openapi.json",
    "the API": "/api/community/v1/topics",
    "a problem of the API": f"/api/community/v1/topics/{NOWHERE}",
    "no such API": "/api/nothing/v1/x",
    "the mailbox": "/dev/mail",
    **{path: path for path in PROBES},
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_carries_the_security_headers(visitor, kind):
    answers = [
        visitor.session.get(visitor.url + KINDS[kind], allow_redirects=False, timeout=10),
        visitor.session.head(visitor.url + KINDS[kind], timeout=10),
        visitor.session.post(visitor.url + KINDS[kind], timeout=10),
    ]
    assert [lacking(answer) for answer in answers] == [set(), set(), set()]


def test_a_page_that_has_not_changed_carries_them_too(visitor, signed_in):
    for person in (visitor, signed_in("ingrid")):
        first = person.open("/topics")
        again = person.open("/topics", If_None_Match=first.answer.headers["ETag"])
        assert (again.status, lacking(again.answer)) == (304, set())


def test_a_mail_as_html_stands_in_a_sandbox(newcomer):
    newcomer.register("Salma Haddad")
    mail = newcomer.mails()[0]
    policy = newcomer.open(mail.address + "/html").answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")


def test_cookies_are_for_the_portal_alone_and_out_of_reach_of_scripts(visitor):
    visitor.email = "jonas.weidmann@stadtwerke-lindau.example"
    form = visitor.open("/signin").html.form("/signin")
    own = {"Origin": visitor.url, "Sec-Fetch-Site": "same-origin"}
    pairs = form.sent(email=visitor.email, password=PASSWORD)
    answer = visitor.session.post(visitor.url + "/signin", data=pairs, headers=own, allow_redirects=False, timeout=10)
    set_cookies = answer.raw.headers.getlist("Set-Cookie")
    assert {text.partition("=")[0] for text in set_cookies} == {"session", "device", "ticket"}
    for text in set_cookies:
        flags = {flag.strip().lower() for flag in text.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= flags and not any("domain" in flag for flag in flags)
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.open("/account").answer.headers["Cache-Control"].startswith("private")


def test_a_visitor_gets_no_cookie(visitor):
    for path in ("/", "/search?q=ph", "/signin", "/articles", "/nowhere"):
        assert "Set-Cookie" not in visitor.open(path).answer.headers


def crawl(person, start=("/",)):
    """Pages that links and forms lead to from `start`, by address without a fragment: of each kind only some."""
    pages, waiting, known, alike = {}, deque(start), set(start), Counter()
    while waiting and len(pages) < MOST_PAGES:
        path = waiting.popleft()
        alike[kind := ID.sub("…", path).partition("?")[0]] += 1
        if alike[kind] > MOST_ALIKE:
            continue
        page = pages[path] = person.open(path)
        if "text/html" not in page.answer.headers["Content-Type"]:
            continue
        near = [urljoin(page.answer.url, one["href"] or one["hx-get"]) for one in page.html.all() if leads(one)]
        for address in near:
            parts = urlsplit(urldefrag(address)[0])
            following = f"{parts.path}?{parts.query}".removesuffix("?")
            if f"{parts.scheme}://{parts.netloc}" == person.url and following not in known:
                known.add(following)
                waiting.append(following)
    return pages


def leads(element):
    """Whether an element leads on, within a bounded part: searches and themes lead to ever more."""
    href = element["href"] or element["hx-get"]
    endless = ("/search?", "/signin?", "/dev/mail/", "#", "http", "mailto:")
    return bool(href) and not href.startswith(endless) and element.tag in ("a", "div", "link", "use", "input")


@pytest.fixture(scope="module")
def seen(portal, signed_in):
    """All pages that a visitor, a member and a person of staff can reach."""
    return {
        "visitor": crawl(Person(portal.url)),
        "ingrid": crawl(signed_in("ingrid"), ("/", "/notifications", "/account")),
        "sunita": crawl(signed_in("sunita"), ("/staff", "/", "/account")),
    }


def test_every_link_of_every_page_leads_somewhere(seen):
    lost = {
        (who, path): page.status for who, pages in seen.items() for path, page in pages.items() if page.status >= 400
    }
    assert lost == {}
    assert all(len(pages) > 40 for pages in seen.values()), {who: len(pages) for who, pages in seen.items()}


def test_every_page_carries_the_security_headers(seen):
    bare = {path: found for pages in seen.values() for path, page in pages.items() if (found := lacking(page.answer))}
    assert bare == {}


def html_pages(seen):
    """Who saw which page of HTML."""
    for who, pages in seen.items():
        for path, page in pages.items():
            if "text/html" in page.answer.headers["Content-Type"]:
                yield who, path, page


def test_no_page_holds_a_script_or_a_style_of_its_own(seen):
    wrong = {}
    for _, path, page in html_pages(seen):
        inline = [one for one in page.html.all("script") if not one["src"]]
        styled = [one for one in page.html.all() if "style" in one.attributes or one.tag == "style"]
        handlers = [one for one in page.html.all() if any(name.startswith("on") for name in one.attributes)]
        foreign = [one for one in page.html.all() if (one["src"] or "").startswith("http")]
        if inline or styled or handlers or foreign:
            wrong[path] = [*inline, *styled, *handlers, *foreign]
    assert wrong == {}


def test_every_page_has_one_heading_a_title_a_language_and_ids_of_its_own(seen):
    wrong = {}
    for _, path, page in html_pages(seen):
        if path.startswith("/fragments/"):
            continue
        ids = [one["id"] for one in page.html.all(id=None)]
        faults = [f"id {id} twice" for id in set(ids) if ids.count(id) > 1]
        faults += [] if len(page.html.all("h1")) == 1 else ["not one h1"]
        faults += [] if page.html.first("title").text and page.html.first("html")["lang"] else ["no title"]
        faults += [f"no {one['for']}" for one in page.html.all("label") if one["for"] and one["for"] not in ids]
        if faults:
            wrong[path] = faults
    assert wrong == {}


def test_no_page_says_anybodys_address_but_ones_own(seen, signed_in):
    told = {}
    for who, path, page in html_pages(seen):
        if path.startswith("/dev/mail"):
            continue  # the mailbox of a trial shows all mails to everybody, and says so
        if path.startswith("/organisation"):
            continue  # its own administrators know whom they invited
        own = signed_in(who).email if who != "visitor" else ""
        others = {text for text in ADDRESS.findall(page.answer.text) if text != own and text.endswith(".example")}
        if others:
            told[who, path] = others
    assert told == {}


def test_pages_of_members_are_nobodys_to_keep(seen):
    for who, _, page in html_pages(seen):
        kept = page.answer.headers["Cache-Control"]
        assert (
            kept.startswith(("public, no-cache", "private", "no-store")) if who == "visitor" else "public" not in kept
        )


def test_the_sitemap_names_pages_that_a_visitor_can_open_and_no_others(visitor, seen):
    places = re.findall(r"<loc>([^<]+)</loc>", visitor.open("/sitemap.xml").answer.text)
    assert len(places) > 40 and all(place.startswith(visitor.url + "/") for place in places)
    assert {place: status for place in places if (status := visitor.open(place).status) != 200} == {}


def test_the_live_stream_takes_one_good_ticket_from_our_own_pages(portal, signed_in):
    live = signed_in("ingrid").open("/").html.first(id="bell")["data-live"]
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert requests.get(live, headers=elsewhere, timeout=5).status_code == 403
    origin = {"Origin": portal.url}
    with requests.get(live, headers=origin, stream=True, timeout=5) as first:
        assert (first.status_code, first.headers["Access-Control-Allow-Origin"]) == (200, portal.url)
    assert requests.get(live, headers=origin, timeout=5).status_code == 401
    assert requests.get(live.partition("?")[0] + "?ticket=a.b.c", headers=origin, timeout=5).status_code == 401


def test_nothing_of_all_this_was_an_error_of_ours(portal):
    assert portal.errors() == []
