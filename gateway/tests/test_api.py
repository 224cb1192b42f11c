import dataclasses

import pytest
from support.portal import ORIGIN
from werkzeug.test import Client

from gateway.app import create_app
from portalkit.ids import new_id

from .conftest import PASSWORD
from .pages.reading import ids


class Program:
    """Somebody's program: it has a token, or none."""

    def __init__(self, app, token=None):
        self._client, self._token = Client(app), token

    def __call__(self, method, path, **more):
        headers = more.pop("headers", {})
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        return self._client.open(path, method=method, base_url=ORIGIN, headers=headers, **more)


@pytest.fixture
def anyone(portal):
    return Program(portal.gateway)


@pytest.fixture(scope="module")
def token(portal):
    made = Program(portal.gateway)(
        "POST", "/api/accounts/v1/sessions", json={"email": "ana@customers.example", "password": PASSWORD}
    )
    assert made.status_code == 201
    assert made.json["user"]["name"] == "Ana Example"
    return made.json["token"]


@pytest.fixture
def ana_program(portal, token):
    return Program(portal.gateway, token)


def test_a_program_reads_as_a_visitor_without_a_token_and_as_its_person_with_one(anyone, ana_program):
    assert anyone("GET", "/api/knowledge/v1/articles").json["items"][0]["title"] == "Clean the wombat valve"
    assert anyone("GET", "/api/accounts/v1/me").status_code == 401
    assert ana_program("GET", "/api/accounts/v1/me").json["email"] == "ana@customers.example"


def test_a_program_asks_once_however_often_it_sends_the_same_key(ana_program, anyone):
    category = anyone("GET", "/api/community/v1/categories").json["items"][0]["id"]
    body = {"category_id": category, "title": "By program", "body": "Beep"}
    key = {"Idempotency-Key": new_id()}
    first = ana_program("POST", "/api/community/v1/topics", json=body, headers=dict(key))
    second = ana_program("POST", "/api/community/v1/topics", json=body, headers=dict(key))
    assert (first.status_code, second.headers["Idempotency-Replayed"]) == (201, "true")
    assert first.json == second.json
    other = ana_program("POST", "/api/community/v1/topics", json=body | {"title": "Else"}, headers=dict(key))
    assert (other.status_code, other.json["slug"]) == (422, "idempotency-key-reused")
    missing = ana_program("POST", "/api/community/v1/topics", json=body)
    assert (missing.status_code, missing.json["slug"]) == (400, "idempotency-key-missing")


def test_a_change_names_the_version_that_was_read(ana_program):
    tag = ana_program("GET", "/api/accounts/v1/me").headers["ETag"]
    changed = ana_program("PATCH", "/api/accounts/v1/me", json={"name": "Ana Example"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    stale = ana_program("PATCH", "/api/accounts/v1/me", json={"name": "Ana"}, headers={"If-Match": '"0"'})
    assert (stale.status_code, stale.json["slug"]) == (412, "stale")
    assert ana_program("PATCH", "/api/accounts/v1/me", json={"name": "Ana"}).status_code == 428


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 422),
        (b'{"email":1,"password":[]}', "application/json", 422),
        (b'{"email":"a@b.example","password":"x","extra":1}', "application/json", 422),
        (b"email=a", "application/x-www-form-urlencoded", 415),
        (b'{"email":"' + b"a" * 1_100_000 + b'"}', "application/json", 413),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff", "application/json", 400),
    ],
)
def test_bad_input_is_a_problem_with_a_slug(anyone, ana_program, body, kind, status):
    for answer in (
        anyone("POST", "/api/accounts/v1/sessions", data=body, content_type=kind),
        ana_program(
            "POST", "/api/community/v1/topics", data=body, content_type=kind, headers={"Idempotency-Key": new_id()}
        ),
    ):
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
        assert answer.json["slug"]
        assert answer.json["instance"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/knowledge/internal/v1/pages/home",
        "/api/knowledge/v1/../internal/v1/pages/home",
        "/api/knowledge/v1/%2e%2e/internal/v1/pages/home",
        "/api/knowledge/v1/..%2finternal/v1/pages/home",
        "/api/knowledge/v1//internal",
        "/api/gateway/v1/x",
        "/api/nobody/v1/x",
        "/api/knowledge/v1/metrics",
        "/api/accounts/v1/whoami",
    ],
)
def test_nothing_internal_is_reached(ana_program, path):
    answer = ana_program("GET", path)
    assert (answer.status_code, answer.json["slug"]) == (404, "not-found")


def test_a_cookie_is_worth_nothing_here(ana):
    assert ana.get("/api/accounts/v1/me").status_code == 401
    assert ana.post("/api/community/v1/topics", {"title": "x"}).status_code in (401, 415)


