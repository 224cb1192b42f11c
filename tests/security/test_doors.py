"""The ways in: who one claims to be, where one is sent, what files one asks for, and whose page one gets."""

import random
import re
from urllib.parse import quote

import pytest
from support.portal import ORIGIN, Browser
from werkzeug.test import Client

from gateway.app import create_app
from gateway.static_files import FOLDER

SPOOFED = {
    "X-User-Id": "administrator",
    "X_User_Id": "administrator",
    "X-Roles": "administrator",
    "X-Tenant": "a1",
    "X-Audiences": "a1",
    "X-Viewer": "administrator",
    "X-Remote-User": "administrator",
    "X-Forwarded-User": "administrator",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "e.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-IP": "127.0.0.1",
    "Forwarded": "for=127.0.0.1;host=e.example",
    "X-Original-URL": "/staff",
    "X-Rewrite-URL": "/staff",
    "X-HTTP-Method-Override": "DELETE",
    "X-Method-Override": "DELETE",
    "X-Deadline-Ms": "1",
    "X-Request-ID": "forged id\twith tabs",
    "Traceparent": "nonsense",
    "Connection": "Authorization, X-Request-ID",
    "Authorization": "Bearer forged",
    "Cookie2": "session=forged",
}
WRITTEN_BY_US = {"AUTHORIZATION", "X_REQUEST_ID", "TRACEPARENT", "X_DEADLINE_MS", "HOST", "IDEMPOTENCY_KEY"}
WRITTEN_BY_US |= {"IF_MATCH", "IF_NONE_MATCH"}
ELSEWHERE = (
    *("//e.example", "///e.example", "////e.example", "/\\e.example", "\\\\e.example", "\\/e.example"),
    *("/\t/e.example", "/\n/e.example", "/\r/e.example", "\t//e.example", " //e.example", "/ /e.example"),
    *("https://e.example", "http:e.example", "https:/e.example", "https:\\\\e.example", "//e.example@x"),
    *("http://127.0.0.1:8080@e.example", "http://127.0.0.1:8080.e.example", "//127.0.0.1:8080@e.example/"),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///"),
    *("e.example", "@e.example", ".e.example", "?next=//e.example", "#//e.example", ":80", ""),
    *("/x\r\nLocation: //e.example", "/\n", "/x\n", "\x00//e.example", "/\x00/e.example", "\u2028//e.example"),
    *("／／e.example", "https：//e.example", "%2f%2fe.example", "%5c%5ce.example"),
)  # fmt: skip
WITHIN = (
    "/%2f%2fe.example",
    "/%5ce.example",
    "/.//e.example",
    "/..//e.example",
    "/topics?x=//e.example",
)
OUTSIDE = (
    *("../app.py", "../../app.py", "%2e%2e/app.py", "..%2fapp.py", "%2e%2e%2fapp.py", "..%252fapp.py", "....//app.py"),
    *("..\\app.py", "..%5capp.py", "%c0%ae%c0%ae/app.py", "..%c0%afapp.py", "vendor/../../app.py", "./../app.py"),
    *("vendor/%2e%2e/%2e%2e/app.py", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "../" * 12 + "etc/passwd"),
    *("portal.css%00.py", "portal.css/../../app.py", "portal.css/..%2f..%2fapp.py", "..;/app.py", ".%00./app.py"),
    *("../templates/base.html", "..%2ftemplates%2fbase.html", "~root", "C:/windows/win.ini", "..%u2215app.py"),
    *("portal.css/", "PORTAL.CSS", "vendor", "vendor/", ".", "..", "", "*", "?", "portal.css%20", "\xff\xfe"),
)


def within(location):
    """Whether a browser that is sent to `location` stays in the portal."""
    plain = re.sub(r"[\t\r\n]", "", location).strip("\x00\x20").replace("\\", "/")
    return plain.startswith(ORIGIN + "/") or bool(re.match(r"/(?!/)", plain))


class Witness:
    """A service that remembers the headers of what it was asked."""

    def __init__(self, app):
        self._app, self.heard = app, []

    def __call__(self, environ, start):
        self.heard.append({name[5:]: value for name, value in environ.items() if name.startswith("HTTP_")})
        return self._app(environ, start)


def test_services_hear_nothing_of_what_a_browser_says_about_itself(scene):
    services = {name: Witness(app) for name, app in scene.portal.apps.items()}
    gateway = Client(create_app(scene.portal.settings["gateway"], services))
    own = {"Sec-Fetch-Site": "same-origin"}
    for path in ("/", "/topics", "/articles", "/search?q=pump", "/account", "/staff", "/sitemap.xml"):
        gateway.get(path, base_url=ORIGIN, headers=SPOOFED)
    gateway.post("/forgot", base_url=ORIGIN, data={"email": "x@people.example"}, headers=SPOOFED | own)
    for name in scene.portal.apps:
        unsigned = {header: value for header, value in SPOOFED.items() if header != "Authorization"}
        for path in ("/v1/articles", "/v1/topics", "/v1/me", "/v1/users", "/v1/messages"):
            gateway.get(f"/api/{name}{path}", base_url=ORIGIN, headers=unsigned)
    heard = [headers for witness in services.values() for headers in witness.heard]
    assert len(heard) > 20
    for headers in heard:
        assert set(headers) <= WRITTEN_BY_US
        assert "forged" not in " ".join(headers.values())
        assert headers["HOST"] in services
        assert int(headers["X_DEADLINE_MS"]) > 1_700_000_000_000


