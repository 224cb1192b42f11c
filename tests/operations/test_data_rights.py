"""D1–D4: what the portal holds of somebody is given to them whole, goes without a trace, and does not come back."""

import io
import json
import re
import zipfile
from contextlib import closing
from datetime import datetime

from sqlalchemy import select
from support.backends import ON_RABBITMQ
from support.portal import IMPORTER, SERVICES

from accounts.store.tables import users
from operations.leaving import (
    AROUND,
    EMAIL,
    NAME,
    PASSWORD,
    TRAIT,
    brought_back,
    leave,
    names_them,
    receipt,
    traces,
)
from portalkit.backends import open_bus
from portalkit.events import Event
from portalkit.forgetting import Journal, catch_up
from portalkit.ids import new_id
from portalkit.tables import inbox
from portalkit.testing import eventually
from portalkit.viewer import Viewer


def archive(browser):
    """The newest download, as {file: content}."""
    page = browser.get("/account/data").get_data(as_text=True)
    address = re.findall(r'href="(/account/data/[0-9a-f-]{36})"', page)[0]
    answer = browser.get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as found:
        return address, {name: found.read(name).decode() for name in found.namelist()}


def test_a_download_has_a_part_of_every_service_and_names_who_has_not_answered_yet(portal, people):
    browser = portal.sign_in(EMAIL, PASSWORD)
    assert browser.post("/account/data").status_code == 303
    portal.settle("accounts", "knowledge", "notify")  # community's worker is away
    address, files = archive(browser)
    assert json.loads(files["receipt.json"])["missing"] == ["community"] and "community" in files["about.txt"]
    assert NAME in files["accounts.json"] and TRAIT in files["accounts.json"] and EMAIL in files["notify.json"]
    assert not [mail for mail in portal.mails() if "Your data is ready" in mail["subject"]]
    portal.settle()
    _, files = archive(browser)
    assert json.loads(files["receipt.json"])["missing"] == []
    assert "Rinse the electrode" in files["community.json"] and "Thank you." not in files["community.json"]
    assert "Berit" not in "".join(files.values())
    assert [mail["to"] for mail in portal.mails() if "Your data is ready" in mail["subject"]] == [EMAIL]
    other = portal.sign_in("berit@wadden.example", PASSWORD)
    assert other.get(address).status_code == 404
    assert browser.post("/account/data").status_code == 409  # a moment ago


def test_nothing_is_left_of_who_leaves_but_what_they_wrote_and_the_receipt_waits_for_the_last_answer(portal, people):
    assert {"accounts.users", "community.people", "notify.users"} <= traces(portal)
    files = {name.partition(".")[0] for name in traces(portal)}
    assert {"mailbox", *(() if ON_RABBITMQ else ("bus",))} <= files  # Berit was mailed that Quillon replied
    browser, address = leave(portal)
    assert browser.get("/account").status_code == 303  # at once, with no worker at all
    assert "is closed" in browser.get(address).get_data(as_text=True)
    portal.settle("accounts", "community", "knowledge")  # notify's worker is away
    assert receipt(portal, address) == ("open", {"accounts", "community", "knowledge"})
    assert "1 of 4 parts has not answered yet" in browser.get(address).get_data(as_text=True)
    portal.settle()
    assert receipt(portal, address) == ("done", set(SERVICES))
    assert traces(portal) == set()
    page = portal.sign_in("berit@wadden.example", PASSWORD).get(f"/topics/{people['topic']}").get_data(as_text=True)
    assert "Rinse the electrode" in page and "A former member" in page
    shown = browser.get(address).get_data(as_text=True)
    assert "Done on" in shown and "a former member" in shown and not names_them(shown.encode())
    retry = browser.post("/signin", {"email": EMAIL, "password": PASSWORD, "next": ""})
    assert retry.status_code == 422


