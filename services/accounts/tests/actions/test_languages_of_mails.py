"""A letter comes in the language of whoever reads it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from accounts.model import mails, mails_addresses, mails_profile, mails_tokens
from accounts.model.portal import Portal
from accounts.model.profile import APPROVED, FIELDS, REFUSED, Wish
from accounts.model.token import SCOPES, Token
from portalkit.tables import deliveries

PORTAL = Portal("Saltmarsh & Sons", "https://help.saltmarsh.example")
NEW = "ingrid.solheim@vann.example"
NOON = datetime(2026, 3, 7, 12, tzinfo=UTC)


def posted(service):
    """Kind and mail of what lies ready to be sent, in order."""
    service.answer()
    with service.database.reading() as db:
        rows = db.rows(select(deliveries).order_by(deliveries.c.created_at, deliveries.c.id))
    return [(row.kind, row.message) for row in rows]


def subjects(service):
    return [mail["subject"].split(" · ")[0] for _, mail in posted(service)]


def german(mail):
    return '<html lang="de" dir="ltr">' in mail["html"] and "Gesendet von" in mail["text"]


def test_whoever_registers_is_written_to_in_the_language_of_that_form(service):
    for email, locale in (("ida@x.example", "de-AT"), ("jan@x.example", "en")):
        service.register(email=email, locale=locale)
    assert subjects(service) == ["Bestätigen Sie Ihre Adresse", "Confirm your address"]
    first, second = (mail for _, mail in posted(service))
    assert german(first) and not german(second) and '<html lang="en" dir="ltr">' in second["html"]


def test_a_german_account_and_an_english_one_beside_it_get_their_own_words(service):
    service.person("greta@x.example", "Greta Kern", locale="de")
    service.person("ed@x.example", "Ed Hale")
    for email in ("greta@x.example", "ed@x.example"):
        service.forgot(email)
    assert subjects(service) == ["Neues Passwort wählen", "Choose a new password"]


def test_a_notice_to_the_old_address_is_in_the_language_chosen_meanwhile(service, ingrid):
    service.client.post("/v1/me/language", {"locale": "de"}, service.viewer(ingrid))
    service.client.post("/v1/me/address", {"email": NEW, "password": service.PASSWORD}, service.viewer(ingrid))
    assert [(kind, german(mail)) for kind, mail in posted(service)] == [
        ("address-may-change", True),
        ("confirm-new-address", True),
    ]
    assert f"statt dieser Adresse {NEW} verwenden" in posted(service)[0][1]["text"]


def test_who_has_the_address_reads_that_it_is_taken_in_their_language_whoever_asked(service, ingrid):
    service.person(NEW, "Greta Kern", locale="de")
    service.client.post("/v1/me/address", {"email": NEW, "password": service.PASSWORD}, service.viewer(ingrid))
    assert [(kind, german(mail)) for kind, mail in posted(service)] == [
        ("address-may-change", False),
        ("address-is-taken", True),
    ]


@pytest.mark.parametrize(("locale", "subject"), [("de", "Sie sind eingeladen"), ("en", "You are invited")])
def test_an_invitation_comes_in_the_language_of_the_account_there_is(service, fjordvann, locale, subject):
    service.person("greta@x.example", "Greta Kern", locale=locale)
    fjordvann.invite("greta@x.example")
    assert subjects(service)[-1] == subject


def whole_in_german(letter):
    subject, text, html = mails.written(letter, "de")
    assert "Saltmarsh & Sons" in subject + text and "Saltmarsh &amp; Sons" in html
    assert not {"Somebody", "you", "your", "the", "with", "not"} & set(f"{subject} {text}".split()), subject
    return text, html


def test_every_letter_is_whole_in_german_and_no_value_breaks_it():
    odd = "50 % <b> %(brand)s"
    letters = [
        mails.confirm_address(PORTAL, "t0"),
        mails.has_account(PORTAL),
        mails.choose_password(PORTAL, "t0"),
        mails.password_changed(PORTAL),
        mails.confirm_new_address(PORTAL, "t0"),
        mails.address_is_taken(PORTAL),
        mails.address_may_change(PORTAL, NEW),
        mails.address_changed(PORTAL, NEW),
        mails.export_is_ready(PORTAL),
        mails.account_is_erased(PORTAL, "t0", held=True),
        mails.factors_changed(PORTAL, "The passkey “%(name)s” signs in no more.", name=odd),
        mails.recovery_code_used(PORTAL, 3),
        mails.join_organisation(PORTAL, odd, "t0"),
    ]
    for letter in letters:
        _, html = whole_in_german(letter)
        assert odd not in html
    assert odd in mails.written(letters[-1], "de")[1]


def test_letters_about_further_addresses_are_whole_in_german():
    about = (mails_addresses.may_be_added, mails_addresses.added, mails_addresses.other_main, mails_addresses.removed)
    for written in about:
        assert NEW in whole_in_german(written(PORTAL, NEW))[0]
    assert "/address?token=t0" in whole_in_german(mails_addresses.confirm_further(PORTAL, "t0"))[0]


@pytest.mark.parametrize("scopes", [["read"], ["read", "write"], ["read", "staff"], list(SCOPES)])
def test_a_letter_about_a_token_names_its_last_day_as_the_language_writes_it(scopes):
    letter = mails_tokens.token_made(PORTAL, Token("t", "u", "Backup", scopes, NOON, NOON))
    assert "bis 7. März 2026." in whole_in_german(letter)[0]
    assert "until 7 March 2026." in mails.written(letter, "en")[1]


@pytest.mark.parametrize("field", FIELDS)
def test_a_letter_about_a_wish_is_whole_in_german_and_says_the_reason_as_it_was_written(field):
    asked = Wish("w", "u", field, "X", NOON, APPROVED)
    assert "freigegeben." in whole_in_german(mails_profile.decided(PORTAL, asked))[0]
    refused = Wish("w", "u", field, "X", NOON, REFUSED, "Nur 50 % <stimmt> %(brand)s.")
    text, html = whole_in_german(mails_profile.decided(PORTAL, refused))
    assert "nicht freigegeben:" in text and refused.reason in text and "<stimmt>" not in html
