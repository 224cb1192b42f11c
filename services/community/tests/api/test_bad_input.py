"""What is wrong with a request is said, with a slug, and never as a fault of ours."""

import pytest

from portalkit.testing import KEY
from portalkit.tokens import mint
from portalkit.viewer import Viewer

QUESTION = {"title": "Why?", "body": "It drifts."}


@pytest.fixture
def ask(forum, category):
    def send(viewer=forum.ann, **more):
        headers = {name: more.pop(name) for name in ("Idempotency_Key",) if name in more}
        return forum.http.post("/v1/topics", QUESTION | {"category_id": category} | more, viewer, **headers)

    return send


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 7}, "title"),
        ({"title": None}, "title"),
        ({"title": "bell\u0007"}, "title"),
        ({"body": "x" * 20_001}, "body"),
        ({"body": ["x"]}, "body"),
        ({"category_id": "nowhere"}, "category_id"),
        ({"category_id": "x" * 65}, "category_id"),
        ({"product": ""}, "product"),
        ({"audiences": "a3"}, "audiences"),
        ({"audiences": ["a3"] * 21}, "audiences"),
        ({"author_id": "somebody"}, "author_id"),
        ({"version": 9}, "version"),
        ({"hidden": True}, "hidden"),
    ],
)
def test_a_wrong_field_is_named(ask, wrong, field):
    answer = ask(**wrong)
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == [field]
    assert answer.content_type == "application/problem+json"


def test_what_is_not_json_is_refused(forum):
    answer = forum.app.test_client().post(
        "/v1/topics", data="{", headers={"Authorization": token(forum, forum.ann), "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.get_json()["slug"]) == (400, "bad-request")


def token(forum, viewer):
    return f"Bearer {mint(KEY, 'community', viewer)}"


def test_a_question_needs_a_key_and_a_key_is_for_one_question(ask):
    assert ask(Idempotency_Key="").get_json()["slug"] == "idempotency-key-missing"
    assert ask(Idempotency_Key="one").status_code == 201
    assert ask(Idempotency_Key="one").status_code == 201
    reused = ask(Idempotency_Key="one", title="Another?")
    assert (reused.status_code, reused.get_json()["slug"]) == (422, "idempotency-key-reused")


def test_a_refused_question_does_not_use_its_key_up(ask):
    assert ask(Idempotency_Key="two", title=" ").status_code == 422
    assert ask(Idempotency_Key="two").status_code == 201


@pytest.mark.parametrize(("tag", "status"), [(None, 428), ('"2"', 412), ('W/"1"', 412), ('"x"', 412), ('"1"', 200)])
def test_a_change_names_the_version_that_was_read(forum, topic, tag, status):
    headers = {"If_Match": tag} if tag else {}
    assert forum.http.patch(f"/v1/topics/{topic}", QUESTION, forum.ann, **headers).status_code == status


@pytest.mark.parametrize(
    "path", ["/v1/topics?cursor=x", "/v1/topics?state=odd", "/v1/topics?colour=red", "/v1/categories?x=1"]
)
def test_a_wrong_query_is_refused(forum, path):
    assert forum.http.get(path).status_code in (400, 422)


def test_a_cursor_is_good_for_its_list_and_its_reader_alone(forum, category):
    for _ in range(21):
        forum.ask(category)
        forum.later(minutes=1)
    cursor = forum.page("topics", forum.ann)["next"]
    assert len(forum.page(f"topics?cursor={cursor}", forum.ann)["items"]) == 1
    for path, viewer in (("topics", forum.ben), ("topics?state=open", forum.ann)):
        glue = "&" if "?" in path else "?"
        assert forum.http.get(f"/internal/v1/pages/{path}{glue}cursor={cursor}", viewer).status_code == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/v1/topics"),
        ("post", "/v1/topics/x/replies"),
        ("patch", "/v1/topics/x"),
        ("put", "/v1/topics/x/accepted"),
        ("put", "/v1/topics/x/hidden"),
        ("put", "/v1/replies/x/hidden"),
        ("put", "/v1/categories/x/following"),
        ("post", "/v1/categories"),
        ("post", "/v1/import/topics"),
    ],
)
def test_a_visitor_writes_nothing(forum, method, path):
    assert getattr(forum.http, method)(path, {}).status_code == 401


def test_the_gateway_itself_is_no_member(forum, topic):
    gateway = Viewer("gateway", kind="gateway", audiences=frozenset())
    assert forum.http.post(f"/v1/topics/{topic}/replies", {"body": "Hello."}, gateway).status_code == 403
    assert forum.missing(f"topic/{topic}", gateway)
