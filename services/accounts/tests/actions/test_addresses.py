"""Another address for an account: confirmed where it is, told where it was."""

import threading

import pytest
from sqlalchemy import select

from accounts.store import users
from portalkit.errors import Invalid
from portalkit.tables import outbox

OLD, NEW = "ingrid@fjordvann.example", "ingrid.solheim@vann.example"


@pytest.fixture
def ask(service, ingrid):
    """Ingrid asks for an address."""

    def ask(email=NEW, password=service.PASSWORD, by=ingrid):
        return service.client.post("/v1/me/address", {"email": email, "password": password}, service.viewer(by))

    return ask


def confirm(service, token=None):
    return service.door("addresses", token=token or service.token("confirm-new-address"))


def told(service):
    return [(kind, to) for kind, to, _ in service.letters()]


def test_an_address_changes_when_the_link_mailed_there_is_pressed_and_the_old_one_is_told_twice(service, ingrid, ask):
    session = service.sign_in().json["session"]
    answer = ask(" Ingrid.Solheim@vann.example ")
    assert answer.status_code == 202
    assert (answer.json["email"], answer.json["wanted"]) == (OLD, "Ingrid.Solheim@vann.example")
    assert service.user(NEW) is None and service.user(OLD).id == ingrid.id
    assert confirm(service).json == {"email": "Ingrid.Solheim@vann.example"}
    assert told(service) == [
        ("address-may-change", OLD),
        ("confirm-new-address", "Ingrid.Solheim@vann.example"),
        ("address-changed", OLD),
    ]
    assert service.sign_in(OLD).status_code == 422 and service.sign_in(NEW).status_code == 201
    assert service.whoami(session)["viewer"]["email"] == "Ingrid.Solheim@vann.example"
    assert service.client.get("/v1/me/address", service.viewer(ingrid)).json["wanted"] is None


def test_other_services_learn_the_new_address_only_once_it_is_confirmed(service, ask):
    service.forget_events()
    ask()
    assert service.events() == []
    confirm(service)
    with service.database.reading() as db:
        [told] = db.rows(select(outbox.c.type, outbox.c.personal))
    assert (told.type, told.personal["email"]) == ("accounts.user.changed.v1", NEW)


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("no address", None, "email"),
        ("INGRID@fjordvann.example", None, "email"),
        (NEW, "not the password at all", "password"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_mailed(service, ask, email, password, field):
    answer = ask(email, password or service.PASSWORD)
    assert (answer.status_code, set(answer.json["errors"])) == (422, {field})
    assert service.letters() == []


def test_whether_an_address_is_somebodys_is_told_there_alone(service, ask):
    service.person("olav@vann.example", "Olav Vann")
    free, taken = ask("nobody@vann.example"), ask("olav@vann.example")
    assert free.status_code == taken.status_code == 202 and set(free.json) == set(taken.json)
    assert ("address-is-taken", "olav@vann.example") in told(service)
    assert [to for kind, to in told(service) if kind == "confirm-new-address"] == ["nobody@vann.example"]


def test_an_address_that_became_somebodys_meanwhile_is_not_taken_away(service, ingrid, ask):
    ask()
    service.person(NEW, "Somebody Faster")
    assert confirm(service).json["slug"] == "link-not-good"
    assert service.user(OLD).id == ingrid.id


def test_who_comes_to_an_address_a_moment_later_is_told_so(service, ingrid):
    service.person("olav@vann.example", "Olav Vann")
    with pytest.raises(Invalid), service.database.transaction() as tx:
        users.change(tx, ingrid.id, None, email="Olav@vann.example")
    assert service.user(OLD).id == ingrid.id


def test_passwords_cannot_be_guessed_here(service, ask):
    statuses = [ask(password=f"guess number {number}").status_code for number in range(6)]
    assert statuses == [422] * 5 + [429] and ask().status_code == 429


@pytest.mark.parametrize("how", ["a later wish", "giving it up", "a new password", "two hours", "being suspended"])
def test_a_link_is_void_after(service, clock, administrator, ingrid, ask, how):
    ask()
    token = service.token("confirm-new-address")
    if how == "a later wish":
        ask("another@vann.example")
    elif how == "giving it up":
        assert service.client.delete("/v1/me/address", service.viewer(ingrid)).status_code == 204
        assert service.client.get("/v1/me/address", service.viewer(ingrid)).json["wanted"] is None
    elif how == "a new password":
        service.forgot(OLD)
        service.answer()
        service.choose(service.token("choose-password"))
    elif how == "two hours":
        clock.move(hours=2, seconds=1)
    else:
        service.client.patch(f"/v1/users/{ingrid.id}", {"state": "suspended"}, administrator, ingrid.version)
    assert confirm(service, token).json["slug"] == "link-not-good"
    assert service.user(OLD).id == ingrid.id


def test_a_link_for_a_password_that_lies_in_the_old_mailbox_opens_nothing_any_more(service, ask):
    service.forgot(OLD)
    service.answer()
    ask()
    confirm(service)
    assert service.choose(service.token("choose-password")).json["slug"] == "link-not-good"


def test_of_ten_at_once_one_uses_the_link(service, ask):
    ask()
    token, statuses, start = service.token("confirm-new-address"), [], threading.Barrier(10)

    def use():
        start.wait()
        statuses.append(confirm(service, token).status_code)

    threads = [threading.Thread(target=use) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 9
    assert [kind for kind, _ in told(service)].count("address-changed") == 1
