"""Further addresses: added by a mailed link, made the main one, removed; staff finds people by past ones."""

import re

import pytest
from support.portal import ORIGIN

from ..conftest import PASSWORD, person
from .reading import errors

numbers = iter(range(1, 1000))


@pytest.fixture
def ida(portal):
    """Somebody new, signed in."""
    name = f"ida{next(numbers)}"
    portal.imports("accounts", "users", [person(name, "customer")])
    return portal.sign_in(f"{name}@customers.example", PASSWORD)


def add(portal, browser, email):
    """Have a further address; the page that confirmed it."""
    assert browser.post("/account/addresses", {"email": email}).status_code == 303
    assert "waits for you to press the link" in browser.get("/account/addresses").text
    portal.settle()
    mail = next(mail for mail in reversed(portal.mails()) if "Confirm your further address" in mail["subject"])
    link = re.search(rf"{ORIGIN}(/address\S+)", mail["text"])[1]
    assert "sign in with it as well" in browser.get(link).text
    return browser.post("/address", {"token": link.partition("token=")[2]})


def test_one_is_added_made_the_main_one_and_the_other_removed(portal, ida, olga):
    email = f"more{next(numbers)}@customers.example"
    assert "Your address is confirmed" in add(portal, ida, email).text
    page = ida.get("/account/addresses").text
    assert ida.post(re.search(r'action="(\S+/main)"', page)[1]).status_code == 303
    assert email in ida.get("/account").text
    page = ida.get("/account/addresses").text
    assert ida.post(re.search(r'action="(\S+/remove)"', page)[1]).status_code == 303
    page = ida.get("/account/addresses").text
    past = re.search(r"ida\d+@customers.example", page.partition("Before")[2])[0]
    found = olga.get(f"/staff/people?text={past}").text
    address = re.search(r'href="(/staff/people/[0-9a-f-]{36})"', found)[1]
    assert email in found and past in olga.get(address).text


def test_a_wrong_address_comes_back_with_its_message(ida):
    again = ida.post("/account/addresses", {"email": "nobody"})
    assert again.status_code == 422 and errors(again) and 'value="nobody"' in again.text
