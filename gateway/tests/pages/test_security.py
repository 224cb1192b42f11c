"""How one signs in: an app with codes, recovery codes, remembered browsers, and proving who one is."""

import re
from datetime import timedelta

import pytest
from support.portal import ORIGIN, Browser
from support.totp import code_of

from accounts.store.tables import remembered, sessions, totps

from ..conftest import PASSWORD, person
from .reading import errors, field, notice

OTHER = "violet rivers under ice"
numbers = iter(range(1, 1000))


@pytest.fixture
def email(portal):
    """The address of somebody new."""
    name = f"zoe{next(numbers)}"
    portal.imports("accounts", "users", [person(name, "customer")])
    return f"{name}@customers.example"


@pytest.fixture
def zoe(portal, email):
    """Somebody new, signed in."""
    return portal.sign_in(email, PASSWORD)


@pytest.fixture
def secret(portal, zoe):
    """The secret of her app, which she has set up."""
    return set_up(portal, zoe)[0]


def set_up(portal, browser):
    """Set an app up, some time ago: what it shows now has not been used. Its secret and the recovery codes."""
    page = browser.post("/account/security/app")
    secret = field(page, "secret")
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    sent = {"secret": secret, "address": field(page, "address"), "code": code_of(secret)}
    codes = browser.post("/account/security/app/confirm", sent)
    assert codes.headers["Cache-Control"] == "no-store"
    with portal.apps["accounts"].extensions["database"].transaction() as tx:
        tx.execute(totps.update().values(last_step=0))
    return secret, re.findall(r"<li>((?:[a-z2-7]{4}-){3}[a-z2-7]{4})</li>", codes.text)


def grow_old(portal):
    """Let eleven minutes pass since anybody proved who they are."""
    with portal.apps["accounts"].extensions["database"].transaction() as tx:
        tx.execute(sessions.update().values(proven_at=tx.now - timedelta(minutes=11)))


def sign_in(portal, email, password=PASSWORD):
    """A browser with the first step behind it, and what it was answered."""
    browser = Browser(portal)
    return browser, browser.post("/signin", {"email": email, "password": password, "next": "/topics?state=open"})