def test_a_token_that_is_no_good_is_refused_even_for_what_a_visitor_may_read(portal, anyone):
    for token in ("x", "a" * 40, "é" * 20):
        answer = Program(portal.gateway, token)("GET", "/api/knowledge/v1/articles")
        assert answer.status_code == 401
        assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_who_one_is_can_not_be_claimed_by_a_header(anyone):
    claims = {"X-User-Id": "olga", "X-Roles": "administrator", "X-Forwarded-User": "olga", "X-Viewer": "olga"}
    assert anyone("GET", "/api/accounts/v1/me", headers=claims).status_code == 401
    assert anyone("GET", "/api/accounts/v1/users", headers=claims).status_code == 401


def test_a_session_is_ended_by_its_token(portal, anyone):
    made = anyone("POST", "/api/accounts/v1/sessions", json={"email": "ben@customers.example", "password": PASSWORD})
    ben = Program(portal.gateway, made.json["token"])
    assert ben("DELETE", "/api/accounts/v1/sessions").status_code == 204
    assert ben("GET", "/api/accounts/v1/me").status_code == 401
    assert anyone("DELETE", "/api/accounts/v1/sessions").status_code == 401


def test_calls_are_counted_and_too_many_refused(portal):
    settings = dataclasses.replace(portal.settings["gateway"], calls_a_minute=2)
    program = Program(create_app(settings, portal.apps))
    environ = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.77"}}
    answers = [program("GET", "/api/knowledge/v1/articles", **environ) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert answers[0].headers["RateLimit"].startswith('"minute";r=1;t=')
    assert answers[2].headers["RateLimit"].startswith('"minute";r=0;')
    assert int(answers[2].headers["Retry-After"]) > 0


def test_the_merged_document_has_every_public_route_and_nothing_internal(anyone, portal):
    document = anyone("GET", "/openapi.json").json
    for name, app in portal.apps.items():
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith("/v1/"):
                path = rule.rule.replace("<", "{").replace(">", "}")
                assert f"/api/{name}{path}" in document["paths"], path
    assert "internal" not in " ".join(document["paths"])
    text = anyone("GET", "/openapi.json").text
    for reference in {part.partition('"')[0] for part in text.split('"$ref":"#/')[1:]}:
        found = document
        for step in reference.split("/"):
            found = found[step]


def test_the_document_names_the_headers_that_an_operation_cannot_do_without(portal, visitor):
    paths = visitor.get("/openapi.json").json["paths"]

    def needs(path, method):
        return [each["name"] for each in paths[path][method].get("parameters", ()) if each.get("required")]

    assert needs("/api/community/v1/topics", "post") == ["Idempotency-Key"]
    assert needs("/api/community/v1/topics/{topic_id}", "patch") == ["If-Match"]
    assert needs("/api/knowledge/v1/articles/{article_id}/vote", "put") == []
    assert "Idempotency-Key" in visitor.get("/docs").get_data(as_text=True)


def test_the_docs_name_every_operation(visitor, anyone):
    page = visitor.get("/docs").text
    for path, operations in anyone("GET", "/openapi.json").json["paths"].items():
        for method in operations:
            if method in ("get", "post", "put", "patch", "delete"):
                assert f"{method.upper()} {path}" in page


def test_hidden_things_are_hidden_here_too(anyone, olga):
    page = olga.get("/staff/articles")
    for article in ids(page, "staff/articles"):
        status = anyone("GET", f"/api/knowledge/v1/articles/{article}").status_code
        assert status == olga.get(f"/articles/{article}").status_code or status == 404


def test_messages_pass_their_topics_owner_and_say_when_it_does_not_answer(portal, anyone, olga):
    ben = Program(portal.gateway, sign_in(portal, "ben"))
    category = anyone("GET", "/api/community/v1/categories").json["items"][0]["id"]
    body = {"category_id": category, "title": "Does the wombat sleep?", "body": "Mine does not."}
    asked = ben("POST", "/api/community/v1/topics", json=body, headers={"Idempotency-Key": new_id()}).json
    ana = Program(portal.gateway, sign_in(portal, "ana"))
    replies = f"/api/community/v1/topics/{asked['id']}/replies"
    ana("POST", replies, json={"body": "Sing to it."}, headers={"Idempotency-Key": new_id()})
    portal.settle()
    told = ben("GET", "/api/notify/v1/messages")
    assert [item["title"] for item in told.json["items"]] == ["Does the wombat sleep?"]
    assert "ETag" not in told.headers
    broken = Program(create_app(portal.settings["gateway"], portal.apps | {"community": out_of_order}), ben._token)
    without = broken("GET", "/api/notify/v1/messages")
    assert (without.status_code, without.json["items"]) == (200, [])
    assert without.headers["Atrium-Degraded"] == "community"
    olga.post(f"/topics/{asked['id']}/hide", {"version": "1", "reason": "Spam."})
    assert ben("GET", "/api/notify/v1/messages").json["items"] == []  # no worker had to hear of it
    assert anyone("GET", "/api/notify/v1/messages").status_code == 401


def out_of_order(environ, start):
    raise ConnectionError("switched off")


def sign_in(portal, name):
    body = {"email": f"{name}@customers.example", "password": PASSWORD}
    return Program(portal.gateway)("POST", "/api/accounts/v1/sessions", json=body).json["token"]
