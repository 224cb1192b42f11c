"""Bringing the definitions to a broker that is only just starting, and to one that does not want them."""

import http.server
import json
import threading
import urllib.error
from contextlib import contextmanager

import pytest


@contextmanager
def management(*statuses):
    """The management API of a broker that answers with these statuses first and is well afterwards."""
    ahead, asked = list(statuses), []

    class Answers(http.server.BaseHTTPRequestHandler):
        def answer(self):
            asked.append((self.command, self.path))
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            text = json.dumps([]).encode()
            self.send_response(ahead.pop(0) if ahead else 200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = answer

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        try:
            yield f"http://operator:x@127.0.0.1:{served.server_address[1]}", asked
        finally:
            served.shutdown()


def test_a_broker_that_is_only_starting_is_waited_for(committed, load):
    with management(503, 500) as (url, asked):
        load.load(url, load.with_passwords(committed, {}))
    assert [path for method, path in asked if method == "POST"] == ["/api/definitions"] * 2
    assert asked.count(("GET", "/api/overview")) == 3


def test_one_that_does_not_know_the_operator_is_asked_no_further(committed, load):
    with management(401) as (url, asked), pytest.raises(urllib.error.HTTPError, match="401"):
        load.load(url, load.with_passwords(committed, {}))
    assert asked == [("GET", "/api/overview")]


def test_one_that_never_comes_up_is_given_up_with_what_it_said(committed, load):
    with management(*[503] * 9) as (url, _), pytest.raises(urllib.error.HTTPError, match="503"):
        load.load(url, load.with_passwords(committed, {}), patience=0)
