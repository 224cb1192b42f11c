"""Naming somebody after an @, in a real browser."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_somebody_is_named_from_a_list_that_opens_while_one_types(browser, signed_in):
    with browser.window(signed_in("mei")) as window:
        page = window.open("/search?q=drift+reference+electrode&kind=topic").page
        page.locator("main a[href^='/topics/']").first.click()
        name = page.locator(".at-post__who a").first.text_content()
        box = page.get_by_label("Your reply")
        box.press_sequentially(f"Thanks, @{name[:3].lower()}")
        page.get_by_role("option", name=name).wait_for()
        chosen = page.get_by_role("option", selected=True).get_attribute("id")
        assert box.get_attribute("aria-activedescendant") == chosen
        assert window.faults() == []
        box.press("Escape")
        assert page.get_by_role("option").count() == 0
        box.press_sequentially(name[3].lower())
        page.get_by_role("option", name=name).wait_for()
        box.press("Enter")
        page.get_by_role("button", name="Reply", exact=True).click()
        page.get_by_role("link", name=re.compile("^@")).last.click()
        page.get_by_role("heading", level=1, name=name).wait_for()
        assert window.complaints == []
