import re
import threading
import time

from gateway.micro_cache import KEEP, LARGEST, MicroCache

HARMLESS = {"": ("", ""), "theme=dark": ("dark", ""), "lang=de": ("", "de")}


def spoken(accepted):
    return accepted or "en"


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Inner:
    """An app that counts its calls; what it answers can be changed."""

    def __init__(self):
        self.calls, self.status, self.headers, self.seconds, self.wait = 0, "200 OK", [], 2, 0.0
        self.body = b"page"

    def __call__(self, environ, start):
        self.calls += 1
        time.sleep(self.wait)
        headers = [("Content-Type", "text/html"), ("ETag", '"1"'), ("X-Request-ID", f"r{self.calls}"), *self.headers]
        if environ.get("HTTP_IF_NONE_MATCH") == '"1"' and self.status.startswith("200"):
            environ[KEEP] = self.seconds
            start("304 NOT MODIFIED", headers)
            return [b""]
        environ[KEEP] = self.seconds
        start(self.status, headers)
        return [self.body + str(self.calls).encode()]


def cached(inner, clock=None):
    return MicroCache(inner, re.compile("/topics|/big"), HARMLESS, spoken, clock or Clock())


def ask(app, path="/topics", method="GET", **headers):
    told = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "h"}
    query = headers.pop("QUERY_STRING", "")
    body = b"".join(
        app(environ | {"QUERY_STRING": query} | headers, lambda status, headers: told.extend((status, headers)))
    )
    return told[0][:3], dict(told[1]), body


def test_the_second_visitor_gets_the_first_ones_page_for_a_moment():
    inner, clock = Inner(), Clock()
    app = cached(inner, clock)
    assert [ask(app)[2], ask(app)[2]] == [b"page1", b"page1"]
    clock.now = 2.1
    assert ask(app, HTTP_IF_NONE_MATCH="other")[0] == "200"
    assert inner.calls == 2


def test_nobody_gets_another_language_than_theirs():
    app = cached(Inner())
    english, german = ask(app)[2], ask(app, HTTP_ACCEPT_LANGUAGE="de")[2]
    assert (english, german) == (b"page1", b"page2")
    assert ask(app, HTTP_ACCEPT_LANGUAGE="en")[2] == english
    assert ask(app, HTTP_COOKIE="lang=de")[2] == german
    assert ask(app, HTTP_COOKIE="lang=de", HTTP_ACCEPT_LANGUAGE="en")[2] == german
    assert ask(app, HTTP_COOKIE="lang=fr", HTTP_ACCEPT_LANGUAGE="de")[2] == b"page3"


def test_each_answer_has_a_request_id_of_its_own():
    app = cached(Inner())
    first, second = ask(app)[1]["X-Request-ID"], ask(app)[1]["X-Request-ID"]
    assert first != second


def test_address_query_host_theme_and_fragment_are_kept_apart():
    inner = Inner()
    app = cached(inner)
    ask(app)
    for more in (
        {"QUERY_STRING": "a=1"},
        {"HTTP_HOST": "i"},
        {"HTTP_COOKIE": "theme=dark"},
        {"HTTP_HX_REQUEST": "true"},
    ):
        ask(app, **more)
    assert inner.calls == 5


def test_nothing_is_kept_for_whoever_has_a_cookie_a_token_or_something_to_say():
    inner = Inner()
    app = cached(inner)
    ask(app)
    ask(app, HTTP_COOKIE="session=abc")
    ask(app, HTTP_COOKIE="theme=dark; session=abc")
    ask(app, HTTP_AUTHORIZATION="Bearer abc")
    ask(app, method="POST")
    assert inner.calls == 5


def test_only_pages_that_offer_themselves_are_kept():
    for change in ({"status": "404 NOT FOUND"}, {"seconds": 0}, {"headers": [("Set-Cookie", "a=b")]}):
        inner = Inner()
        vars(inner).update(change)
        app = cached(inner)
        ask(app)
        ask(app)
        assert inner.calls == 2, change


def test_other_addresses_pass_by():
    inner = Inner()
    app = cached(inner)
    ask(app, "/search")
    ask(app, "/search")
    assert inner.calls == 2


def test_a_browser_that_has_the_page_is_told_that_it_still_holds():
    inner = Inner()
    app = cached(inner)
    ask(app)
    status, headers, body = ask(app, HTTP_IF_NONE_MATCH='"1"')
    assert (status, body, inner.calls) == ("304", b"", 1)
    assert headers["ETag"] == '"1"'
    assert "Content-Type" not in headers


def test_a_browser_that_has_the_page_fills_the_cache_for_the_others():
    inner = Inner()
    app = cached(inner)
    assert ask(app, HTTP_IF_NONE_MATCH='"1"')[0] == "304"
    assert ask(app)[2] == b"page1"
    assert inner.calls == 1


def test_a_copy_whose_time_is_over_is_asked_about_and_used_on_while_it_holds():
    inner, clock = Inner(), Clock()
    app = cached(inner, clock)
    ask(app)
    clock.now = 5
    assert ask(app)[2] == b"page1"
    assert ask(app)[2] == b"page1"
    assert inner.calls == 2


def test_a_copy_that_no_longer_holds_is_replaced():
    inner, clock = Inner(), Clock()
    app = cached(inner, clock)
    ask(app)
    clock.now, inner.status = 5, "201 CREATED"
    assert ask(app)[0] == "201"
    inner.status = "200 OK"
    assert ask(app)[2] == b"page3"


def test_one_computes_and_the_others_wait():
    inner = Inner()
    inner.wait = 0.1
    app = MicroCache(inner, re.compile("/topics"), HARMLESS, spoken)
    bodies = []
    threads = [threading.Thread(target=lambda: bodies.append(ask(app)[2])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inner.calls, bodies) == (1, [b"page1"] * 8)


def test_when_the_one_who_computes_fails_the_others_ask_themselves():
    class Failing(Inner):
        def __call__(self, environ, start):
            if self.calls == 0:
                self.calls = 1
                time.sleep(0.1)
                raise RuntimeError
            return super().__call__(environ, start)

    app, bodies = MicroCache(Failing(), re.compile("/topics"), HARMLESS, spoken), []

    def first():
        try:
            ask(app)
        except RuntimeError:
            bodies.append(b"failed")

    threads = [threading.Thread(target=first), threading.Thread(target=lambda: bodies.append(ask(app)[2]))]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert sorted(bodies) == [b"failed", b"page2"]


def test_it_holds_no_more_than_its_bounds(monkeypatch):
    monkeypatch.setattr("gateway.micro_cache.MOST_ENTRIES", 3)
    app = cached(Inner())
    for number in range(10):
        ask(app, QUERY_STRING=str(number))
    assert len(app._entries) == 3
    monkeypatch.setattr("gateway.micro_cache.MOST_BYTES", 10)
    for number in range(10):
        ask(app, QUERY_STRING=f"b{number}")
    assert app._bytes <= 10


def test_a_huge_page_is_not_kept():
    inner = Inner()
    inner.body = b"x" * LARGEST
    app = cached(inner)
    ask(app, "/big")
    ask(app, "/big")
    assert inner.calls == 2
