"""Sessions: seen, ended, over."""

from sqlalchemy import select

from accounts.actions.sessions import prune_sessions
from accounts.store.tables import sessions
from portalkit.tables import outbox


def seen_at(service, sid):
    with service.database.reading() as db:
        return db.value(select(sessions.c.seen_at).where(sessions.c.id == sid))


def test_what_is_stored_of_a_session_cannot_be_used(service, ingrid):
    secret = service.sign_in().json["session"]
    with service.database.reading() as db:
        (row,) = db.rows(select(sessions))
    assert secret not in map(str, row)
    assert not service.whoami(row.secret_hash)["signed_in"]
    assert not service.whoami(row.id)["signed_in"]


def test_a_person_sees_where_she_is_signed_in(service, ingrid):
    first, second = service.sign_in().json, service.sign_in().json
    viewer = service.viewer(ingrid, sid=second["sid"])
    for path in ("/v1/me/sessions", "/internal/v1/pages/sessions"):
        items = service.client.get(path, viewer).json["items"]
        assert {item["id"]: item["current"] for item in items} == {first["sid"]: False, second["sid"]: True}
        assert {item["device"] for item in items} == {"Firefox on Linux"}


def test_the_next_request_of_a_session_that_was_ended_is_signed_out(service, ingrid):
    first, second = service.sign_in().json, service.sign_in().json
    viewer = service.viewer(ingrid, sid=second["sid"])
    assert service.client.delete(f"/v1/me/sessions/{first['sid']}", viewer).status_code == 204
    assert not service.whoami(first["session"])["signed_in"]
    assert service.whoami(second["session"])["signed_in"]
    assert service.events("session.ended") == [("session.ended", first["sid"], {"user_id": ingrid.id})]


def test_somebody_elses_session_is_as_one_that_does_not_exist(service, ingrid):
    other = service.viewer(service.person("ida@x.example", "Ida"))
    mine = service.sign_in().json
    foreign = service.client.delete(f"/v1/me/sessions/{mine['sid']}", other)
    missing = service.client.delete("/v1/me/sessions/00000000-0000-7000-8000-000000000000", other)
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json | {"instance": ""} == missing.json | {"instance": ""}
    assert service.whoami(mine["session"])["signed_in"]


def test_all_others_can_be_ended_at_once(service, ingrid):
    kept, *others = [service.sign_in().json for _ in range(4)]
    answer = service.client.post("/v1/me/sessions/end-others", None, service.viewer(ingrid, sid=kept["sid"]))
    assert answer.json == {"ended": 3}
    assert service.whoami(kept["session"])["signed_in"]
    assert not any(service.whoami(other["session"])["signed_in"] for other in others)


def test_signing_out_ends_the_session_and_can_be_said_twice(service, ingrid):
    mine = service.sign_in().json
    for _ in range(2):
        assert service.door("sign-out", session=mine["session"]).status_code == 204
    assert not service.whoami(mine["session"])["signed_in"]
    assert len(service.events("session.ended")) == 1


def test_a_session_nobody_uses_is_over_after_fourteen_days(service, ingrid, clock):
    secret = service.sign_in().json["session"]
    clock.move(days=13)
    assert service.whoami(secret)["signed_in"]
    clock.move(days=13)
    assert service.whoami(secret)["signed_in"]
    clock.move(days=14, seconds=1)
    assert not service.whoami(secret)["signed_in"]


def test_a_session_is_over_after_thirty_days_however_often_it_is_used(service, ingrid, clock):
    secret = service.sign_in().json["session"]
    for _ in range(29):
        clock.move(days=1)
        assert service.whoami(secret)["signed_in"]
    clock.move(days=1, seconds=1)
    assert not service.whoami(secret)["signed_in"]


def test_sessions_that_are_over_are_removed_and_told(service, ingrid, clock):
    old = service.sign_in().json
    clock.move(days=15)
    young = service.sign_in().json
    with service.database.transaction() as tx:
        prune_sessions(tx)
    assert [subject for _, subject, _ in service.events("session.ended")] == [old["sid"]]
    assert service.whoami(young["session"])["signed_in"]


def test_a_session_is_marked_as_seen_at_most_once_a_minute(service, ingrid, clock):
    mine = service.sign_in().json
    began = seen_at(service, mine["sid"])
    clock.move(seconds=50)
    service.whoami(mine["session"])
    assert seen_at(service, mine["sid"]) == began
    clock.move(seconds=11)
    service.whoami(mine["session"])
    assert seen_at(service, mine["sid"]) > began


def test_suspending_a_person_ends_all_sessions_at_once(service, ingrid, administrator):
    mine = [service.sign_in().json for _ in range(2)]
    answer = service.client.patch(f"/v1/users/{ingrid.id}", {"state": "suspended"}, administrator, ingrid.version)
    assert answer.json["state"] == "suspended"
    assert not any(service.whoami(one["session"])["signed_in"] for one in mine)
    assert {subject for _, subject, _ in service.events("session.ended")} == {one["sid"] for one in mine}


def test_an_ended_session_is_told_of_at_a_version_above_the_one_it_lived_at(service, ingrid):
    mine = service.sign_in().json
    service.door("sign-out", session=mine["session"])
    with service.database.reading() as db:
        versions = [row.version for row in db.rows(select(outbox)) if row.subject == mine["sid"]]
    assert versions == [2]