def cookies(answer):
    """What an answer sets, by name."""
    return {cookie.partition("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}


def test_an_app_is_set_up_by_picture_or_text_and_gives_ten_codes(portal, zoe):
    page = zoe.post("/account/security/app")
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in page.text or "<svg" in page.text
    assert "style=" not in page.text and field(page, "address").startswith("otpauth://totp/")
    secret, codes = set_up(portal, zoe)
    assert len(codes) == 10
    page = zoe.get("/account/security").text
    assert "In use" in page and "10 of 10 are left" in page and secret not in page


def test_a_wrong_first_code_is_said_at_its_field_and_the_picture_stays(zoe):
    page = zoe.post("/account/security/app")
    sent = {"secret": field(page, "secret"), "address": field(page, "address"), "code": "12345"}
    again = zoe.post("/account/security/app/confirm", sent)
    assert again.status_code == 422 and 'id="e-code"' in again.text
    assert field(again, "secret") == sent["secret"] and "at-qr" in again.text


def test_after_the_password_comes_the_code_and_only_then_a_session(portal, email, secret):
    browser, answer = sign_in(portal, email)
    assert answer.headers["Location"] == "/signin/code?next=/topics%3Fstate%3Dopen"
    assert "session" not in cookies(answer) and "HttpOnly" in cookies(answer)["ticket"]
    assert browser.ask("/account").status_code == 303
    page = browser.get(answer.headers["Location"])
    assert field(page, "next") == "/topics?state=open"
    wrong = browser.post("/signin/code", {"code": "12345", "next": "/topics?state=open"})
    assert wrong.status_code == 422 and errors(wrong) and field(wrong, "next") == "/topics?state=open"
    done = browser.post("/signin/code", {"code": code_of(secret), "next": "/topics?state=open"})
    assert done.headers["Location"] == "/topics?state=open"
    assert "Max-Age=0" in cookies(done)["ticket"] and "remembered" not in cookies(done)
    assert browser.ask("/account").status_code == 200


def test_the_second_step_without_the_first_leads_there(portal, visitor):
    assert visitor.ask("/signin/code").headers["Location"] == "/signin"
    answer = visitor.post("/signin/code", {"code": "123456", "next": "//evil.example"})
    assert answer.headers["Location"] == "/signin?next=/"
    assert "Sign in once more" in notice(visitor.get("/signin"))


def test_a_recovery_code_signs_in_and_its_owner_is_told(portal, email, zoe):
    _, codes = set_up(portal, zoe)
    browser, _ = sign_in(portal, email)
    assert browser.post("/signin/code", {"code": codes[0]}).status_code == 303
    assert "9 of 10 are left" in browser.get("/account/security").text
    portal.settle()
    told = [mail["subject"] for mail in portal.mails() if email in mail["to"]]
    assert told == ["How you sign in was changed · Saltmarsh", "A recovery code was used · Saltmarsh"]


def test_a_remembered_browser_is_not_asked_until_it_is_forgotten(portal, email, zoe, secret):
    browser, _ = sign_in(portal, email)
    done = browser.post("/signin/code", {"code": code_of(secret), "remember": "1"})
    assert "HttpOnly" in cookies(done)["remembered"] and "Max-Age=2592000" in cookies(done)["remembered"]
    assert browser.post("/signin", {"email": email, "password": PASSWORD}).headers["Location"] == "/"
    page = zoe.get("/account/security").text
    (forget,) = re.findall(r'action="(/account/security/browsers/[^"]+)"', page)
    assert zoe.post(forget).status_code == 303
    again = browser.post("/signin", {"email": email, "password": PASSWORD})
    assert again.headers["Location"].startswith("/signin/code")


def test_what_was_typed_is_kept_while_one_proves_who_one_is(portal, email, zoe, secret):
    grow_old(portal)
    own = {"Referer": f"{ORIGIN}/account?x=1"}
    page = zoe.post("/account/address", {"email": "zoe@elsewhere.example"}, **own)
    assert page.status_code == 403 and "Is it you?" in page.text
    kept = {name: field(page, name) for name in ("do", "email", "next", "form_key")}
    assert (kept["do"], kept["email"]) == ("/account/address", "zoe@elsewhere.example")
    assert kept["next"] == "/account?x=1"
    wrong = zoe.post("/account/prove", kept | {"code": "12345"})
    assert wrong.status_code == 422 and field(wrong, "email") == "zoe@elsewhere.example"
    again = zoe.post("/account/prove", kept | {"code": code_of(secret)})
    assert (again.status_code, again.headers["Location"]) == (307, "/account/address")
    assert zoe.post("/account/address", kept).status_code == 303
    assert "zoe@elsewhere.example</b> waits" in zoe.get("/account").text


def test_secrets_are_typed_anew_after_a_proof(portal, zoe):
    grow_old(portal)
    page = zoe.post("/account/security/password", {"password": OTHER}, Referer=f"{ORIGIN}/account/security")
    assert page.status_code == 403 and OTHER not in page.text and field(page, "do") == ""
    done = zoe.post("/account/prove", {"password": PASSWORD, "next": field(page, "next")})
    assert done.headers["Location"] == "/account/security"
    assert zoe.post("/account/security/password", {"password": OTHER}).status_code == 303


def test_who_has_no_app_proves_it_by_the_password(portal, zoe):
    grow_old(portal)
    assert 'type="password"' in zoe.get("/account/prove?next=/account").text
    assert zoe.post("/account/security/app").status_code == 403
    assert errors(zoe.post("/account/prove", {"password": "not mine at all"})) == ["This is not your password."]
    assert zoe.post("/account/prove", {"password": PASSWORD, "do": "//evil.example"}).status_code == 303
    assert zoe.post("/account/security/app").status_code == 200


@pytest.mark.parametrize("do", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_a_proof_never_leads_elsewhere(zoe, do):
    answer = zoe.post("/account/prove", {"password": PASSWORD, "do": do, "next": do})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_another_password_signs_out_everywhere_else(portal, email, zoe):
    phone = portal.sign_in(email, PASSWORD)
    short = zoe.post("/account/security/password", {"password": "too short"})
    assert short.status_code == 422 and 'id="e-password"' in short.text
    assert zoe.post("/account/security/password", {"password": OTHER}).status_code == 303
    assert phone.ask("/account").status_code == 303 and zoe.ask("/account").status_code == 200
    assert sign_in(portal, email, OTHER)[1].headers["Location"] == "/topics?state=open"


def test_removing_the_app_and_new_codes_are_one_press_each(portal, email, zoe, secret):
    new = zoe.post("/account/security/codes")
    assert new.text.count("-") > 30 and new.headers["Cache-Control"] == "no-store"
    assert zoe.post("/account/security/app/remove").status_code == 303
    assert sign_in(portal, email)[1].headers["Location"] == "/topics?state=open"


def test_programs_send_the_code_with_the_password(portal, email, secret):
    def start(**more):
        body = {"email": email, "password": PASSWORD} | more
        return Browser(portal)._client.post("/api/accounts/v1/sessions", base_url=ORIGIN, json=body)

    assert (start().status_code, start().json["slug"]) == (403, "second-factor-needed")
    assert start(code="12345").status_code == 422 and start(code=7).json["errors"].keys() == {"code"}
    token = start(code=code_of(secret)).json["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    told = Browser(portal)._client.get("/api/accounts/v1/me/factors", base_url=ORIGIN, headers=bearer)
    assert told.json["totp"] and told.json["proven_until"]
    grow_old(portal)
    refused = Browser(portal)._client.post("/api/accounts/v1/me/recovery-codes", base_url=ORIGIN, headers=bearer)
    assert (refused.status_code, refused.json["slug"]) == (403, "step-up-needed")


def test_nothing_of_it_is_stored_as_it_is_shown(portal, email, zoe):
    secret, codes = set_up(portal, zoe)
    browser, _ = sign_in(portal, email)
    done = browser.post("/signin/code", {"code": code_of(secret), "remember": "1"})
    kept = cookies(done)["remembered"].partition("=")[2].partition(";")[0]
    with portal.apps["accounts"].extensions["database"].reading() as db:
        rows = [str(tuple(row)) for table in (totps, remembered) for row in db.rows(table.select())]
    assert not any(text in row for row in rows for text in (secret, kept, *codes))


def test_an_administrator_lets_in_again_who_lost_telephone_and_codes_once_they_proved_who_they_are(
    portal, email, secret, olga
):
    address = re.search(r'href="(/staff/people/[0-9a-f-]{36})"', olga.get(f"/staff/people?text={email}").text)[1]
    assert "An app with codes" in olga.get(address).text
    grow_old(portal)
    asked = olga.post(f"{address}/factors/remove")
    assert asked.status_code == 403 and "Is it you?" in asked.text
    assert field(asked, "do") == f"{address}/factors/remove"
    proof = {"do": field(asked, "do"), "next": field(asked, "next"), "password": PASSWORD}
    assert olga.post("/account/prove", proof).headers["Location"] == f"{address}/factors/remove"
    olga.post(f"{address}/factors/remove")
    assert notice(olga.get(address)).startswith("Removed.")
    assert "An app with codes" not in olga.get(address).text
    assert sign_in(portal, email)[1].headers["Location"] == "/topics?state=open"
