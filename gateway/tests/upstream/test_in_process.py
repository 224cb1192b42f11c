import pytest
from flask import Flask, g, request

from gateway.upstream.in_process import InProcess
from gateway.upstream.port import Call, Unanswered


def service():
    app = Flask("inner")

    @app.route("/echo/<path:rest>", methods=["GET", "POST"])
    def echo(rest):
        g.word = "inner"
        return {
            "path": request.path,
            "query": request.args.to_dict(),
            "token": request.headers.get("Authorization"),
            "body": request.get_json(silent=True),
        }

    return app


def test_it_passes_path_query_headers_and_body_as_they_are():
    call = Call(
        "POST",
        "/echo/a%2Fb%20%C3%A9",
        "q=1&r=%26",
        (("Authorization", "Bearer x"), ("Content-Type", "application/json")),
        b'{"a":1}',
    )
    answer = InProcess("inner", service()).call(call)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert b'"path":"/echo/a/b \\u00e9"' in answer.body.replace(b": ", b":")
    assert b'"r":"&"' in answer.body.replace(b": ", b":")
    assert b'"token":"Bearer x"' in answer.body.replace(b": ", b":")
    assert b'"body":{"a":1}' in answer.body.replace(b": ", b":")


def test_the_callers_own_request_is_untouched_by_the_call():
    outer, upstream = Flask("outer"), InProcess("inner", service())

    @outer.route("/")
    def page():
        g.word = "outer"
        upstream.call(Call("GET", "/echo/x"))
        return f"{g.word} {request.path}"

    assert outer.test_client().get("/").text == "outer /"


def test_a_service_that_raises_is_one_that_gives_no_answer():
    def broken(environ, start):
        raise RuntimeError("no")

    with pytest.raises(Unanswered):
        InProcess("inner", broken).call(Call("GET", "/"))
