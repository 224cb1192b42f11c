"""Leaving in one's own language: what is held, the word that is to be written, and the receipt."""

import io
import json
import re
import zipfile

import pytest
from support.portal import Browser

from gateway.service_names import NAMES
from portalkit import rights

from ..conftest import PASSWORD, person
from .reading import errors
from .test_browsers import WHEN

SERVICES = ("accounts", "knowledge", "community", "notify")


@pytest.fixture(scope="module")
def uwe(portal):
    """Somebody who reads German, and has made something."""
    portal.imports("accounts", "users", [person("uwe", "customer") | {"locale": "de"}])
    portal.settle()
    return portal.sign_in("uwe@customers.example", PASSWORD)


ISO = re.compile(r">[^<]*\d{4}-\d\d-\d\d[^<]*<")  # in what one reads; what a <time> has for programs is not meant


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
    assert not ISO.search(receipt.text)
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT[^"]+">\d+\. \w+\.? \d{4}, \d\d:\d\d UTC</time>', receipt.text)


def test_the_english_word_is_taken_whatever_one_reads(portal):
    portal.imports("accounts", "users", [person("udo", "customer") | {"locale": "de"}])
    udo = portal.sign_in("udo@customers.example", PASSWORD)
    assert udo.post("/account/erase", {"word": "erase"}).status_code == 303


def test_days_are_told_in_the_readers_language_and_zone_and_what_is_for_programs_stays_iso(portal):
    portal.imports("accounts", "users", [person("una", "customer") | {"locale": "de"}])
    portal.settle()
    una = portal.sign_in("una@customers.example", PASSWORD)
    assert una.post("/account/notifications", WHEN | {"zone": "Asia/Tokyo"}).status_code == 303
    assert una.post("/account/data").status_code == 303
    portal.settle()
    page = una.get("/account/data")
    assert "(Asia/Tokyo)</time>" in page.text and not ISO.search(page.text)
    answer = una.get(re.search(r"/account/data/[0-9a-f-]{36}", page.text)[0])
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        about, asked_at = archive.read("about.txt").decode(), json.loads(archive.read("receipt.json"))["asked_at"]
    assert f"(Asia/Tokyo) ({asked_at})" in about and about.startswith("Das ist alles, was das Portal am ")


def test_a_receipt_that_somebody_signed_in_opens_is_told_by_their_clocks(portal, ana):
    portal.imports("accounts", "users", [person("udine", "customer")])
    gone = portal.sign_in("udine@customers.example", PASSWORD).post("/account/erase", {"word": "erase"})
    assert ana.post("/account/notifications", WHEN | {"zone": "America/New_York"}).status_code == 303
    place = gone.headers["Location"]
    assert "(America/New_York)</time>" in ana.get(place).text and "UTC</time>" in Browser(portal).get(place).text
