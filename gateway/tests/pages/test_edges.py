"""What holds for every address: hosts, headers, forms from elsewhere, limits."""

import dataclasses

import pytest
from support.portal import ORIGIN, SERVICES, Browser
from werkzeug.test import Client

from gateway.app import create_app
from gateway.settings import Settings
from portalkit.settings import load

SECURITY = {
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
}
HTTPS = "https://portal.example"


def routes(portal, *methods):
    """Every address that takes one of `methods`, with something in its places."""
    for rule in portal.gateway.url_map.iter_rules():
        if rule.methods & set(methods):
            path = rule.rule
            for place in rule.arguments:
                kind = "int:" if f"<int:{place}>" in path else "path:" if f"<path:{place}>" in path else ""
                path = path.replace(f"<{kind}{place}>", "1")
            yield path


@pytest.fixture(scope="module")
def https(portal):
    settings = dataclasses.replace(portal.settings["gateway"], public_origin=HTTPS, live_origin="https://live.example")
    return Client(create_app(settings, portal.apps))


def test_every_answer_carries_the_security_headers(portal, visitor, ana):
    paths = [*routes(portal, "GET"), "/static/tokens.css", "/static/nothing", "/nothing", "/topics?cursor=x"]
    for reader in (visitor, ana):
        for path in paths:
            answer = reader.get(path)
            assert set(answer.headers.keys()) >= SECURITY, path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.status_code < 500 or path.startswith("/nothing"), path


def test_the_policy_allows_no_script_of_others_and_none_inline(visitor):
    policy = visitor.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in ("script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "connect-src 'self' http://127.0.0.1:8081;" in policy


def test_pages_hold_neither_inline_scripts_nor_styles(portal, visitor, olga):
    for reader in (visitor, olga):
        for path in routes(portal, "GET"):
            page = reader.get(path)
            if page.mimetype == "text/html" and path.count("mail") == 0:
                assert "<script>" not in page.text, path
                assert " style=" not in page.text, path
                assert " onclick=" not in page.text, path


def test_under_https_cookies_belong_to_this_host_alone(https):
    answer = https.post(
        "/theme", base_url=HTTPS, data={"theme": "dark", "back": "/"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-theme=dark;")
    assert "Secure" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "connect-src 'self' https://live.example;" in answer.headers["Content-Security-Policy"]


def test_a_foreign_host_is_sent_to_the_portals_own_address(portal):
    client = Client(portal.gateway)
    answer = client.get("/topics?state=open", base_url="http://evil.example")
    assert (answer.status_code, answer.headers["Location"]) == (307, f"{ORIGIN}/topics?state=open")
    answer = client.get("//evil.example/x", base_url="http://evil.example")
    assert answer.headers["Location"].startswith(f"{ORIGIN}/")
    assert client.post("/signin", base_url="http://evil.example").status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": ORIGIN},
    ],
)
def test_no_form_is_taken_from_elsewhere(portal, ana, headers):
    for path in routes(portal, "POST"):
        if path.startswith("/api/"):
            continue
        for browser in (ana, Browser(portal)):
            sent = {"csrf": browser.csrf()}
            answer = browser._client.post(path, base_url=ORIGIN, data=sent, headers=headers)
            assert answer.status_code == 403, path


def test_with_a_session_no_form_is_taken_without_its_token(portal, ana, ben):
    for path in routes(portal, "POST"):
        if path.startswith("/api/"):
            continue
        for token in ("", "x", ben.csrf()):
            assert ana.post(path, {"csrf": token}).status_code == 403, path


def test_a_form_in_another_shape_is_refused(portal, ana):
    own = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
    for kind in ("application/json", "text/plain", "application/xml"):
        answer = ana._client.post(
            "/topics/new", base_url=ORIGIN, data=b'{"title":"x"}', headers=own | {"Content-Type": kind}
        )
        assert answer.status_code == 415


def test_a_form_that_is_too_large_is_refused_on_a_page(ana):
    page = ana.post("/topics/new", {"body": "x" * 1_100_000})
    assert page.status_code == 413
    assert "too large" in page.text


def test_a_bent_body_is_never_a_fault(portal, ana):
    own = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"):
        for body in (b"%", b"\xff\xfe=%zz&=&&", b"--x\r\n\r\n", b"a=" + b"&a=" * 2000):
            for path in ("/signin", "/topics/new", "/staff/articles/new"):
                answer = ana._client.post(path, base_url=ORIGIN, data=body, headers=own | {"Content-Type": kind})
                assert answer.status_code < 500


def test_too_many_forms_from_one_person_are_refused_for_a_while(portal):
    settings = dataclasses.replace(portal.settings["gateway"], writes_a_minute=1000, writes_a_minute_ip=3)
    client = Client(create_app(settings, portal.apps))
    own = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": "203.0.113.9"}
    environ = {"REMOTE_ADDR": "203.0.113.50"}
    answers = [
        client.post("/theme", base_url=ORIGIN, data={"back": "/"}, headers=own, environ_overrides=environ)
        for _ in range(5)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "a bit much" in answers[-1].text
    looked = client.post("/topics/preview", base_url=ORIGIN, data={"body": "B"}, headers=own, environ_overrides=environ)
    assert looked.status_code == 303  # to sign in: what only shows is not of them


def test_a_method_that_a_page_does_not_take_is_said_so(visitor):
    answer = visitor._client.put("/topics", base_url=ORIGIN)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_the_gateway_is_ready_while_no_service_is(tmp_path):
    """It then says on every page what is missing; taking it away, too, would help nobody."""
    environ = {f"{name}_URL": "http://127.0.0.1:9" for name in ("ACCOUNTS", "KNOWLEDGE", "COMMUNITY", "NOTIFY")}
    lonely = create_app(load(Settings, "gateway", environ | {"DATA_DIR": str(tmp_path), "PUBLIC_ORIGIN": ORIGIN}))
    client = Client(lonely)
    assert [client.get(path, base_url=ORIGIN).status_code for path in ("/livez", "/readyz")] == [200, 200]


def test_metrics_are_for_this_machine_alone(portal):
    client = Client(portal.gateway)
    here, there = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "203.0.113.9"}
    told = client.get("/metrics", base_url=ORIGIN, environ_overrides=here).text
    assert "atrium_request_seconds" in told
    for service in SERVICES:  # they run in this process
        assert f'atrium_inbox_parked{{service="{service}"}} 0.0' in told
    assert client.get("/metrics", base_url=ORIGIN, environ_overrides=there).status_code == 404


def test_files_are_kept_for_good_under_an_address_that_changes_with_them(visitor):
    page = visitor.get("/").text
    address = page.partition('href="/static/tokens.css')[2].partition('"')[0]
    file = visitor.get(f"/static/tokens.css{address}")
    assert "immutable" in file.headers["Cache-Control"]
    assert visitor.get("/static/tokens.css?v=old").headers["Cache-Control"] == "public, max-age=3600"
    assert visitor.get("/static/tokens.css", If_None_Match=file.headers["ETag"]).status_code == 304
    squeezed = visitor.get("/static/vendor/bootstrap.min.css", Accept_Encoding="gzip")
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert len(squeezed.data) < 50_000


def test_security_txt_says_whom_to_tell_and_until_when_it_holds(visitor):
    text = visitor.get("/.well-known/security.txt").text
    assert "Contact: mailto:" in text
    assert "Expires: 20" in text
    assert visitor.get("/robots.txt").text.endswith(f"Sitemap: {ORIGIN}/sitemap.xml\n")
