"""What is sensitive asks for a proof that is not older than ten minutes."""

import pytest

NEW = "ingrid.solheim@vann.example"
PASSWORD = "violet rivers under ice"
SENSITIVE = (
    ("post", "address", {"email": NEW}),
    ("post", "password", {"password": PASSWORD}),
    ("post", "totp", {}),
    ("post", "totp/confirm", {"code": "000000"}),
    ("post", "recovery-codes", {}),
    ("delete", "totp", {}),
)


@pytest.fixture
def stale(owner, clock):
    """Ingrid, who has an app, eleven minutes after she signed in."""
    clock.move(minutes=11)
    return owner


@pytest.mark.parametrize(("verb", "path", "body"), SENSITIVE, ids=[f"{verb} {path}" for verb, path, _ in SENSITIVE])
def test_a_session_without_a_fresh_proof_changes_nothing(service, stale, verb, path, body):
    answer = getattr(stale, verb)(path, **body)
    assert (answer.status_code, answer.json["slug"]) == (403, "step-up-needed")
    assert stale.factors()["totp"] and stale.factors()["recovery_codes"] == 10
    assert [kind for kind, _, _ in service.letters()] == ["factors-changed"]


def test_changing_the_address_with_a_stale_session_asks_for_the_second_factor(service, stale):
    assert stale.post("address", email=NEW).json["slug"] == "step-up-needed"
    assert stale.post("address", email=NEW, password=service.PASSWORD).json["slug"] == "step-up-needed"
    assert stale.post("proof", password=service.PASSWORD).json["errors"].keys() == {"code"}
    assert stale.post("proof", code="000000").status_code == 422
    assert stale.post("address", email=NEW).json["slug"] == "step-up-needed"
    assert stale.post("proof", code=stale.code()).json["until"] == stale.factors()["proven_until"]
    assert stale.post("address", email=NEW).status_code == 202


def test_who_has_no_second_factor_proves_it_by_the_password(service, newcomer, clock):
    clock.move(minutes=11)
    assert newcomer.post("proof", code="000000").json["errors"].keys() == {"password"}
    assert newcomer.post("proof", password="not the password at all").status_code == 422
    assert newcomer.post("address", email=NEW).json["slug"] == "step-up-needed"
    assert newcomer.post("proof", password=service.PASSWORD).status_code == 200
    assert newcomer.post("address", email=NEW).status_code == 202


def test_a_proof_holds_ten_minutes_and_in_its_own_session(service, owner, clock):
    other = service.client.post("/v1/me/totp", None, service.viewer(service.user(owner.email), "another session"))
    assert other.json["slug"] == "step-up-needed"
    clock.move(minutes=9, seconds=20)
    assert owner.factors()["proven_until"] and owner.post("recovery-codes").status_code == 201
    clock.move(minutes=1)
    assert owner.factors()["proven_until"] is None
    assert owner.post("recovery-codes").json["slug"] == "step-up-needed"


def test_a_proof_takes_few_guesses_and_a_code_once(service, stale, clock):
    code = stale.code()
    assert stale.post("proof", code=code).status_code == 200
    assert stale.post("proof", code=code).status_code == 422
    assert [stale.post("proof", code="000000").status_code for _ in range(5)] == [422] * 4 + [429]


def test_passwords_cannot_be_guessed_here(service, newcomer):
    statuses = [newcomer.post("proof", password=f"guess number {number}").status_code for number in range(6)]
    assert statuses == [422] * 5 + [429]


def test_another_password_ends_the_other_sessions_and_is_told_of(service, newcomer):
    other = service.sign_in().json["session"]
    assert newcomer.post("password", password="too short").json["errors"].keys() == {"password"}
    assert newcomer.post("password", password=PASSWORD).status_code == 204
    assert service.whoami(other)["signed_in"] is False
    assert len(service.client.get("/v1/me/sessions", newcomer.viewer).json["items"]) == 1
    assert service.sign_in().status_code == 422 and service.sign_in(password=PASSWORD).status_code == 201
    assert [kind for kind, _, _ in service.letters()] == ["password-changed"]
