"""Registrations, forgotten passwords and what mailed links do."""

import json

import pytest
from sqlalchemy import select

from accounts.model.session import hashed
from accounts.store import applications, users
from accounts.store.tables import links, metadata
from accounts.store.tables import users as rows
from portalkit.tables import deliveries
from portalkit.tables import metadata as mechanisms

NEW = "violet rivers under ice"


def test_whoever_registers_and_follows_the_link_can_sign_in(service):
    answer = service.register(locale="pt-BR")
    assert (answer.status_code, answer.json) == (202, {"email": "ida@x.example"})
    service.answer()
    assert service.user().state == "unverified"
    assert service.door("verifications", token=service.token("confirm-address")).json == {"email": "ida@x.example"}
    assert (service.user().state, service.user().name, service.user().locale) == ("active", "Ida Berg", "pt-BR")
    assert service.sign_in(email="ida@x.example", password=NEW).status_code == 201
    assert [(type, data["state"], data["audiences"]) for type, _, data in service.events()] == [
        ("user.registered", "unverified", []),
        ("user.verified", "active", ["everyone", "members"]),
    ]


def test_nobody_is_signed_in_by_a_link(service):
    service.register()
    service.answer()
    answer = service.door("verifications", token=service.token("confirm-address"))
    assert set(answer.json) == {"email"}
    assert "Set-Cookie" not in answer.headers


def test_a_link_works_once(service):
    service.register()
    service.answer()
    token = service.token("confirm-address")
    assert [service.door("verifications", token=token).status_code for _ in range(2)] == [200, 409]


def test_a_registration_that_the_same_page_sends_again_is_mailed_once(service, clock):
    def sent_again(email="ida@x.example"):
        body = {"name": "Ida Berg", "email": email, "password": NEW, "locale": "en"}
        answer = service.client.post("/internal/v1/registrations", body, service.GATEWAY, Idempotency_Key="one-page")
        assert (answer.status_code, answer.json) == (202, {"email": email})
        service.answer()
        with service.database.reading() as db:
            return len(db.rows(select(deliveries.c.id)))

    assert [sent_again(), sent_again()] == [1, 1]
    assert sent_again("another@x.example") == 2
    clock.move(minutes=15, seconds=1)  # the first link does not work any more
    assert [sent_again(), sent_again()] == [3, 3]


@pytest.mark.parametrize("kind", ["confirm-address", "choose-password"])
def test_a_link_works_for_a_quarter_of_an_hour(service, ingrid, clock, kind):
    service.register()
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    token = service.token(kind)
    clock.move(minutes=15, seconds=1)
    answer = service.door("verifications", token=token) if kind == "confirm-address" else service.choose(token)
    assert (answer.status_code, answer.json["slug"]) == (409, "link-not-good")
    assert service.door("links/look", token=token).json == {"purpose": None}


def test_a_link_is_good_for_its_own_purpose_only(service, ingrid):
    service.register()
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    verify, reset = service.token("confirm-address"), service.token("choose-password")
    assert service.choose(verify).json["slug"] == "link-not-good"
    assert service.door("verifications", token=reset).json["slug"] == "link-not-good"
    assert service.door("links/look", token=verify).json == {"purpose": "verify"}
    assert service.door("links/look", token=reset).json == {"purpose": "reset"}


def test_what_is_stored_of_a_link_cannot_be_used(service, ingrid):
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    token = service.token("choose-password")
    with service.database.reading() as db:
        (row,) = db.rows(select(links))
    assert row.hash == hashed(token)
    assert len(token) == 43
    assert service.choose(row.hash).json["slug"] == "link-not-good"


def test_a_registration_is_answered_alike_whether_there_is_an_account_or_not(service, ingrid):
    service.person("sven@x.example", "Sven", state="suspended")
    emails = ("ida@x.example", "ingrid@fjordvann.example", "sven@x.example")
    answers = [service.register(email=email) for email in emails]
    assert [(a.status_code, a.json) for a in answers] == [(202, {"email": email}) for email in emails]
    service.answer()
    assert [(kind, to) for kind, to, _ in service.letters()] == [
        ("confirm-address", "ida@x.example"),
        ("has-account", "ingrid@fjordvann.example"),
    ]


def test_a_forgotten_password_is_answered_alike_whether_there_is_an_account_or_not(service, ingrid):
    service.person("sven@x.example", "Sven", state="suspended")
    emails = ("nobody@x.example", "ingrid@fjordvann.example", "sven@x.example")
    answers = [service.forgot(email) for email in emails]
    assert [(a.status_code, a.json) for a in answers] == [(202, {"email": email}) for email in emails]
    service.answer()
    assert [(kind, to) for kind, to, _ in service.letters()] == [("choose-password", "ingrid@fjordvann.example")]


