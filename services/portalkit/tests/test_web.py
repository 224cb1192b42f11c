"""Routes: policy first, then the body, then one transaction; every refusal is a problem with a slug."""

import threading

import pytest
from flask import Flask
from marshmallow import fields
from sqlalchemy import func, select

from portalkit.errors import Refused, Stale
from portalkit.testing import KEY, PUBLIC_KEYS, Client
from portalkit.tokens import Verifier, mint
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, Schema, create_service_app, cursors
from portalkit.web.policy import MissingPolicy, enforce
from portalkit.web.schemas import PageQuery, text

INGRID = Viewer("u1", "customer", audiences=frozenset({"everyone", "members"}))
TOMAS = Viewer("u2", "customer", audiences=frozenset({"everyone", "members"}))
MODERATOR = Viewer("u3", "staff", roles=frozenset({"moderator"}))


class WriteSchema(Schema):
    name = text(20)


class ThingSchema(Schema):
    id = fields.String()
    name = fields.String()
    version = fields.Integer()


class PageSchema(Schema):
    items = fields.List(fields.String())
    next = fields.String(allow_none=True)


def routes(kit):
    blueprint, things, made = Blueprint("things", __name__), kit.things, kit.Thing
    one = select(things.c.id, things.c.name, things.c.category_id, things.c.audience_key, things.c.version)

    @blueprint.creates("/v1/things", by="member", takes=WriteSchema, gives=ThingSchema)
    def write(tx, viewer, body):
        count = tx.value(select(func.count()).select_from(things))
        thing = made(str(count), body["name"])
        tx.insert(things, thing)
        return thing

    @blueprint.changes("/v1/things/<id>", by="member", takes=WriteSchema, gives=ThingSchema)
    def change(tx, viewer, body, version, id):
        changed = tx.update(things, made, id, version, body)
        if changed is None:
            raise Stale()
        return changed

    @blueprint.acts("/v1/things/<id>/burn", by=("moderator", "administrator"))
    def burn(tx, viewer, id):
        tx.execute(things.delete().where(things.c.id == id))

    @blueprint.acts("/v1/things/<id>/touch", by="member")
    def touch(tx, viewer, id):
        tx.execute(things.update().where(things.c.id == id).values(name="touched"))
        return Refused("hot", "It is hot.", 403)

    @blueprint.reads("/v1/things/<id>", by="anyone", gives=ThingSchema)
    def read(db, viewer, id):
        thing = db.one(one.where(things.c.id == id), made)
        return {"id": thing.id, "name": thing.name, "version": thing.version}

    @blueprint.reads("/v1/things", by="anyone", takes=PageQuery, gives=PageSchema, etag="state")
    def page(db, viewer, query):
        after = cursors.decode(query["cursor"])
        statement = one.order_by(things.c.name).limit(3)
        rows = list(db.rows(statement.where(things.c.name > after[0]) if after else statement))
        rows, following = cursors.page(rows, 2, "name")
        return {"items": [row.name for row in rows], "next": following}

    @blueprint.reads("/v1/broken", by="anyone", gives=ThingSchema)
    def broken(db, viewer):
        raise RuntimeError("secret detail")

    return blueprint


@pytest.fixture
def app(database, kit):
    return create_service_app(
        "things", database, [routes(kit)], public_keys=PUBLIC_KEYS, secret="s", release="1", check_answers=True
    )


@pytest.fixture
def client(app):
    return Client(app, "things")


def problem(answer):
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == answer.status_code and answer.json["instance"]
    return answer.status_code, answer.json["slug"]


def test_an_app_with_a_route_that_does_not_say_who_may_call_it_does_not_start():
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/open", view_func=lambda: "everything")
    with pytest.raises(MissingPolicy, match="lambda"):
        enforce(app, Verifier(PUBLIC_KEYS, "bare"))


@pytest.mark.parametrize(("viewer", "status"), [(None, 401), (Viewer(), 401), (INGRID, 403), (MODERATOR, 204)])
def test_a_policy_is_asked_before_anything_else(client, viewer, status):
    assert client.post("/v1/things/1/burn", viewer=viewer).status_code == status