def test_a_fact_that_arrives_after_its_person_has_left_brings_nothing_back(portal, people):
    leave(portal)
    portal.settle()
    late = Event(
        new_id(),
        "accounts.user.changed.v1",
        "/accounts",
        people["quillon"],
        90,
        datetime.fromisoformat("2026-11-27T08:00:00+00:00"),
        {"kind": "customer", "state": "active", "roles": [], "organisation": None, "audiences": ["everyone"]},
        person=people["quillon"],
        personal={"name": NAME, "email": EMAIL, "locale": "en"},
    )
    with closing(open_bus(portal.settings["accounts"], "accounts", ())) as bus:
        bus.publish([late])
        for service in ("community", "knowledge", "notify"):  # a broker takes a moment
            eventually(lambda service=service: portal.settle() or _done(portal, service, late))
        bus.forget([people["quillon"]])
    assert traces(portal) == set()


def _done(portal, service, event):
    with portal.apps[service].extensions["database"].reading() as db:
        return db.value(select(inbox.c.state).where(inbox.c.id == event.id)) == "done"


def test_a_backup_of_before_is_erased_again_before_the_portal_is_ready(portal, people, tmp_path):
    said, after = brought_back(portal, people["quillon"], tmp_path)
    assert "Erased again: 1 people" in said
    assert traces(after) == set()
    with after.apps["accounts"].extensions["database"].reading() as db:
        states = {row.id: row.state for row in db.rows(select(users.c.id, users.c.state))}
    assert (states[people["quillon"]], states[people["berit"]]) == ("erased", "active")
    after.close()


def test_whom_a_journal_names_is_erased_once_and_a_line_that_broke_off_hinders_nobody(portal, people, tmp_path):
    journal = Journal(tmp_path / "erased" / "community.jsonl")
    journal.add(people["quillon"], new_id(), "2026-11-27T08:00:00+00:00")
    with journal.path.open("a") as file:
        file.write('{"person": "br')
    journal.add("somebody-else", new_id(), "2026-11-27T08:00:01+00:00")
    assert [entry["person"] for entry in journal.entries()] == [people["quillon"], "somebody-else"]
    database = portal.apps["community"].extensions["database"]
    assert catch_up("community", database, journal) == 2
    assert catch_up("community", database, journal) == 0
    assert not [name for name in traces(portal) if name.startswith("community")]


def test_who_would_leave_nobody_to_administer_the_portal_has_to_stay(portal, people):
    root = portal.sign_in("root@wadden.example", PASSWORD)
    answer = root.post("/account/erase", {"word": "erase"})
    assert answer.status_code == 409 and "only administrator" in answer.get_data(as_text=True)
    again = root.post("/account/erase", {"word": "yes"})
    assert again.status_code == 422 and "Write “erase”" in again.get_data(as_text=True)
    assert root.get("/account").status_code == 200


def test_it_takes_a_proof_of_the_last_minutes_or_for_programs_the_password(portal, people):
    session = Viewer(people["quillon"], "customer", frozenset(), AROUND)  # whoever it is, proved nothing
    for path in ("exports", "erasure"):
        refused = portal.call("accounts", "POST", f"/v1/me/{path}", session, {})
        assert (refused.status_code, refused.json["slug"]) == (403, "step-up-needed")
        wrong = portal.call("accounts", "POST", f"/v1/me/{path}", session, {"password": "not this one"})
        assert wrong.status_code == 422
    assert portal.call("accounts", "POST", "/v1/me/exports", session, {"password": PASSWORD}).status_code == 202


def test_a_page_about_ones_data_says_what_each_service_holds(portal, people):
    browser = portal.sign_in(EMAIL, PASSWORD)
    shown = browser.get("/account/data").get_data(as_text=True)
    assert all(words in shown for words in ("Replies", "Things followed", "Address for mails", "Profile"))
    assert portal.call("notify", "GET", "/internal/v1/held", IMPORTER).json["items"] == []
