"""API tokens: made and revoked on a page; what a program can do with one."""

import re

import pytest
from werkzeug.test import Client

from portalkit.ids import new_id

from ..conftest import PASSWORD, person
from ..test_api import Program
from .reading import errors

numbers = iter(range(1, 1000))


@pytest.fixture
def nora(portal):
    """Somebody new, signed in."""
    name = f"nora{next(numbers)}"
    portal.imports("accounts", "users", [person(name, "customer")])
    return portal.sign_in(f"{name}@customers.example", PASSWORD)


def make(browser, **wanted):
    """The secret of a new token."""
    page = browser.post("/account/tokens", {"name": "Backup", "may": "read", "days": "7"} | wanted)
    assert page.status_code == 200 and page.headers["Cache-Control"] == "no-store"
    return re.search(r'value="(atrium_[^"]+)"', page.text)[1]


def ask(portal, anyone, method="POST"):
    category = anyone("GET", "/api/community/v1/categories").json["items"][0]["id"]
    body = {"category_id": category, "title": "By token", "body": "Beep"}
    return anyone(method, "/api/community/v1/topics", json=body, headers={"Idempotency-Key": new_id()})


def test_a_token_is_shown_once_and_revoked_ends_with_the_next_call(portal, nora):
    token = make(nora)
    page = nora.get("/account/tokens").text
    assert "Backup" in page and token not in page and "Not used yet" in page
    program = Program(portal.gateway, token)
    assert program("GET", "/api/accounts/v1/me").json["email"].startswith("nora")
    page = nora.get("/account/tokens").text
    assert "Used " in page
    assert nora.post(re.search(r'action="(/account/tokens/\S+/revoke)"', page)[1]).status_code == 303
    gone = program("GET", "/api/accounts/v1/me")
    assert (gone.status_code, gone.json["slug"]) == (401, "unauthenticated")
    portal.settle()
    assert "An API token was made" in portal.mails()[-1]["subject"]


def test_one_that_may_read_writes_nothing_and_one_that_may_write_does(portal, nora):
    refused = ask(portal, Program(portal.gateway, make(nora)))
    assert (refused.status_code, refused.json["slug"]) == (403, "scope-missing")
    assert ask(portal, Program(portal.gateway, make(nora, may="write"))).status_code == 201


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/me/tokens"),
        ("GET", "/v1/me/tokens"),
        ("POST", "/v1/me/password"),
        ("DELETE", "/v1/me/totp"),
        ("POST", "/v1/me/erasure"),
        ("POST", "/v1/me/exports"),
        ("POST", "/v1/me/address"),
        ("PATCH", "/v1/me/profile"),
        ("GET", "/v1/me/sessions"),
        ("POST", "/v1/me/sessions/end-others"),
        ("DELETE", "/v1/sessions"),
        ("POST", "/v1/sessions"),
    ],
)
@pytest.mark.parametrize("staff", ["", "1"])
def test_no_token_does_anything_about_an_account(portal, olga, nora, method, path, staff):
    program = Program(portal.gateway, make(olga if staff else nora, may="write", staff=staff))
    answer = program(method, f"/api/accounts{path}", json={"password": PASSWORD} if method == "POST" else None)
    assert (answer.status_code, answer.json["slug"]) == (403, "not-by-token")


def test_what_staff_does_needs_a_scope_of_its_own(portal, olga):
    plain, staff = (Program(portal.gateway, make(olga, may="write", staff=staff)) for staff in ("", "1"))
    assert plain("GET", "/api/accounts/v1/users").json["slug"] == "scope-missing"
    assert plain("GET", "/api/accounts/v1/me").status_code == 200
    assert plain("GET", "/api/knowledge/v1/stock").status_code in (403, 404, 405)
    assert staff("GET", "/api/accounts/v1/users").status_code == 200


def test_a_token_is_worth_nothing_in_a_cookie(portal, nora):
    token = make(nora, may="write")
    browser = Client(portal.gateway)
    browser.set_cookie("session", token, domain="portal.test")
    answer = browser.get("/account", base_url=portal.origin, headers={"Cookie": f"session={token}"})
    assert answer.status_code == 303 and "/signin" in answer.headers["Location"]


def test_calls_count_for_the_person_whatever_token_makes_them(portal, nora):
    one, other = (Program(portal.gateway, make(nora)) for _ in range(2))
    left = [
        int(re.search(r"r=(\d+)", each("GET", "/api/accounts/v1/me").headers["RateLimit"])[1]) for each in (one, other)
    ]
    assert left[1] < left[0]


def test_what_makes_no_sense_stays_with_its_message(nora):
    again = nora.post("/account/tokens", {"name": "", "may": "write", "days": "30"})
    assert again.status_code == 422 and errors(again)
    again = nora.post("/account/tokens", {"name": "Robot", "may": "write", "days": "9999"})
    assert again.status_code == 422 and 'value="Robot"' in again.text
