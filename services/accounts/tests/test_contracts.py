"""What accounts promises others: every event that is really sent fits its schema."""

import json
from pathlib import Path

import fastjsonschema
import pytest
from sqlalchemy import select

from accounts.actions.claims import Erasing
from accounts.actions.restating import restate_users
from accounts.store import users
from portalkit.tables import outbox

PUBLISHES = Path(__file__).parents[1] / "contracts" / "publishes"


def test_every_event_that_is_really_sent_fits_its_schema(service, administrator):
    """One of each kind, as actions make them."""
    body = {"name": "Ida", "email": "ida@x.example", "password": "violet rivers under ice", "locale": "en"}
    service.door("registrations", **body)
    service.answer()
    service.door("verifications", token=service.token("confirm-address"))
    session = service.sign_in(email="ida@x.example", password=body["password"]).json["session"]
    rule = {"not": {"kind": ["staff"]}}
    service.client.post("/v1/audiences", {"name": "All customers", "rule": rule}, administrator)
    service.door("sign-out", session=session)
    ida = service.viewer(service.user("ida@x.example"))
    assert service.client.post("/v1/me/exports", {"password": body["password"]}, ida).status_code == 202
    assert service.client.post("/v1/me/erasure", {"password": body["password"]}, ida).status_code == 202
    service.clock.move(minutes=11)
    assert Erasing(service.database).run_due() == 1
    with service.database.transaction() as tx:
        restate_users(tx, [user.id for user in users.everybody(tx)])
    with service.database.reading() as db:
        rows = db.rows(select(outbox))
    checks = {path.stem: fastjsonschema.compile(json.loads(path.read_text())) for path in PUBLISHES.glob("*.json")}
    for row in rows:
        checks[row.type]({"data": row.data, "personal": row.personal or {}})
    assert {row.type for row in rows} | {"accounts.pulse.sent.v1"} == set(checks)


@pytest.mark.parametrize("path", sorted(PUBLISHES.glob("*.json")), ids=lambda path: path.stem)
def test_every_schema_has_examples_that_fit_it(path):
    schema = json.loads(path.read_text())
    check = fastjsonschema.compile({name: part for name, part in schema.items() if name != "examples"})
    for example in schema["examples"]:
        check({"data": example["data"], "personal": example.get("personal", {})})
        assert example["subject"]
        assert example["version"]
    assert schema["examples"]
