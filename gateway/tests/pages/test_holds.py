"""An administrator holds what is kept of somebody: who is held is told why and until when, and an erasure waits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support.portal import Browser

from accounts.store.tables import sessions, users

from ..conftest import PASSWORD, person
from .reading import errors, notice
from .test_community import follow

NOTE = "Case 7-1044 <ask Berit>"
SOON = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()


@pytest.fixture(scope="module")
def olga(portal):
    """The administrator, signed in just now, so that these tests have a fresh proof wherever they run."""
    return portal.sign_in("olga@staff.example", PASSWORD)


@pytest.fixture(scope="module")
def ida(portal):
    """Somebody who is held, as their own page is opened by."""
    ids = portal.imports("accounts", "users", [person("ida", "customer")])
    portal.settle()
    browser = portal.sign_in("ida@customers.example", PASSWORD)
    browser.place = f"/staff/people/{ids['ida']}"
    return browser


def hold(olga, place, ground="legal-claim", note="", until=""):
    return olga.post(f"{place}/holds", {"ground": ground, "note": note, "until": until})


def lifts(page):
    """The ids of the holds that there is a button to lift."""
    return [part.split('"')[0] for part in page.text.split('name="hold_id" value="')[1:]]


def lift(olga, place, hold_id):
    return olga.post(f"{place}/holds/lift", {"hold_id": hold_id})


def test_one_is_set_seen_by_administrators_and_by_whom_it_is_about_and_lifted_by_a_press(olga, ida):
    assert "There is a ground" not in ida.get("/account/data").text
    page = follow(olga, hold(olga, ida.place, note=NOTE, until=SOON))
    assert notice(page).startswith("Set.")
    assert "A legal claim" in page.text and "Case 7-1044 &lt;ask Berit&gt;" in page.text
    assert "Set by Olga Example" in page.text and "set a hold on a person’s data" in page.text
    for path in ("/account/data", "/account/erase"):
        told = ida.get(path).text
        assert "There is a ground to keep your data for now" in told and "A legal claim" in told
        assert "Case 7-1044" not in told and "Olga" not in told
    (hold_id,) = lifts(page)
    page = follow(olga, lift(olga, ida.place, hold_id))
    assert notice(page).startswith("Lifted.") and "Lifted by Olga Example" in page.text and not lifts(page)
    assert "There is a ground" not in ida.get("/account/data").text
    again = lift(olga, ida.place, hold_id)
    assert again.status_code == 409 and "This hold has ended already." in again.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ground": ""}, "Choose one."),
        ({"until": "2020-01-01"}, "Choose a day from today on, within ten years."),
        ({"until": "soon"}, "Not a valid date."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(olga, ida, wrong, said):
    page = hold(olga, ida.place, **{"note": "Keep this"} | wrong)
    assert page.status_code == 422 and errors(page) == [said]
    assert "Keep this" in page.text and '<details class="at-fold" open>' in page.text


def test_the_same_form_sent_twice_sets_one_hold(olga, ida):
    sent = {"ground": "authority", "note": "", "until": SOON, "form_key": "k1"}
    first = olga.post(f"{ida.place}/holds", sent)
    assert (first.status_code, olga.post(f"{ida.place}/holds", sent).status_code) == (303, 303)
    (hold_id,) = lifts(olga.get(ida.place))
    lift(olga, ida.place, hold_id)


def test_nobody_but_administrators_sees_or_sets_one(ida, wim, ana):
    for browser in (ana, wim, ida):
        assert browser.post(f"{ida.place}/holds", {"ground": "authority"}).status_code == 403
        assert browser.get(ida.place).status_code == 403
        assert browser.get("/staff/people/holds").status_code == 403


def test_who_has_proven_nothing_for_a_while_is_asked_who_they_are_and_what_was_typed_goes_on(portal, olga, ida):
    with portal.apps["accounts"].extensions["database"].transaction(counted=False) as tx:
        hers = sessions.c.user_id == select(users.c.id).where(users.c.email == "olga@staff.example").scalar_subquery()
        tx.execute(sessions.update().where(hers).values(proven_at=tx.now - timedelta(minutes=11)))
    page = hold(olga, ida.place, "legal-duty", note="Kept while asked")
    assert page.status_code == 403 and "Is it you?" in page.text and 'value="Kept while asked"' in page.text
    sent = {"ground": "legal-duty", "note": "Kept while asked", "until": "", "do": f"{ida.place}/holds"}
    onward = olga.post("/account/prove", sent | {"password": PASSWORD})
    assert (onward.status_code, onward.headers["Location"]) == (307, f"{ida.place}/holds")
    page = follow(olga, hold(olga, ida.place, "legal-duty", note="Kept while asked"))
    (hold_id,) = lifts(page)
    assert lift(olga, ida.place, hold_id).status_code == 303


def test_who_has_asked_to_be_erased_is_told_that_it_waits_and_so_are_administrators(portal, olga, ida):
    hold(olga, ida.place, "open-invoice", until=SOON)
    address = ida.post("/account/erase", {"word": "erase"}).headers["Location"]
    told = Browser(portal).get(address).text
    assert "The erasure waits as long as" in told and "What it waits for" in told and "An invoice that" in told
    page = olga.get(ida.place).text
    assert "Asked to be erased on" in page and "It waits, and nothing is erased:" in page
    assert "It is the last one: the erasure begins at once" in page
    listed = olga.get("/staff/people/holds").text
    assert f'href="{ida.place}#holds">Ida Example</a>' in listed and "An erasure waits" in listed


def test_all_of_it_is_said_in_german(olga, ida):
    olga.post("/language", {"language": "de", "back": "/"})
    page = olga.get(ida.place).text
    assert "Löschsperren" in page and "Eine offene Rechnung" in page and "Sie wartet, und nichts wird gelöscht" in page
    olga.post("/language", {"language": "en", "back": "/"})


def test_of_who_was_erased_the_holds_stay_and_there_is_nothing_left_to_change(portal, olga, ida):
    (hold_id,) = lifts(olga.get(ida.place))
    lift(olga, ida.place, hold_id)
    portal.settle()
    page = olga.get(ida.place)
    assert "<h1>A former member</h1>" in page.text and "What was erased cannot be held any more." in page.text
    assert "An invoice that is not paid" in page.text and "was erased" in page.text
    assert "No hold is in force" in olga.get("/staff/people/holds").text
    assert f'action="{ida.place}' not in page.text and "erased.invalid" not in page.text
