"""Whatever is sent: a clear 4xx with a slug, never a 500."""

import pytest

BODIES = {
    "whoami": {"session": "x"},
    "sessions": {"email": "a@x.example", "password": "p", "device": "d", "ip": "192.0.2.1"},
    "sign-out": {"session": "x"},
    "registrations": {"name": "A", "email": "a@x.example", "password": "p" * 20},
    "password-resets": {"email": "a@x.example"},
    "verifications": {"token": "x"},
    "passwords": {"token": "x", "password": "p"},
    "links/look": {"token": "x"},
}
STRANGE = [None, 7, 1.5, True, [], {}, ["x"], "", "x" * 100_000, "\x00", "\u202e", "' OR 1=1 --", "{{7*7}}", "\ud7ff"]


@pytest.mark.parametrize("door", BODIES)
def test_a_door_takes_no_strange_value(service, door):
    for field, good in BODIES[door].items():
        for value in STRANGE:
            if value == good:
                continue
            answer = service.door(door, **BODIES[door] | {field: value})
            assert answer.status_code < 500, (field, value)
            if answer.status_code >= 400:
                assert answer.json["slug"], (field, value)


@pytest.mark.parametrize("door", BODIES)
def test_a_door_wants_every_field_and_no_other(service, door):
    for field in BODIES[door]:
        body = {name: value for name, value in BODIES[door].items() if name != field}
        answer = service.door(door, **body)
        assert (answer.status_code, set(answer.json["errors"])) == (422, {field})
    answer = service.door(door, **BODIES[door], surprise=1)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"surprise"})


@pytest.mark.parametrize(
    ("data", "kind", "status", "slug"),
    [
        (b"{", "application/json", 400, "bad-request"),
        (b'{"session": NaN}', "application/json", 400, "bad-request"),
        (b"\xff\xfe", "application/json", 400, "bad-request"),
        (b"[" * 100_000, "application/json", 400, "bad-request"),
        (b'"text"', "application/json", 422, "invalid"),
        (b"session=x", "application/x-www-form-urlencoded", 415, "unsupported-media-type"),
        (b'{"session": "' + b"x" * 1_000_001 + b'"}', "application/json", 413, "too-large"),
    ],
)
def test_a_body_that_is_none_is_refused(service, data, kind, status, slug):
    from portalkit.testing.kit import KEY
    from portalkit.tokens import mint

    headers = {"Authorization": f"Bearer {mint(KEY, 'accounts', service.GATEWAY)}", "Content-Type": kind}
    answer = service.app.test_client().post("/internal/v1/whoami", data=data, headers=headers)
    assert (answer.status_code, answer.json["slug"]) == (status, slug)


def test_a_password_of_a_megabyte_is_refused_before_it_is_hashed(service):
    answer = service.sign_in(password="x" * 900_000)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"password"})


@pytest.mark.parametrize(
    "rule", [None, [], "staff", 7, {}, {"all": None}, {"any": [[]]}, {"kind": {}}, {"not": "x"}, {"": [1]}]
)
def test_a_strange_rule_is_refused_at_its_field(service, administrator, rule):
    answer = service.client.post("/v1/audiences", {"name": "x", "rule": rule}, administrator)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"rule"})


def test_a_query_that_no_list_knows_is_refused(service, administrator, ingrid):
    for path in ("/v1/users?x=1", "/v1/audit?limit=5", "/v1/audiences?q=x", "/v1/me?id=x", "/v1/me/sessions?user=x"):
        assert service.client.get(path, administrator).status_code == 422, path


def test_an_audience_is_created_once_for_each_key(service, administrator):
    body = {"name": "x", "rule": {"kind": ["staff"]}}
    answers = [service.client.post("/v1/audiences", body, administrator, Idempotency_Key="one") for _ in range(2)]
    assert answers[0].data == answers[1].data
    reused = service.client.post("/v1/audiences", body | {"name": "y"}, administrator, Idempotency_Key="one")
    assert (reused.status_code, reused.json["slug"]) == (422, "idempotency-key-reused")
    assert service.client.post("/v1/audiences", body, administrator, Idempotency_Key="").status_code == 400
    assert len(service.client.get("/v1/audiences", administrator).json["items"]) == 4
