import re

import pytest
from support.portal import ORIGIN, Browser

from ..conftest import PASSWORD
from .reading import errors


def stolen(portal, browser):
    """Another browser with the same session."""
    thief = Browser(portal)
    value = browser._client.get_cookie("session", domain="127.0.0.1").value
    thief._client.set_cookie("session", value, domain="127.0.0.1")
    return thief


def link(portal, path):
    """The address of the newest mail's link to `path`."""
    found = [re.search(rf"{ORIGIN}({path}\S+)", mail["text"]) for mail in portal.mails()]
    return [each[1] for each in found if each][-1]


def test_one_registers_confirms_and_signs_in(portal, visitor):
    page = visitor.post("/register", {"name": "Cleo", "email": "cleo@customers.example", "password": PASSWORD})
    assert page.status_code == 200
    assert "cleo@customers.example" in page.text
    portal.settle()
    asked = visitor.get(link(portal, "/verify"))
    token = link(portal, "/verify").partition("token=")[2]
    assert "Confirm your address" in asked.text
    assert visitor.post("/verify", {"token": token}).status_code == 200
    assert "no longer works" in visitor.post("/verify", {"token": token}).text
    answer = visitor.post("/signin", {"email": "cleo@customers.example", "password": PASSWORD, "next": "/topics/new"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/topics/new")
    assert "Cleo" in visitor.get("/account").text


def test_a_password_that_is_too_short_is_said_at_its_field_and_never_sent_back(visitor):
    page = visitor.post("/register", {"name": "Dora", "email": "dora@customers.example", "password": "sh0rt!pw"})
    assert page.status_code == 422
    assert 'id="e-password"' in page.text
    assert "dora@customers.example" in page.text
    assert "sh0rt!pw" not in page.text


def test_whoever_can_not_sign_in_learns_nothing_about_the_account(visitor):
    pages = [
        visitor.post("/signin", {"email": email, "password": "something else entirely"})
        for email in ("ana@customers.example", "nobody@customers.example")
    ]
    assert [page.status_code for page in pages] == [422, 422]
    assert errors(pages[0]) == errors(pages[1])


@pytest.mark.parametrize("following", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_never_leads_elsewhere(visitor, following):
    sent = {"email": "ana@customers.example", "password": PASSWORD, "next": following}
    assert visitor.post("/signin", sent).headers["Location"] == "/"


def test_signing_in_again_ends_the_session_before(portal):
    browser = portal.sign_in("ben@customers.example", PASSWORD)
    other = stolen(portal, browser)
    browser.post("/signin", {"email": "ben@customers.example", "password": PASSWORD})
    assert browser.get("/account").status_code == 200
    assert other.get("/account").status_code == 303


def test_signing_out_ends_the_session_everywhere_at_once(portal):
    browser = portal.sign_in("ben@customers.example", PASSWORD)
    thief = stolen(portal, browser)
    assert browser.post("/signout").status_code == 303
    assert browser._client.get_cookie("session", domain="127.0.0.1") is None
    assert thief.get("/account").status_code == 303


def test_a_session_that_one_ends_from_elsewhere_is_signed_out_with_its_next_request(portal):
    here, there = (portal.sign_in("ben@customers.example", PASSWORD) for _ in range(2))
    assert here.post("/account/sessions/end-others").status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


def test_a_forgotten_password_is_replaced_by_mail_once(portal, visitor):
    for email in ("ben@customers.example", "nobody@customers.example"):
        assert visitor.post("/forgot", {"email": email}).status_code == 200
    portal.settle()
    address = link(portal, "/reset")
    token = address.partition("token=")[2]
    assert "Choose a new password" in visitor.get(address).text
    assert visitor.post("/reset", {"token": token, "password": "short"}).status_code == 422
    assert visitor.post("/reset", {"token": token, "password": PASSWORD + " again"}).status_code == 303
    assert "no longer works" in visitor.post("/reset", {"token": token, "password": PASSWORD}).text
    assert "no longer works" in visitor.get(address).text


def test_an_address_is_changed_with_the_password_and_a_mailed_link(portal, visitor):
    old, new = "dora@customers.example", "dora@elsewhere.example"
    visitor.post("/register", {"name": "Dora", "email": old, "password": PASSWORD})
    portal.settle()
    visitor.post("/verify", {"token": link(portal, "/verify").partition("token=")[2]})
    dora = portal.sign_in(old, PASSWORD)
    wrong = dora.post("/account/address", {"email": "nowhere"})
    assert wrong.status_code == 422 and "nowhere" in wrong.text and "such as ingrid@example.com" in errors(wrong)[0]
    assert dora.post("/account/address", {"email": new}).status_code == 303
    assert f'<b class="text-break">{new}</b> waits' in dora.get("/account").text
    portal.settle()
    address = link(portal, "/address")
    assert "Use this address" in visitor.get(address).text
    token = {"token": address.partition("token=")[2]}
    assert new in visitor.post("/address", token).text
    assert visitor.post("/address", token).status_code == 409 and "no longer works" in visitor.get(address).text
    assert new in dora.get("/account").text
    assert visitor.post("/signin", {"email": new, "password": PASSWORD}).status_code == 303
    portal.settle()
    assert "Your address was changed" in [mail["text"] for mail in portal.mails() if old in mail["to"]][-1]


def test_a_wish_for_another_address_can_be_given_up(portal, visitor):
    ana = portal.sign_in("ana@customers.example", PASSWORD)
    ana.post("/account/address", {"email": "ana@elsewhere.example"})
    portal.settle()
    assert ana.post("/account/address/keep").status_code == 303
    assert "ana@elsewhere.example" not in ana.get("/account").text
    assert "no longer works" in visitor.get(link(portal, "/address")).text


def test_cookies_are_for_the_server_alone(portal):
    answer = Browser(portal).post("/signin", {"email": "ana@customers.example", "password": PASSWORD})
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie


def test_mails_of_a_kind_end_with_the_page_or_with_one_click_of_the_mail_program(portal, ana, visitor):
    category = re.search(r'<option value="([0-9a-f-]+)"', ana.get("/topics/new").text)[1]
    topic = ana.post("/topics/new", {"category_id": category, "title": "T", "body": "b"}).headers["Location"]
    portal.sign_in("olga@staff.example", PASSWORD).post(f"{topic}/replies", {"body": "r"})
    portal.settle()
    address = link(portal, "/unsubscribe")
    assert "No more mails?" in visitor.get(address).text
    refused = visitor._client.post(address, base_url=ORIGIN)
    assert refused.status_code == 403
    one_click = visitor._client.post(address, base_url=ORIGIN, data={"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert "Done" in visitor.get(address).text


def test_a_ticket_for_the_live_stream_is_for_who_is_signed_in(ana, visitor):
    answer = ana.post("/live/ticket", X_CSRF_Token=ana.csrf())
    assert answer.status_code == 200
    assert answer.json["url"].startswith("http://127.0.0.1:8081/live?ticket=")
    refused = visitor.post("/live/ticket")
    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
