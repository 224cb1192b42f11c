"""API tokens: made with a proof, shown once, good within their scopes until they end or are revoked."""

import pytest
from sqlalchemy import select

from accounts.store import tokens as store
from accounts.store.tables import tokens


def make(owner, **wanted):
    return owner.post("tokens", **{"name": "Backup", "scopes": ["read"], "days": 30} | wanted)


def look(service, token):
    answer = service.door("tokens/look", token=token)
    assert answer.status_code == 200
    return answer.json


def test_a_token_is_shown_once_kept_as_a_hash_and_its_owner_is_told(service, newcomer):
    made = make(newcomer, scopes=["write", "read"])
    assert made.status_code == 201 and made.json["token"].startswith("atrium_")
    assert made.json["scopes"] == ["read", "write"]
    [listed] = service.client.get("/v1/me/tokens", newcomer.viewer).json["items"]
    assert listed == {name: value for name, value in made.json.items() if name != "token"}
    with service.database.reading() as db:
        assert made.json["token"] not in str(db.rows(select(tokens)))
    kind, to, text = service.letters()[-1]
    assert (kind, to) == ("token-made", newcomer.email) and "read and write" in text
    assert made.json["token"] not in text


def test_it_says_whom_it_speaks_for_and_when_it_was_used(service, newcomer, clock):
    made = make(newcomer).json
    told = look(service, made["token"])
    assert (told["signed_in"], told["viewer"]["id"], told["scopes"]) == (True, newcomer.id, ["read"])
    assert told["viewer"]["audiences"] == ["everyone", "members"] and told["sid"] == f"token-{made['id']}"
    first = service.client.get("/v1/me/tokens", newcomer.viewer).json["items"][0]["used_at"]
    clock.move(seconds=30)
    look(service, made["token"])
    assert service.client.get("/v1/me/tokens", newcomer.viewer).json["items"][0]["used_at"] == first
    assert service.whoami(made["token"])["signed_in"] is False  # a token is no session
    assert look(service, service.sign_in().json["session"])["signed_in"] is False  # nor the other way round


@pytest.mark.parametrize("how", ["its time", "revoking it", "suspension", "a new password by mail"])
def test_it_ends_at_once_with(service, newcomer, administrator, clock, how):
    made = make(newcomer, days=1).json
    if how == "its time":
        clock.move(days=1, seconds=1)
    elif how == "revoking it":
        assert newcomer.delete(f"tokens/{made['id']}").status_code == 204
        assert newcomer.delete(f"tokens/{made['id']}").status_code == 404
    elif how == "suspension":
        version = service.user(newcomer.email).version
        service.client.patch(f"/v1/users/{newcomer.id}", {"state": "suspended"}, administrator, version)
    else:
        service.forgot(newcomer.email)
        service.answer()
        service.choose(service.token("choose-password"))
    assert look(service, made["token"])["signed_in"] is False


def test_making_one_takes_a_fresh_proof_and_nobody_revokes_anothers(service, newcomer, clock, administrator):
    made = make(newcomer).json
    assert service.client.delete(f"/v1/me/tokens/{made['id']}", administrator).status_code == 404
    clock.move(minutes=11)
    assert make(newcomer).json["slug"] == "step-up-needed"
    assert newcomer.post("proof", password=service.PASSWORD).status_code == 200
    assert make(newcomer).status_code == 201


@pytest.mark.parametrize(
    ("wanted", "field"),
    [({"days": 0}, "days"), ({"days": 366}, "days"), ({"scopes": []}, "scopes"), ({"scopes": ["write"]}, "scopes")]
    + [({"scopes": ["read", "staff"]}, "scopes"), ({"name": " "}, "name")],
)
def test_what_makes_no_sense_is_said_at_its_field(newcomer, wanted, field):
    answer = make(newcomer, **wanted)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})


def test_one_person_has_twenty_at_most(newcomer):
    statuses = [make(newcomer).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [409]


@pytest.mark.parametrize(
    ("scopes", "kind", "roles"), [(["read"], "customer", []), (["read", "staff"], "staff", ["author"])]
)
def test_what_staff_does_needs_a_scope_of_its_own(service, scopes, kind, roles):
    staff = service.person("wim@saltmarsh.example", "Wim", "staff", ["author"])
    sid = service.sign_in(staff.email).json["sid"]
    body = {"name": "Robot", "scopes": scopes, "days": 1}
    made = service.client.post("/v1/me/tokens", body, service.viewer(staff, sid)).json
    told = look(service, made["token"])["viewer"]
    assert (told["kind"], told["roles"]) == (kind, roles)
    assert ("staff" in told["audiences"]) == (kind == "staff")


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("post", "tokens", {"name": "x", "scopes": ["read"], "days": 1}),
        ("post", "address", {"email": "x@x.example", "password": "seven lamps along the quay"}),
        ("post", "password", {"password": "violet rivers under ice"}),
        ("post", "exports", {"password": "seven lamps along the quay"}),
        ("post", "erasure", {"password": "seven lamps along the quay"}),
        ("post", "proof", {"password": "seven lamps along the quay"}),
        ("post", "totp", None),
        ("delete", "tokens/x", None),
    ],
)
def test_a_token_itself_does_nothing_about_the_account(service, newcomer, verb, path, body):
    made = make(newcomer, scopes=["read", "write"]).json
    program = service.viewer(service.user(newcomer.email), f"token-{made['id']}")
    sent = (f"/v1/me/{path}", body, program) if verb == "post" else (f"/v1/me/{path}", program)
    answer = getattr(service.client, verb)(*sent)
    assert (answer.status_code, answer.json["slug"]) == (403, "not-by-token")


def test_tokens_long_dead_are_forgotten(service, newcomer, clock):
    make(newcomer, days=1)
    clock.move(days=2, seconds=1)
    with service.database.transaction() as tx:
        store.prune(tx)
        assert tx.rows(select(tokens)) == []
