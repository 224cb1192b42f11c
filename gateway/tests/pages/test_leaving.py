"""Leaving in one's own language: what is held, the word that is to be written, and the receipt."""

import pytest

from gateway.service_names import NAMES
from portalkit import rights

from ..conftest import PASSWORD, person
from .reading import errors

SERVICES = ("accounts", "knowledge", "community", "notify")


@pytest.fixture(scope="module")
def uwe(portal):
    """Somebody who reads German, and has made something."""
    portal.imports("accounts", "users", [person("uwe", "customer") | {"locale": "de"}])
    portal.settle()
    return portal.sign_in("uwe@customers.example", PASSWORD)


def shown(text):
    return text[:1].upper() + text[1:]


def english_on(page):
    """Which nouns and grounds of services stand on it as the services say them."""
    said = {text for service in SERVICES for each in rights.held(service) for text in (each.noun, each.ground) if text}
    assert said <= set(NAMES)
    same = {"mails"}  # Mails are called so in German, too
    return [text for text in said - same if f">{shown(text)}<" in page.text or f">{shown(text)} <" in page.text]


def test_what_is_held_is_told_in_german(uwe):
    page = uwe.get("/account/data")
    assert "Mitteilungen von anderen Teilen des Portals" in page.text and "Die Mitteilung bleibt" in page.text
    assert english_on(page) == english_on(uwe.get("/account/erase")) == []


def test_the_word_to_be_written_is_one_of_the_readers_language(portal, uwe):
    assert "Schreiben Sie „löschen“" in uwe.get("/account/erase").text
    again = uwe.post("/account/erase", {"word": "ja"})
    assert again.status_code == 422
    assert errors(again) == ["Schreiben Sie „löschen“, damit es niemand aus Versehen tut."]
    gone = uwe.post("/account/erase", {"word": "Löschen"})
    assert gone.status_code == 303
    portal.settle()
    receipt = uwe.get(gone.headers["Location"], Accept_Language="de")
    assert "Quittung" in receipt.text and english_on(receipt) == []


def test_the_english_word_is_taken_whatever_one_reads(portal):
    portal.imports("accounts", "users", [person("udo", "customer") | {"locale": "de"}])
    udo = portal.sign_in("udo@customers.example", PASSWORD)
    assert udo.post("/account/erase", {"word": "erase"}).status_code == 303