def test_a_token_for_another_service_opens_nothing(app):
    token = mint(KEY, "elsewhere", INGRID)
    answer = app.test_client().get("/v1/things", headers={"Authorization": f"Bearer {token}"})
    assert problem(answer) == (401, "unauthenticated")


def test_the_same_request_with_the_same_key_creates_once_and_answers_alike(client):
    first = client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1")
    second = client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1")
    assert (first.status_code, first.data, first.headers["ETag"]) == (201, second.data, second.headers["ETag"])
    assert second.headers["Idempotency-Replayed"] == "true"
    assert client.get("/v1/things").json["items"] == ["a"]


def test_the_same_key_for_another_body_is_refused_and_for_another_person_is_not(client):
    client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1")
    reused = client.post("/v1/things", {"name": "b"}, INGRID, Idempotency_Key="k1")
    assert problem(reused) == (422, "idempotency-key-reused")
    assert client.post("/v1/things", {"name": "b"}, TOMAS, Idempotency_Key="k1").status_code == 201


@pytest.mark.parametrize("by", ["anyone", "gateway", ("moderator", "anyone")])
def test_nobody_without_a_name_can_create_since_another_would_get_the_stored_answer(by):
    with pytest.raises(ValueError, match="has to be a person"):
        Blueprint("open", __name__).creates("/v1/things", by=by, takes=WriteSchema, gives=ThingSchema)


def test_a_refused_request_does_not_use_its_key_up(client):
    assert client.post("/v1/things", {"name": ""}, INGRID, Idempotency_Key="k1").status_code == 422
    assert client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1").status_code == 201


def test_what_was_written_stays_when_a_fault_is_given_and_not_raised(client):
    made = client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1").json["id"]
    assert problem(client.post(f"/v1/things/{made}/touch", viewer=INGRID)) == (403, "hot")
    assert client.get(f"/v1/things/{made}").json["name"] == "touched"


def test_many_at_once_with_one_key_create_once(app):
    answers = []

    def post():
        answer = Client(app, "things").post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key="k1")
        answers.append((answer.status_code, answer.data))

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1 and answers[0][0] == 201


@pytest.mark.parametrize("key", ["", "a b", "x" * 129, "é"])
def test_a_post_that_creates_needs_a_good_key(client, key):
    status, slug = problem(client.post("/v1/things", {"name": "a"}, INGRID, Idempotency_Key=key))
    assert status == 400 and slug.startswith("idempotency-key-")


@pytest.mark.parametrize(
    ("body", "type", "expected"),
    [
        (b"{", "application/json", (400, "bad-request")),
        (b"", "application/json", (400, "bad-request")),
        (b"\xff\xfe", "application/json", (400, "bad-request")),
        (b"NaN", "application/json", (400, "bad-request")),
        (b"[" * 100_000, "application/json", (400, "bad-request")),
        (b'{"name": "a"}', "text/plain", (415, "unsupported-media-type")),
        (b"[]", "application/json", (422, "invalid")),
        (b'"text"', "application/json", (422, "invalid")),
        (b"{}", "application/json", (422, "invalid")),
        (b'{"name": 7}', "application/json", (422, "invalid")),
        (b'{"name": "a", "role": "administrator"}', "application/json", (422, "invalid")),
        (b'{"name": "' + b"x" * 21 + b'"}', "application/json", (422, "invalid")),
        (b'{"name": "a\\u0000b"}', "application/json", (422, "invalid")),
        (b'{"name": "' + b"x" * 1_000_001 + b'"}', "application/json", (413, "too-large")),
    ],
)
def test_a_body_that_is_wrong_gets_a_clear_problem(app, body, type, expected):
    headers = {"Authorization": f"Bearer {mint(KEY, 'things', INGRID)}", "Idempotency-Key": "k"}
    answer = app.test_client().post("/v1/things", data=body, content_type=type, headers=headers)
    assert problem(answer) == expected


