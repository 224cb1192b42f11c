"""Who is it? The one question that every request asks: always the truth, in few statements."""

import threading

import pytest
from sqlalchemy import event

from accounts.actions.who_is import who_is
from accounts.store.sessions import CannotWrite


@pytest.fixture
def session(service, ingrid):
    return service.sign_in().json["session"]


def statements(service, session):
    """How many statements one answer takes."""
    ran = []

    def count(connection, cursor, statement, *rest):
        if not statement.startswith("BEGIN"):
            ran.append(statement)

    event.listen(service.database.engine, "before_cursor_execute", count)
    who_is(service.database, service.desk, session)
    event.remove(service.database.engine, "before_cursor_execute", count)
    return len(ran)


def make_audience(service, administrator, rule, name="Some"):
    answer = service.client.post("/v1/audiences", {"name": name, "rule": rule}, administrator)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_everything_the_gateway_needs_is_in_the_answer(service, session, ingrid):
    who = service.whoami(session)
    assert who["viewer"] == {
        "id": ingrid.id,
        "name": "Ingrid Solheim",
        "email": "ingrid@fjordvann.example",
        "kind": "customer",
        "roles": [],
        "organisation": None,
        "audiences": ["everyone", "members"],
        "locale": "en",
    }


@pytest.mark.parametrize("session", ["", "x", "x" * 200, "æøå"])
def test_a_session_that_is_none_is_nobodys(service, session):
    told = service.whoami(session)
    assert (told.pop("signed_in"), told.pop("version"), set(told.values())) == (False, "0", {None})


def test_it_takes_one_statement_once_it_is_known_and_three_at_first(service, session, administrator):
    for _ in range(5):
        make_audience(service, administrator, {"organisation": ["Fjordvann Utilities"]})
    assert statements(service, session) == 3
    assert statements(service, session) == 1


def test_a_changed_rule_holds_in_the_very_next_answer(service, session, administrator):
    before = service.whoami(session)
    audience = make_audience(service, administrator, {"kind": ["customer"]})
    within = service.whoami(session)
    assert audience["id"] in within["viewer"]["audiences"]
    assert within["version"] != before["version"]
    change = {"rule": {"kind": ["staff"]}}
    answer = service.client.patch(f"/v1/audiences/{audience['id']}", change, administrator, audience["version"])
    after = service.whoami(session)
    assert after["viewer"]["audiences"] == before["viewer"]["audiences"]
    assert after["version"] not in (before["version"], within["version"])
    change = {"rule": {"not": {"kind": ["staff"]}}}
    answer = service.client.patch(f"/v1/audiences/{audience['id']}", change, administrator, answer.json["version"])
    assert audience["id"] in service.whoami(session)["viewer"]["audiences"]
    service.client.post(f"/v1/audiences/{audience['id']}/retire", None, administrator, If_Match=answer.headers["ETag"])
    assert audience["id"] not in service.whoami(session)["viewer"]["audiences"]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"roles": ["expert"]}, {"roles": ["expert"]}),
        ({"kind": "staff"}, {"kind": "staff", "audiences": ["everyone", "members", "staff"]}),
        ({"organisation": "Havbris Salmon"}, {"organisation": "Havbris Salmon"}),
    ],
)
def test_what_an_administrator_changes_holds_in_the_very_next_answer(
    service, session, ingrid, administrator, change, shown
):
    service.client.post("/v1/organisations", {"name": "Havbris Salmon", "kind": "company"}, administrator)
    before = service.whoami(session)
    assert service.client.patch(f"/v1/users/{ingrid.id}", change, administrator, ingrid.version).status_code == 200
    after = service.whoami(session)
    assert after["viewer"] == before["viewer"] | shown
    assert after["version"] != before["version"]


def test_an_answer_worked_out_by_one_process_is_not_kept_by_another(service, session, administrator):
    other = type(service)(service.database, service.settings.data_dir, service.clock)
    assert other.whoami(session) == service.whoami(session)
    audience = make_audience(service, administrator, {"kind": ["customer"]})
    assert audience["id"] in other.whoami(session)["viewer"]["audiences"]
    other.database.close()


def test_when_nothing_can_be_written_people_can_still_read(service, session, clock, monkeypatch):
    def full(tx, session_id):
        raise CannotWrite("UPDATE", {}, OSError("database or disk is full"))

    monkeypatch.setattr("accounts.store.sessions.mark_seen", full)
    clock.move(minutes=5)
    assert service.whoami(session)["signed_in"]


def test_many_threads_asking_while_rules_change_never_get_an_old_answer(service, session, administrator):
    """An answer is at least as new as the last change that was committed before it was asked for."""
    audience = make_audience(service, administrator, {"kind": ["staff"]})
    committed, wrong, stop = [0], [], threading.Event()

    def ask():
        while not stop.is_set():
            at_least = committed[0]
            who = who_is(service.database, service.desk, session)
            version = int(who["version"].rpartition(".")[2])
            inside = audience["id"] in who["viewer"]["audiences"]
            # Versions of the rules are even for customers, as it was made at an odd one.
            if version < at_least or inside != (version % 2 == 0):
                wrong.append((at_least, who))

    first = int(service.whoami(session)["version"].rpartition(".")[2])
    assert first == 1
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for number in range(2, 22):
            rule = {"kind": ["customer" if number % 2 == 0 else "staff"]}
            answer = service.client.patch(
                f"/v1/audiences/{audience['id']}", {"rule": rule}, administrator, If_Match="*"
            )
            assert answer.status_code == 200
            committed[0] = number
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
