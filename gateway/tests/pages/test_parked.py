"""Events that were given up, as administrators see them: what and why, tried again or let go, never anybody's words."""

import json

import pytest

from portalkit.backends import open_database
from portalkit.ids import new_id
from portalkit.tables import inbox

from ..conftest import PASSWORD, person

WORDS = "The grey wombat's private letter"


@pytest.fixture(scope="module")
def sam(portal):
    """Staff, and no administrator."""
    portal.imports("accounts", "users", [person("sam", "staff", "author") | {"password": PASSWORD}])
    return portal.sign_in("sam@staff.example", PASSWORD)


@pytest.fixture
def letter(portal):
    """An event about a person that notify has given up; its id."""
    return park(
        portal,
        "notify",
        error="Poison: accounts.user.changed.v1 breaks the contract: data.state is missing",
        person="p-1",
        personal={"name": WORDS},
    )


def park(portal, service, error, **more):
    id = new_id()
    body = {
        "specversion": "1.0",
        "id": id,
        "type": "accounts.user.changed.v1",
        "source": "/accounts",
        "subject": "p-1",
        "time": "2026-11-22T09:00:00+00:00",
        "version": 7,
        "data": {"kind": WORDS, "roles": []},
        "requestid": "request-of-the-letter",
    }
    database = open_database(portal.settings[service], service)
    with database.transaction() as tx:
        row = {"id": id, "type": body["type"], "body": json.dumps(body), "state": "parked", "attempts": 1}
        tx.execute(inbox.insert().values(**row, last_error=error, next_at=tx.now, received_at=tx.now, **more))
    database.close()
    return id


def state(portal, service, id):
    database = open_database(portal.settings[service], service)
    with database.reading() as db:
        (row,) = db.rows(inbox.select().where(inbox.c.id == id))
    database.close()
    return row.state, row.attempts


def test_every_service_has_a_panel_with_what_is_parked_and_why(olga, letter):
    page = olga.get("/staff/parked")
    assert page.status_code == 200
    assert page.text.count("Nothing is parked") == 3
    assert f'href="/staff/parked/notify/{letter}"' in page.text
    assert "breaks the contract: data.state is missing" in page.text
    assert "1 attempt<" in page.text


def test_nobodys_words_are_shown(portal, olga, letter):
    other = park(portal, "knowledge", error=f"ValueError: Invalid text {WORDS}")
    pages = [olga.get(path).text for path in ("/staff/parked", f"/staff/parked/notify/{letter}")]
    pages.append(olga.get(f"/staff/parked/knowledge/{other}").text)
    assert [page for page in pages if WORDS in page] == []
    assert "request-of-the-letter" in pages[1] and "kind, roles" in pages[1]
    assert "It failed with ValueError." in pages[2]
    olga.post(f"/staff/parked/knowledge/{other}/discard")


def test_what_is_tried_again_and_fails_comes_back(portal, olga, letter):
    answer = olga.post(f"/staff/parked/notify/{letter}/replay")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/parked")
    assert state(portal, "notify", letter) == ("due", 0)
    portal.settle()
    assert state(portal, "notify", letter) == ("parked", 1)


def test_what_is_discarded_is_gone_for_good(portal, olga, letter):
    assert olga.post(f"/staff/parked/notify/{letter}/discard").status_code == 303
    assert state(portal, "notify", letter)[0] == "done"
    assert olga.get(f"/staff/parked/notify/{letter}").status_code == 404
    assert olga.post(f"/staff/parked/notify/{letter}/replay").status_code == 404


def test_only_administrators_come_here_or_are_shown_the_way(portal, visitor, ana, sam, olga, letter):
    for path in ("/staff/parked", f"/staff/parked/notify/{letter}"):
        assert [each.get(path).status_code for each in (visitor, ana, sam)] == [303, 403, 403]
    for each in (ana, sam):
        assert each.post(f"/staff/parked/notify/{letter}/discard").status_code == 403
    assert state(portal, "notify", letter)[0] == "parked"
    assert "/staff/parked" not in sam.get("/staff").text
    assert "/staff/parked" in olga.get("/staff").text


def test_a_service_that_nobody_knows_has_no_page(olga):
    assert olga.get("/staff/parked/nobody/x").status_code == 404


def test_a_service_that_does_not_answer_is_a_gap_of_its_own(portal, olga, letter, monkeypatch):
    from gateway.upstream.port import Unanswered

    upstreams = portal.gateway.extensions["portal"].upstreams

    class Silent:
        parallel = False

        def call(self, call):
            raise Unanswered("community", "it is stopped")

    monkeypatch.setitem(upstreams, "community", Silent())
    page = olga.get("/staff/parked")
    assert page.status_code == 200
    assert 'data-degraded="community"' in page.text and letter in page.text
