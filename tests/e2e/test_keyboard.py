"""Five tasks that people come for, each in three steps at most from the start page, by keyboard alone."""

import re
from secrets import token_hex

import pytest
from support.person import Person

pytestmark = pytest.mark.browser
MOST_STEPS = 3
FOCUSED = "(document.activeElement.ariaLabel || document.activeElement.textContent || '').trim().replace(/\\s+/g, ' ')"


class Hands:
    """Somebody who has a keyboard alone. A step is a page that opens; going along a page with Tab is not one."""

    def __init__(self, window):
        self.page, self.steps = window.open("/").page, 0
        self.page.on("framenavigated", self._count)

    def _count(self, frame):
        self.steps += frame == self.page.main_frame and not frame.parent_frame

    def to(self, role, name, within="body"):
        """Go along the page until the focus is on it; what unfolds has no role that browsers agree on."""
        there = self.page.locator(within)
        wanted = there.locator("summary", has_text=name) if role == "summary" else there.get_by_role(role, name=name)
        wanted.first.wait_for()
        for _ in range(200):
            if wanted.first.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{name} is not reached with Tab; the focus is on {self.page.evaluate(FOCUSED)!r}")

    def press(self, role, name, within="body"):
        """Reach something and press it."""
        self.to(role, name, within)
        self.page.keyboard.press("Enter")

    def follow(self, name, within="body"):
        """Press a link and wait for where it leads."""
        with self.page.expect_navigation():
            self.press("link", name, within)

    def fill(self, name, text):
        """Type into a field."""
        self.to("textbox", name)
        self.page.keyboard.type(text)


def test_an_answer_is_found(browser):
    with browser.window() as window:
        hands = Hands(window)
        hands.page.keyboard.press("/")
        hands.page.keyboard.type("reference electrode drift")
        with hands.page.expect_navigation():
            hands.page.keyboard.press("Enter")
        hands.press("link", re.compile("reference electrode", re.I), ".at-hits")
        hands.page.wait_for_url(re.compile("/(articles|topics)/"))
        assert hands.steps <= MOST_STEPS


def test_an_address_is_changed(browser, portal):
    rewi = Person(portal.url, "rewi.parata@waimarino.example").sign_in()
    with browser.window(rewi) as window:
        hands = Hands(window)
        hands.press("summary", re.compile("your account"), ".at-mast")
        hands.follow("Your account", ".at-mast")
        hands.press("summary", "Change the address", "main")
        hands.fill("New address", f"rewi.{token_hex(3)}@waimarino.example")
        with hands.page.expect_navigation():
            hands.page.keyboard.press("Enter")
        hands.page.get_by_text("waits for you to press the link").wait_for()
        assert hands.steps <= MOST_STEPS
    rewi.fill("/account", "/account/address/keep")


def test_a_question_is_asked_and_followed_up(browser, signed_in):
    title = f"Which brush for a Heron in {token_hex(3)}?"
    with browser.window(signed_in("mei")) as window:
        hands = Hands(window)
        hands.follow(re.compile("Ask the community"), "main")
        hands.fill("Your question in one line", title)
        hands.to("combobox", "Category")
        hands.page.keyboard.type("Methods")
        hands.fill("All that helps to answer it", "The one of last year has gone hard.")
        with hands.page.expect_navigation():
            hands.press("button", "Ask", "main")
        hands.page.get_by_role("heading", level=1, name=title).wait_for()
        assert hands.steps <= MOST_STEPS
    with browser.window(signed_in("mei")) as window:
        hands = Hands(window)
        hands.press("summary", re.compile("your account"), ".at-mast")
        hands.follow(re.compile("^Mei"), ".at-mast")
        hands.follow(title, "main")
        hands.fill("Your reply", "It is the long one.")
        hands.press("button", "Reply", "main")
        hands.page.locator(".at-post").get_by_text("It is the long one.").wait_for()
        assert hands.steps <= MOST_STEPS


def test_a_draft_is_reviewed(browser, signed_in):
    author, title = signed_in("priya"), f"Brushes and how long they last, {token_hex(3)}"
    form = author.open("/staff/articles/new").html.form("/staff/articles/new")
    shelf = next(one["value"] for one in form.element.all("option") if one.text.strip() == "Care and maintenance")
    written = {"title": title, "body": "A year, and less in sea water.", "category_id": shelf}
    made = author.send(form, "ask", audiences=["everyone"], **written)
    assert made.status == 200, made.main.text[:400]
    with browser.window(signed_in("sunita")) as window:
        hands = Hands(window)
        hands.follow("Staff", ".at-mast")
        hands.follow(title, "[aria-labelledby=waits]")
        with hands.page.expect_navigation():
            hands.press("button", "Approve and publish", "main")
        hands.page.get_by_text(re.compile("^Approved")).first.wait_for()
        assert hands.steps <= MOST_STEPS
