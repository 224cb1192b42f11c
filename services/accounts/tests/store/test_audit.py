"""The audit log: one record for each act, in the act's own transaction, never changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from accounts.actions.users import change_user
from accounts.model.audit import first_fault
from accounts.store import audit
from accounts.store.tables import APPEND_ONLY, audit_head
from accounts.store.tables import audit as log
from portalkit.errors import Refused


def records(service):
    with service.database.reading() as db:
        return list(audit.everything(db))


def fault(service):
    with service.database.reading() as db:
        return first_fault(audit.everything(db), audit.head(db))


def since(service, before):
    return [(record.actor, record.action, record.object) for record in records(service)[len(before) :]]


def test_every_act_leaves_one_record(service, ingrid, administrator):
    before = records(service)
    audience = service.client.post("/v1/audiences", {"name": "x", "rule": {"kind": ["staff"]}}, administrator).json
    service.client.patch(f"/v1/audiences/{audience['id']}", {"name": "y"}, administrator, 1)
    service.client.post(f"/v1/audiences/{audience['id']}/retire", None, administrator, If_Match='"2"')
    service.client.patch(f"/v1/users/{ingrid.id}", {"roles": ["expert"]}, administrator, ingrid.version)
    mine = service.sign_in().json
    service.door("sign-out", session=mine["session"])
    assert since(service, before) == [
        (administrator.id, "audience.created", "a1"),
        (administrator.id, "audience.changed", "a1"),
        (administrator.id, "audience.retired", "a1"),
        (administrator.id, "user.changed", ingrid.id),
        (ingrid.id, "session.started", mine["sid"]),
        (ingrid.id, "session.ended", mine["sid"]),
    ]
    assert fault(service) is None


def test_what_is_refused_leaves_none(service, ingrid, administrator):
    before = records(service)
    service.client.patch(f"/v1/users/{ingrid.id}", {"roles": ["author"]}, administrator, ingrid.version)
    service.client.patch(f"/v1/users/{ingrid.id}", {"roles": ["expert"]}, administrator, 99)
    with pytest.raises(Refused), service.database.transaction() as tx:
        change_user(tx, administrator, ingrid.id, None, {"roles": ["expert"]})
        raise Refused("no", "Something else went wrong in the same transaction.")
    assert since(service, before) == []
    assert fault(service) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE seq=1"]
)
def test_the_database_itself_refuses_to_change_or_delete(service, ingrid, statement):
    with pytest.raises(DBAPIError, match="append-only"), service.database.transaction() as tx:
        tx.execute(text(statement))
    assert fault(service) is None


@pytest.fixture
def unguarded(service):
    """The log without what refuses to change it."""
    on_sqlite = service.database.engine.dialect.name == "sqlite"
    triggers = ["audit_no_UPDATE", "audit_no_DELETE"] if on_sqlite else ["audit_append_only ON audit"]
    with service.database.transaction() as tx:
        for trigger in triggers:
            tx.execute(text(f"DROP TRIGGER {trigger}"))
    yield
    if not on_sqlite:  # the next test uses the same database
        with service.database.transaction() as tx:
            tx.execute(text(APPEND_ONLY["postgresql"][1]))


def test_a_record_changed_behind_the_databases_back_is_found(service, ingrid, administrator, unguarded):
    with service.database.transaction() as tx:
        tx.execute(log.update().where(log.c.seq == 1).values(actor="nobody"))
    assert fault(service) == "Record 1 was changed, or one before it."


def test_an_end_that_was_cut_off_is_found(service, ingrid, administrator, unguarded):
    with service.database.transaction() as tx:
        tx.execute(log.delete().where(log.c.seq == 2))
    assert fault(service) == "The log ends at record 1, but 2 were written."
    with service.database.transaction() as tx:
        tx.execute(audit_head.delete())
    assert fault(service) == "The log ends at record 1, but 0 were written."


def test_the_log_holds_ids_and_no_names(service, ingrid):
    service.client.patch("/v1/me", {"name": "Ingrid Another"}, service.viewer(ingrid), ingrid.version)
    assert not any("Ingrid" in str(record) or "fjordvann" in str(record) for record in records(service))


def test_administrators_read_the_log_newest_first(service, ingrid, administrator, monkeypatch):
    monkeypatch.setattr("accounts.api.audit.PAGE", 1)
    newest = service.client.get("/v1/audit", administrator).json
    older = service.client.get(f"/v1/audit?cursor={newest['next']}", administrator).json
    assert [item["object"] for item in newest["items"] + older["items"]] == [administrator.id, ingrid.id]
    assert older["next"] is None
    about = service.client.get(f"/v1/audit?object={ingrid.id}", administrator).json["items"]
    assert [item["action"] for item in about] == ["user.added"]
    assert about[0]["requestid"] is None
    assert len(about[0]["hash"]) == 64


def test_a_record_names_the_request_that_caused_it(service, ingrid, administrator):
    body = {"roles": ["expert"]}
    service.client.patch(f"/v1/users/{ingrid.id}", body, administrator, ingrid.version, X_Request_ID="request-0815")
    assert records(service)[-1].requestid == "request-0815"


def test_the_end_of_the_chain_is_looked_at_whenever_the_page_is_opened(
    service, ingrid, administrator, unguarded, monkeypatch
):
    monkeypatch.setattr("accounts.api.audit.LOOKED_AT", 1)
    path = "/internal/v1/pages/staff/audit"
    chain = service.client.get(path, administrator).json["chain"]
    assert (chain["first"], chain["last"], chain["fault"]) == (2, 2, None)
    with service.database.transaction() as tx:
        tx.execute(text("UPDATE audit SET actor = 'nobody' WHERE seq = 2"))
    assert "Record 2 was changed" in service.client.get(path, administrator).json["chain"]["fault"]
