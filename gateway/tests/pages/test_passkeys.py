"""Passkeys at the portal: made on one's own page, and used at the door, as a second step, and as a proof."""

import re
from datetime import timedelta

import pytest
from support.authenticator import Authenticator
from support.portal import Browser, Portal

from accounts.store.tables import sessions

from ..conftest import PASSWORD, fill
from .reading import errors, field
from .test_security import set_up

NAMED = "https://portal.example"


class AtHome(Browser):
    """A browser at the portal under its name."""

    def ask(self, path, method="GET", **headers):
        return self._client.open(path, method=method, base_url=NAMED, headers=headers)

    def post(self, path, form=None, **headers):
        sent = {"csrf": self.csrf(), "form_key": "k", **(form or {})}
        own = {"Sec-Fetch-Site": "same-origin", "Origin": NAMED}
        return self._client.post(path, base_url=NAMED, data=sent, headers=own | headers)

    def options(self, path="/passkeys/challenge"):
        return self.post(path).text


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """The portal under a name and https, where browsers take passkeys."""
    made = Portal(tmp_path_factory.mktemp("named"), {"PUBLIC_ORIGIN": NAMED, "WRITES_A_MINUTE": "1000"}, NAMED)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def ana(named):
    browser = AtHome(named)
    assert browser.post("/signin", {"email": "ana@customers.example", "password": PASSWORD}).status_code == 303
    return browser


@pytest.fixture(scope="module")
def device(ana):
    """Ana's device, with a passkey."""
    made = Authenticator(NAMED)
    credential = made.make(ana.options("/account/security/passkeys/challenge"))
    assert ana.post("/account/security/passkeys", {"name": "My phone", "credential": credential}).status_code == 303
    return made


def test_a_passkey_stands_on_the_page_with_its_name(ana, device):
    page = ana.get("/account/security").text
    assert "My phone" in page and "static/passkey" in page and "style=" not in page


def test_it_signs_in_without_a_password(named, device):
    browser = AtHome(named)
    assert 'action="/signin/passkey"' in browser.get("/signin").text
    answer = browser.post("/signin/passkey", {"credential": device.use(browser.options()), "next": "/topics"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/topics")
    assert all("Secure; HttpOnly" in one for one in answer.headers.getlist("Set-Cookie"))
    assert browser.ask("/account").status_code == 200


def test_one_that_is_not_accepted_is_said_on_the_page_with_where_one_was_going(named, device):
    browser, stranger = AtHome(named), Authenticator(NAMED, host="portal.example")
    page = browser.post("/signin/passkey", {"credential": stranger.use(browser.options()), "next": "/topics"})
    assert page.status_code == 422 and field(page, "next") == "/topics"
    assert errors(page) == ["This passkey was not accepted. Try again, or sign in another way."]


def test_it_proves_who_one_is_and_what_was_typed_goes_on(named, ana, device):
    with named.apps["accounts"].extensions["database"].transaction() as tx:
        tx.execute(sessions.update().values(proven_at=tx.now - timedelta(minutes=11)))
    page = ana.post("/account/address", {"email": "ana@elsewhere.example"})
    assert page.status_code == 403 and page.text.count('value="ana@elsewhere.example"') == 2
    sent = {"do": "/account/address", "email": "ana@elsewhere.example", "credential": device.use(ana.options())}
    assert ana.post("/account/prove", sent).headers["Location"] == "/account/address"
    assert ana.options("/account/security/passkeys/challenge").startswith("{")


def test_it_takes_the_place_of_the_code(named, ana, device):
    set_up(named, ana)
    browser = AtHome(named)
    answer = browser.post("/signin", {"email": "ana@customers.example", "password": PASSWORD})
    assert "Use a passkey instead" in browser.get(answer.headers["Location"]).text
    done = browser.post("/signin/code", {"credential": device.use(browser.options())})
    assert done.status_code == 303 and browser.ask("/account").status_code == 200


def test_removed_it_opens_nothing(named, ana, device):
    (remove,) = re.findall(r'action="(/account/security/passkeys/[^"]+/remove)"', ana.get("/account/security").text)
    assert ana.post(remove).status_code == 303
    browser = AtHome(named)
    assert browser.post("/signin/passkey", {"credential": device.use(browser.options())}).status_code == 422


def test_where_browsers_take_none_the_pages_say_so(portal, visitor):
    ben = portal.sign_in("ben@customers.example", PASSWORD)
    assert "only where the portal has a name and https" in ben.get("/account/security").text
    assert "passkey" not in visitor.get("/signin").text
    assert visitor.post("/passkeys/challenge").status_code == 409
