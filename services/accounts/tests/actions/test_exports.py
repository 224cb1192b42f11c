"""What is held of somebody lies ready for a week, for them alone, and is gone then."""

from datetime import datetime, timedelta

from portalkit.schedules import prune


def pruned(service, **later):
    """What the worker does every hour, that much later."""
    service.clock.move(**later)
    with service.database.transaction() as tx:
        prune(tx)


def test_an_export_lies_ready_for_seven_days_and_is_gone_then(service, ingrid):
    me = service.viewer(ingrid)
    claim = service.client.post("/v1/me/exports", {"password": service.PASSWORD}, me).json
    until = datetime.fromisoformat(claim["until"])
    assert until - datetime.fromisoformat(claim["asked_at"]) == timedelta(days=7)
    path = f"/internal/v1/exports/{claim['id']}"
    pruned(service, days=6, hours=23, minutes=59)
    assert service.clock() < until and service.client.get(path, me).status_code == 200
    pruned(service, minutes=2)
    assert until < service.clock() and service.client.get(path, me).status_code == 404
    listed = service.client.get("/v1/me/claims", me).json["items"]
    assert [each["until"] for each in listed] == [claim["until"]]  # that there was one is still said


def test_an_export_is_for_its_person_alone(service, ingrid, administrator):
    claim = service.client.post("/v1/me/exports", {"password": service.PASSWORD}, service.viewer(ingrid)).json
    assert service.client.get(f"/internal/v1/exports/{claim['id']}", administrator).status_code == 404
