"""What one says of oneself: changed at once, asked for and taken back, decided by staff who also say what is free."""

import re

import pytest
from support.portal import ORIGIN

from ..conftest import PASSWORD, person
from .reading import errors, field, notice

numbers = iter(range(1, 1000))


@pytest.fixture
def vera(portal):
    """Somebody new, signed in."""
    name = f"vera{next(numbers)}"
    portal.imports("accounts", "users", [person(name, "customer")])
    return portal.sign_in(f"{name}@customers.example", PASSWORD)


def save(browser, **said):
    page = browser.get("/account/profile")
    shown = re.findall('name="shown" value="([a-z_]+)"', page.text)
    sent = {name: field(page, name) for name in shown} | said
    return browser.post("/account/profile", sent | {"version": field(page, "version"), "shown": shown})


def decide(olga, value, on, **more):
    """Decide about the wish for this value."""
    row = next(row for row in olga.get("/staff/profiles").text.split("<li>") if f"<b>{value}</b>" in row)
    action, version = (
        re.search(r'action="(/staff/profiles/\S+)"', row)[1],
        re.search(r'"version" value="(\d+)"', row)[1],
    )
    return olga.post(action, {"on": on, "version": version, **more})


def rule(olga, **rules):
    sent = {"version": re.search(r'rules" novalidate>.*?"version" value="(\d+)"', olga.get("/staff/profiles").text)[1]}
    assert olga.post("/staff/profiles/rules", sent | rules).status_code == 303


def test_what_is_free_is_saved_and_what_needs_approval_waits(portal, vera, olga):
    done = save(vera, phone="+47 22 12 34 56", legal_name="Vera Lind <b>")
    page = vera.get(done.headers["Location"])
    assert "What needs approval waits" in notice(page) and field(page, "phone") == "+47 22 12 34 56"
    assert "waits for approval since" in page.text and "Vera Lind &lt;b&gt;" in page.text
    assert decide(olga, "Vera Lind &lt;b&gt;", "1").status_code == 303
    page = vera.get("/account/profile")
    assert "waits for approval since" not in page.text and field(page, "legal_name") == "Vera Lind &lt;b&gt;"
    portal.settle()
    assert f"{ORIGIN}/account/profile" in portal.mails()[-1]["text"]


def test_a_refusal_needs_a_reason_and_she_reads_it(vera, olga):
    save(vera, country="se")
    again = decide(olga, "SE", "0", reason="")
    assert again.status_code == 422 and errors(again) == ["Say why, so that it can be mended."]
    assert decide(olga, "SE", "0", reason="You said NO last week.").status_code == 303
    page = vera.get("/account/profile").text
    assert "was not approved" in page and "You said NO last week." in page


def test_she_takes_back_what_waits(vera, olga):
    save(vera, legal_name="Vera Sixten")
    vera.post("/account/profile/wishes/legal_name/take-back")
    assert "Vera Sixten" not in olga.get("/staff/profiles").text
    assert "Vera Sixten" not in vera.get("/account/profile").text


def test_what_makes_no_sense_stays_with_its_message(vera):
    again = save(vera, phone="call me", job_title="Chemist")
    assert again.status_code == 422 and "as one dials it" in errors(again)[0]
    assert field(again, "phone") == "call me" and field(again, "job_title") == "Chemist"


def test_staff_says_what_is_free_and_the_forms_follow(vera, olga):
    rule(olga, name="fixed", phone="approval")
    page = vera.get("/account/profile").text
    assert 'name="name"' not in page and "These only" in page
    assert 'name="name"' not in vera.get("/account").text
    rule(olga, name="free", phone="free")
    assert 'name="name"' in vera.get("/account").text


def test_staff_sees_what_people_say_beside_the_person(vera, olga):
    save(vera, job_title="Keeper of wombats")
    address = re.search(r'href="(/staff/people/[0-9a-f-]{36})"', olga.get("/staff/people").text)[1]
    assert "Keeper of wombats" in olga.get(address).text


def test_others_see_no_queue(ana, wim):
    assert [each.get("/staff/profiles").status_code for each in (ana, wim)] == [403, 403]
