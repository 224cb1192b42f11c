"""An erasure that is held: nothing goes in any service as long as there is a ground, and everything afterwards."""

from datetime import UTC, datetime, timedelta

from support.portal import SERVICES, Browser

from operations.leaving import EMAIL, PASSWORD, leave, receipt, traces

NOTE = "Ask Quillon Zephyrbrook's landlord"  # names who leaves, so that nothing of it may be left
TODAY = datetime.now(UTC).date()


def ahead(portal, **by):
    """Let that much time pass at accounts, for its requests and for its worker."""
    for database in (portal.apps["accounts"].extensions["database"], portal.workers["accounts"]._database):
        database.clock = lambda clock=database.clock: clock() + timedelta(**by)


def hold(root, person, **more):
    sent = {"ground": "legal-claim", "note": "", "until": ""} | more
    return root.post(f"/staff/people/{person}/holds", sent)


def lift(root, person):
    page = root.get(f"/staff/people/{person}").get_data(as_text=True)
    hold_id = page.split('name="hold_id" value="')[1].split('"')[0]
    return root.post(f"/staff/people/{person}/holds/lift", {"hold_id": hold_id})


def places(portal):
    """Where anything of who leaves stands; a database's own files count as one, whatever it moves between them."""
    return {name.partition(".db")[0] for name in traces(portal)}


def words(portal, address):
    return Browser(portal).get(address).get_data(as_text=True)


def test_it_waits_past_its_letter_until_the_hold_is_lifted_then_all_goes_and_the_receipt_tells(portal, people):
    root, person = portal.sign_in("root@wadden.example", PASSWORD), people["quillon"]
    assert hold(root, person, note=NOTE, until=(TODAY + timedelta(days=90)).isoformat()).status_code == 303
    _, address = leave(portal)
    portal.settle()
    there = places(portal)
    assert {"accounts.users", "accounts.holds", "community.people", "notify.users", "mailbox"} <= there
    letter = next(mail for mail in portal.mails() if "being erased" in mail["subject"])
    assert "so the erasure waits" in letter["text"]
    ahead(portal, days=2)
    portal.settle()
    assert receipt(portal, address) == ("waiting", set()) and places(portal) == there
    assert "What it waits for" in words(portal, address)
    assert lift(portal.sign_in("root@wadden.example", PASSWORD), person).status_code == 303
    portal.settle()
    assert receipt(portal, address) == ("done", set(SERVICES)) and traces(portal) == set()
    told = words(portal, address)
    assert "What it waited for" in told and "A legal claim" in told and "Done on" in told


def test_when_its_last_day_is_over_the_erasure_goes_on_by_itself(portal, people):
    root, person = portal.sign_in("root@wadden.example", PASSWORD), people["quillon"]
    hold(root, person, ground="open-invoice", until=(TODAY + timedelta(days=1)).isoformat())
    _, address = leave(portal)
    portal.settle()
    ahead(portal, days=1)
    portal.settle()
    assert receipt(portal, address)[0] == "waiting"
    ahead(portal, days=1)
    portal.settle()
    assert receipt(portal, address)[0] == "done" and traces(portal) == set()


def test_one_that_comes_after_the_erasure_has_begun_stops_nothing_and_says_so(portal, people):
    root, person = portal.sign_in("root@wadden.example", PASSWORD), people["quillon"]
    leave(portal)
    portal.settle("accounts")  # the others have not heard of it yet
    answer = hold(root, person)
    assert answer.status_code == 409 and "cannot stop it any more" in answer.get_data(as_text=True)
    assert "It is being carried out in every part" in root.get(f"/staff/people/{person}").get_data(as_text=True)
    portal.settle()
    assert traces(portal) == set()


def test_a_download_of_who_is_held_says_ground_and_days_and_neither_the_note_nor_who(portal, people):
    root = portal.sign_in("root@wadden.example", PASSWORD)
    assert hold(root, people["quillon"], ground="authority", note=NOTE).status_code == 303
    browser = portal.sign_in(EMAIL, PASSWORD)
    assert browser.post("/account/data").status_code == 303
    portal.settle()
    page = browser.get("/account/data").get_data(as_text=True)
    address = page.split('href="/account/data/')[1].split('"')[0]
    archive = browser.get(f"/account/data/{address}")
    assert archive.status_code == 200
    assert "Holds on erasure" in page and "An order of a court or an authority" in page and "landlord" not in page