def test_a_service_that_is_asked_directly_believes_no_header(scene):
    for name, app in scene.portal.apps.items():
        for rule in app.url_map.iter_rules():
            method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
            path = re.sub(r"<[^>]+>", "x", rule.rule)
            answer = app.test_client().open(path, method=method, headers=SPOOFED)
            probe = path in ("/livez", "/readyz", "/version", "/metrics", "/openapi.json")
            assert answer.status_code in ((200, 503) if probe else (401, 503)), f"{name} {method} {path}"
            without = {header: value for header, value in SPOOFED.items() if header != "X-Deadline-Ms"}
            answer = app.test_client().open(path, method=method, headers=without)
            assert answer.status_code == (200 if probe else 401), f"{name} {method} {path}"


@pytest.mark.parametrize("address", ELSEWHERE + WITHIN)
def test_nobody_is_sent_elsewhere(scene, visitor, address):
    member = scene.browsers["peer"]
    asked = [
        visitor.post("/theme", {"theme": "dark", "back": address}),
        member.get(f"/signin?next={quote(address)}"),
        visitor.post("/topics/new", {}, Referer=quote(address, safe="/:@?&=%\\")),
        member.post(f"/categories/{quote(address, safe='')}/follow", {"on": "1"}),
    ]
    for answer in asked:
        assert answer.status_code < 500
        assert all(within(location) for location in answer.headers.getlist("Location"))
    form = visitor.get(f"/signin?next={quote(address)}").text
    (kept,) = re.findall(r'name="next" value="([^"]*)"', form)
    assert within(kept.replace("&amp;", "&"))


def test_signing_in_leads_within_the_portal_too(scene):
    for address in ("//e.example", "/\\e.example", "/x\n", "https://e.example"):
        known = {"email": "peer@people.example", "password": "plums grow on mountain roads", "next": address}
        assert Browser(scene.portal).post("/signin", known).headers["Location"] == "/"


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_file_is_given_but_those_that_are_there_for_it(scene, path):
    there = {file.read_bytes() for file in FOLDER.rglob("*") if file.is_file()}
    client = Client(scene.portal.gateway)
    for raw in (f"/static/{path}", f"/static/{path}?v=1"):
        answer = client.get("/x", base_url=ORIGIN, environ_overrides={"PATH_INFO": raw, "REQUEST_URI": raw})
        asked = client.get(f"/static/{quote(path, safe='%/')}", base_url=ORIGIN)
        for each in (answer, asked):
            assert each.status_code == 404 or each.data in there
            assert b"import " not in each.data
            assert b"root:" not in each.data


def test_two_people_and_a_visitor_never_get_each_others_pages(scene, visitor):
    kept = create_app(scene.settings(MICRO_CACHE_SECONDS="2"), scene.portal.apps)
    readers = {"visitor": visitor, "owner": scene.browsers["owner"], "administrator": scene.browsers["administrator"]}
    tokens = {name: browser.csrf() for name, browser in readers.items()}
    dice, paths = random.Random(7), ("/", "/topics", "/articles", "/fragments/recent-topics", "/docs", "/account")
    paths += ("/account/x.css", "/account%2fx.css", "/topics;x.css", "/topics?x.css", "/sitemap.xml", "/openapi.json")
    cookies = {name: browser._client for name, browser in readers.items()}
    seen = set()
    for client in cookies.values():
        client.application = kept
    try:
        for _ in range(300):
            name = dice.choice(list(readers))
            answer = readers[name].get(dice.choice(paths))
            for other, token in tokens.items():
                if other != name and token:
                    assert token not in answer.text, f"{name} got a page of {other}"
            if name != "visitor":
                own = "private" in answer.headers["Cache-Control"] or answer.mimetype != "text/html"
                assert own or "no-store" in answer.headers["Cache-Control"]
                seen.add(tokens[name] in answer.text)
            elif answer.status_code == 200:
                assert 'name="csrf" value=""' in answer.text or "csrf" not in answer.text
    finally:
        for client in cookies.values():
            client.application = scene.portal.gateway
    assert True in seen


def test_cookies_that_others_made_say_nothing(scene):
    client = Client(scene.portal.gateway)
    forged = ("xss", "InhzcyI.aSE.x", "InhzcyI.aSE.AAAAAAAAAAAAAAAAAAAAAAAAAAA", "." * 4000, "%00", "“", '"')
    for name in ("session", "device", "theme", "notice", "__Host-session"):
        for text in forged:
            page = client.get("/", base_url=ORIGIN, headers={"Cookie": f"{name}={quote(text)}"})
            assert page.status_code == 200
            assert "xss" not in page.text
            assert "data-notice" not in page.text


def test_opening_pages_changes_nothing(scene):
    boss = scene.browsers["administrator"]
    things = scene.things("community", "open", ("topic",)) | {"article": scene.article("open", ["everyone"])}
    scene.portal.settle()
    before = scene.rows()
    paths = [rule.rule for rule in scene.portal.gateway.url_map.iter_rules() if "GET" in rule.methods]
    ids = {"topic_id": things["topic"], "reply_id": things["reply"], "article_id": things["article"], "mail_id": "1"}
    for path in paths:
        asked = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ids.get(found[1], "x"), path)
        boss.get(f"{asked}?do=withdraw&on=1&hidden=1&version=1&token=x&_method=POST")
    assert scene.rows() == before
