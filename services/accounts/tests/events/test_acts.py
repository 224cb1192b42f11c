"""What staff decide in other services stands in the audit log once, and the chain holds."""

from datetime import UTC, datetime

from accounts.events import HANDLERS
from accounts.model.audit import first_fault
from accounts.store import audit
from portalkit.events import Event

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PAGE = "/internal/v1/pages/staff/audit"


def told(administrator, act="article.withdrawn", service="knowledge", id="e1", **detail):
    data = {"actor_id": administrator.id, "act": act, "thing_id": "b1", "detail": detail}
    return Event(id, f"{service}.act.done.v1", f"/{service}", f"subject-{id}", 1, WHEN, data)


def hear(service, *events):
    for event in events:
        with service.database.transaction() as tx:
            HANDLERS[event.type](tx, event)


def actions(service, administrator, query):
    answer = service.client.get(f"{PAGE}?{query}", administrator)
    assert answer.status_code == 200, answer.json
    return [one["action"] for one in answer.json["items"]]


def test_an_act_is_recorded_as_it_was_told_and_only_once(service, administrator):
    hear(service, *[told(administrator, into="b2")] * 2)
    with service.database.reading() as db:
        records = [one for one in audit.everything(db) if one.object == "b1"]
        assert first_fault(audit.everything(db), audit.head(db)) is None
    (record,) = records
    assert (record.actor, record.action, record.at) == (administrator.id, "knowledge.article.withdrawn", WHEN)
    assert record.detail == {"into": "b2"}


def test_the_page_is_narrowed_to_a_service_or_an_act_of_it(service, administrator):
    hear(
        service,
        told(administrator),
        told(administrator, "remit.given", id="e2"),
        told(administrator, "topic.hidden", "community", "e3"),
    )
    assert actions(service, administrator, "action=knowledge.*") == [
        "knowledge.remit.given",
        "knowledge.article.withdrawn",
    ]
    assert actions(service, administrator, "action=community.topic.hidden") == ["community.topic.hidden"]
    assert set(actions(service, administrator, "action=accounts.*")) == {"user.added"}
    assert actions(service, administrator, "action=nobody.*") == []


def test_nobody_but_an_administrator_reads_them(service, administrator, importer):
    hear(service, told(administrator))
    assert service.client.get(f"{PAGE}?action=knowledge.*", importer).status_code == 403
