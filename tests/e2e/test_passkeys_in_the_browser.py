"""How one signs in, in a real browser: an app with codes, and passkeys of a device that Chromium plays."""

import os

import pytest
from support.person import PASSWORD
from support.served import Served
from support.totp import code_of
from support.window import Browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("PORTAL_URL" in os.environ, reason="passkeys need a portal under a name: one of its own"),
]
EMAIL = "ingrid.solheim@fjordvann.example"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """A portal at localhost, a name that browsers bind passkeys to without https."""
    served = Served(tmp_path_factory.mktemp("named"))
    served.url = f"http://localhost:{served.port}"
    served.environ |= {"PUBLIC_ORIGIN": served.url, "LIVE_ORIGIN": f"http://localhost:{served.port + 1}"}
    served.start()
    yield served
    served.stop()
    assert served.errors() == []


@pytest.fixture
def window(named, chromium_started):
    """A window whose computer has a device for passkeys that is unlocked by itself."""
    with Browser(chromium_started, named.url).window(width=360) as made:
        devices = made.page.context.new_cdp_session(made.page)
        devices.send("WebAuthn.enable")
        wanted = DEVICE | {"isUserVerified": True, "automaticPresenceSimulation": True}
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": wanted})
        yield made


def by_password(window, following="/account/security"):
    """Fill in the first step."""
    page = window.open(f"/signin?next={following}").page
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def looks(window, name):
    """What is wrong with the page, narrow and wide, light and dark; with LOOK pictures are kept there."""
    found = []
    for width, scheme in ((360, "light"), (1280, "dark")):
        window.look(width, scheme)
        if folder := os.environ.get("LOOK"):
            window.page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
        found += window.faults()
    window.look(360, "light")
    return found


def test_a_passkey_is_made_and_signs_in_alone_and_after_the_password(window):
    page = by_password(window)
    assert looks(window, "security") == []
    page.get_by_label("What to call it").fill("This computer")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("This passkey signs you in from now on").wait_for()
    assert looks(window, "security-passkey") == []
    page.get_by_label("What to call it").fill("Once more")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("This device has a passkey for you already.").wait_for()

    page.get_by_role("button", name="Set up an app").click()
    assert looks(window, "app") == []
    secret = page.locator("[data-secret]").text_content().replace(" ", "")
    page.get_by_label("The code that it shows now").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    page.get_by_role("heading", level=1, name="Recovery codes").wait_for()
    assert page.locator(".at-codes li").count() == 10 and looks(window, "codes") == []
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text("10 of 10 are left").wait_for()
    assert looks(window, "security-both") == []

    page.context.clear_cookies()
    window.open("/signin?next=/account")
    page.get_by_role("button", name="Use a passkey").wait_for()
    assert looks(window, "signin") == []
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", level=1, name="Your account").wait_for()

    page.context.clear_cookies()
    by_password(window, "/account").get_by_role("heading", level=1, name="Your code").wait_for()
    assert looks(window, "code") == []
    page.get_by_role("button", name="Use a passkey instead").click()
    page.get_by_role("heading", level=1, name="Your account").wait_for()

    window.open("/account/prove?next=/account/security")
    assert looks(window, "prove") == []
    page.get_by_role("button", name="Use a passkey instead").click()
    page.get_by_text("For ten minutes nothing more has to be proven").wait_for()
    page.locator("summary", has_text="Remove").last.click()
    page.get_by_role("button", name="Remove it").last.click()
    page.get_by_text("That passkey signs in no more").wait_for()
    assert window.complaints == []