def test_a_request_does_the_same_work_for_every_address(service, ingrid):
    """What differs is left to the worker: the request itself writes one row, and looks at no account."""
    from sqlalchemy import event

    ran = []

    def note(connection, cursor, statement, *rest):
        ran.append(statement)

    def of(ask, email):
        ran.clear()
        ask(email)
        return list(ran)

    event.listen(service.database.engine, "before_cursor_execute", note)
    for ask in (lambda email: service.forgot(email), lambda email: service.register(email=email)):
        there, missing = of(ask, "ingrid@fjordvann.example"), of(ask, "nobody@x.example")
        assert there == missing
        assert not any("users" in statement for statement in there)


def test_a_stranger_who_registered_somebodys_address_first_gains_nothing(service):
    service.register(password="the stranger knows this", name="Stranger")
    service.answer()
    service.register(password=NEW)
    service.answer()
    assert service.door("verifications", token=service.token("confirm-address")).status_code == 200
    assert service.user().name == "Ida Berg"
    assert service.sign_in(email="ida@x.example", password=NEW).status_code == 201
    assert service.sign_in(email="ida@x.example", password="the stranger knows this").status_code == 422


def test_after_one_link_was_followed_the_others_of_that_address_are_void(service):
    service.register(password="the stranger knows this")
    service.answer()
    strangers = service.token("confirm-address")
    service.register()
    service.answer()
    service.door("verifications", token=service.token("confirm-address"))
    assert service.door("verifications", token=strangers).json["slug"] == "link-not-good"
    assert service.sign_in(email="ida@x.example", password=NEW).status_code == 201


def test_a_stranger_cannot_have_a_name_of_his_choice_mailed(service):
    service.register(name="Win a prize at www.evil.example")
    service.answer()
    with service.database.reading() as db:
        messages = [row.message for row in db.rows(select(deliveries))]
    assert "prize" not in json.dumps(messages)


def test_strangers_can_cause_only_a_few_mails_to_an_address(service, ingrid):
    for _ in range(10):
        service.forgot("ingrid@fjordvann.example")
        service.register(email="ingrid@fjordvann.example")
    service.answer()
    assert len(service.letters()) == 5


def test_all_faults_of_a_registration_are_shown_at_their_fields(service):
    answer = service.register(name=" \u200b", email="ida", password="short")
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"name", "email", "password"}


@pytest.mark.parametrize("extra", ["role", "roles", "kind", "state", "id", "verified", "organisation", "created_at"])
def test_nothing_else_can_be_sent_with_a_registration(service, extra):
    body = {"name": "Ida", "email": "ida@x.example", "password": NEW, "locale": "en", extra: "staff"}
    answer = service.door("registrations", **body)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {extra})


def test_a_newer_reset_link_makes_the_older_one_void(service, ingrid):
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    older = service.token("choose-password")
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    assert service.choose(older).json["slug"] == "link-not-good"
    assert service.choose(service.token("choose-password")).status_code == 200


def test_an_application_that_fails_is_tried_again_and_holds_up_no_other(service, clock, monkeypatch):
    service.register(email="first@x.example")
    service.register(email="second@x.example")
    post = users.add

    def fail(tx, user, *rest):
        if user.email == "first@x.example":
            raise OSError("no")
        post(tx, user, *rest)

    monkeypatch.setattr(users, "add", fail)
    service.answer()
    assert [to for _, to, _ in service.letters()] == ["second@x.example"]
    monkeypatch.undo()
    assert service.answer() == 0
    clock.move(seconds=10)
    assert service.answer() == 1
    assert [to for _, to, _ in service.letters()] == ["second@x.example", "first@x.example"]


def test_of_two_workers_one_answers(service):
    service.register()
    with service.database.reading() as db:
        (application,) = applications.due(db)
    with service.database.transaction() as tx:
        assert applications.done(tx, application)
        assert not applications.done(tx, application)


def test_no_password_and_no_token_is_kept_anywhere(service, ingrid):
    service.register()
    service.forgot("ingrid@fjordvann.example")
    service.answer()
    tokens = [service.token("confirm-address"), service.token("choose-password")]
    service.door("verifications", token=tokens[0])
    service.choose(tokens[1], "another set of words")
    session = service.sign_in(email="ida@x.example", password=NEW).json["session"]
    with service.database.transaction() as tx:
        tx.execute(deliveries.update().values(message=None))  # as sending does
    with service.database.reading() as db:
        tables = [*metadata.sorted_tables, *mechanisms.sorted_tables]
        dump = repr([[tuple(row) for row in db.rows(select(table))] for table in tables])
    assert "ida@x.example" in dump
    for secret in (NEW, "another set of words", session, *tokens):
        assert secret not in dump


def test_the_address_is_unique_also_for_whoever_comes_second(service, ingrid):
    service.register(email="INGRID@fjordvann.example")
    service.answer()
    with service.database.reading() as db:
        assert len(db.rows(select(rows.c.id))) == 1
