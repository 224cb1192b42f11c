"""Answers that stand in memory go out as werkzeug's own would: the same status, headers and body."""

import pytest
from flask import Response
from werkzeug.test import create_environ

from portalkit.web.whole import Whole


def sent(made, method="GET"):
    told = []
    body = made(create_environ("/a", method=method), lambda status, headers, *_: told.extend((status, headers)))
    return told[0], sorted(told[1]), b"".join(body)


@pytest.mark.parametrize("status", [200, 201, 204, 304, 404])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("headers", [{}, {"ETag": '"1"', "Link": "<a>"}, {"Location": "/b"}])
def test_whatever_is_answered_goes_out_as_it_would_otherwise(status, method, headers):
    made = [kind(b"{}", status, headers, content_type="application/json") for kind in (Response, Whole)]
    assert sent(made[0], method) == sent(made[1], method)


def test_what_waits_for_the_end_of_an_answer_hears_of_it():
    made, ended = Whole(b"x"), []
    made.call_on_close(lambda: ended.append(True))
    body = made(create_environ("/a"), lambda *_: None)
    assert b"".join(body) == b"x"
    body.close()
    assert ended == [True]
