"""What actions really emit is what the contracts promise."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from sqlalchemy import select

from knowledge import CONTRACTS, NAME
from knowledge.actions.restating import OWNED
from knowledge.store.tables import notices
from portalkit.events import Event
from portalkit.forgetting import Forgetting, Journal
from portalkit.rights import handlers
from portalkit.tables import outbox

PUBLISHES = sorted((CONTRACTS / "publishes").glob("*.json"))


@pytest.mark.parametrize("path", PUBLISHES, ids=lambda path: path.stem)
def test_examples_hold_against_their_schema(path: Any) -> None:
    contract = json.loads(path.read_text())
    check = fastjsonschema.compile(contract)
    assert contract["examples"]
    for example in contract["examples"]:
        check(example)
        assert example["subject"] and example["version"] >= 1


def test_whatever_is_done_is_told_as_promised(house: Any, tmp_path: Path) -> None:
    category = house.category()
    house.client.patch(f"/v1/categories/{category}", {"name": "New"}, house.AUTHOR, 1)
    article = house.edit(house.article(category), title="T")
    house.withdraw(article)
    tree = {"external_id": "c", "name": "C", "description": "", "parent": None, "audiences": ["everyone"]}
    house.client.post("/v1/import/categories", {"items": [tree]}, house.IMPORTER)
    item = {"external_id": "x", "title": "T", "summary": "", "body": "", "category": "c", "audiences": ["everyone"]}
    item |= {"author_id": "owen", "published_at": "2025-02-17T16:00:00Z", "updated_at": "2025-02-17T16:00:00Z"}
    house.client.post("/v1/import/articles", {"items": [item]}, house.IMPORTER)
    draft = house.draft(category)
    asked = house.client.post(f"/v1/articles/{draft['id']}/review", {}, house.AUTHOR, If_Match='"1"')
    other = replace(house.AUTHOR, id="rita", roles=frozenset({"reviewer"}))
    house.client.post(f"/v1/articles/{draft['id']}/review/return", {"reason": "R"}, other, If_Match='"1"')
    assert asked.status_code == 200
    helped = house.article(category, topic_id="t", credits=["ben"])
    house.client.put(f"/v1/articles/{helped['id']}/vote", {"helpful": True}, house.MEMBER)
    said = house.client.post(f"/v1/articles/{helped['id']}/comments", {"body": "B"}, house.MEMBER).json["id"]
    house.client.patch(f"/v1/comments/{said}", {"body": "C"}, house.MEMBER, 1)
    for hidden in (True, False):
        body = {"hidden": hidden, "reason": "R"}
        house.client.put(f"/v1/comments/{said}/hidden", body, house.AUTHOR, If_Match="*")
    house.client.delete(f"/v1/comments/{said}", house.MEMBER)
    with house.database.transaction() as tx:
        asked, gone = handlers("knowledge").values()
        asked(tx, Event("e1", "accounts.export.requested.v1", "", "x1", 1, tx.now, {"user_id": "ann"}))
        gone(tx, Event("e2", "accounts.user.erased.v1", "", "ann", 9, tx.now, {"erasure_id": "x2"}, person="ann"))
    Forgetting(house.database, Journal(tmp_path / "erased"), ()).run_due()
    with house.database.transaction() as tx:
        OWNED["comment"].tell(tx, [said])
        OWNED["credit"].tell(tx, [helped["id"]])
        OWNED["notice"].tell(tx, [row.id for row in tx.rows(select(notices.c.id))])
    house.work()
    with house.database.reading() as db:
        rows = db.rows(select(outbox))
    checks = {path.stem: fastjsonschema.compile(json.loads(path.read_text())) for path in PUBLISHES}
    for row in rows:
        checks[row.type]({"data": row.data})
    assert {row.type for row in rows} == set(checks)


def test_the_description_of_the_routes_is_the_one_that_was_committed(house: Any) -> None:
    committed = json.loads((CONTRACTS / "openapi.json").read_text())
    assert house.client.get("/openapi.json", None).json == committed, f"run: python -m {NAME} openapi"


def test_every_event_has_its_line_in_the_readme() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text()
    for path in [*PUBLISHES, *(CONTRACTS / "consumes").glob("*.json")]:
        noun, _, _ = path.stem.rpartition(".v")
        assert noun in readme, noun