def test_messages_stand_at_their_fields(client):
    answer = client.post("/v1/things", {"name": "", "role": "x"}, INGRID)
    assert answer.json["errors"] == {"name": ["Write 1 to 20 characters."], "role": ["Unknown field."]}


def test_a_change_names_the_version_that_was_read(client):
    client.post("/v1/things", {"name": "a"}, INGRID)
    tag = client.get("/v1/things/0").headers["ETag"]
    assert tag == '"1"'
    assert client.patch("/v1/things/0", {"name": "b"}, INGRID, version=1).headers["ETag"] == '"2"'
    assert problem(client.patch("/v1/things/0", {"name": "c"}, INGRID, version=1)) == (412, "stale")
    assert problem(client.patch("/v1/things/0", {"name": "c"}, INGRID)) == (428, "precondition-required")
    assert problem(client.patch("/v1/things/0", {"name": "c"}, INGRID, If_Match='W/"2"')) == (412, "stale")
    assert client.patch("/v1/things/0", {"name": "c"}, INGRID, If_Match="*").status_code == 200


def test_an_unchanged_answer_is_not_sent_again(client):
    client.post("/v1/things", {"name": "a"}, INGRID)
    tag = client.get("/v1/things").headers["ETag"]
    again = client.get("/v1/things", If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/v1/things", INGRID, If_None_Match=tag).status_code == 200  # another viewer
    client.post("/v1/things", {"name": "b"}, INGRID)
    assert client.get("/v1/things", If_None_Match=tag).json["items"] == ["a", "b"]


def test_a_list_goes_on_behind_its_cursor_whatever_was_added_before_it(client):
    for name in ("b", "c", "d"):
        client.post("/v1/things", {"name": name}, INGRID)
    first = client.get("/v1/things").json
    client.post("/v1/things", {"name": "a"}, INGRID)
    second = client.get(f"/v1/things?cursor={first['next']}").json
    assert (first["items"], second["items"], second["next"]) == (["b", "c"], ["d"], None)


def test_a_cursor_of_somebody_else_or_made_up_is_refused(client):
    for name in ("b", "c", "d"):
        client.post("/v1/things", {"name": name}, INGRID)
    cursor = client.get("/v1/things").json["next"]
    for viewer, bad in (
        (INGRID, cursor),
        (Viewer(), cursor[:-2] + "xx"),
        (Viewer(), "made-up"),
        (Viewer(), "%FF%C3"),
        (Viewer(), "_-8"),
    ):
        assert problem(client.get(f"/v1/things?cursor={bad}", viewer)) == (400, "bad-cursor")


def test_unknown_query_parameters_are_refused(client):
    assert problem(client.get("/v1/things?page=2")) == (422, "invalid")
    assert problem(client.get("/v1/things/0?x=1")) == (422, "invalid")


def test_what_nobody_foresaw_tells_nothing_but_its_number(client):
    answer = client.get("/v1/broken")
    assert problem(answer) == (500, "internal")
    assert b"secret detail" not in answer.data and answer.json["instance"] == answer.headers["X-Request-ID"]


def test_other_methods_and_paths_are_problems_too(client):
    assert problem(client.get("/v1/nothing")) == (404, "not-found")
    answer = client.delete("/v1/things")
    assert problem(answer) == (405, "method-not-allowed") and "GET" in answer.headers["Allow"]


def test_a_request_whose_time_has_passed_is_not_begun(client):
    assert problem(client.get("/v1/things", X_Deadline_Ms="1000")) == (503, "unavailable")
    for nonsense in ("\u00b2", "9" * 5_000, "-1", "soon"):
        assert client.get("/v1/things", X_Deadline_Ms=nonsense).status_code == 200


def test_health_and_documentation_need_no_token(client):
    for path in ("/livez", "/readyz", "/metrics", "/version", "/openapi.json"):
        assert client.get(path, None).status_code == 200
    document = client.get("/openapi.json", None).json
    assert document["paths"]["/v1/things"]["post"]["x-policy"] == ["member"]
