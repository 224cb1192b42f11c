"""Who sees what, in a real browser: a rule counted while it is written, why somebody is in, and their portal."""

from secrets import token_hex

import pytest

pytestmark = pytest.mark.browser
RULE = "Kind is customer, and country is DE or AT, and products include heron-300, and is not a partner."


def fill(page, number, asked, values, turned=False):
    """Write one condition of the rule."""
    line = page.get_by_role("group", name=f"Condition {number}", exact=True)
    line.get_by_label("What is asked").select_option(label=asked)
    if turned:
        line.get_by_label("Is or is not").select_option(label="is not")
    line.get_by_label("Values").fill(values)
    line.get_by_label("Values").press("Tab")


def add(page, count):
    """Another condition in the outermost group."""
    page.get_by_role("button", name="Add a condition", exact=True).click()
    page.get_by_role("group", name=f"Condition {count}", exact=True).wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_rule_is_built_counted_explained_and_looked_at_as_the_person(browser, signed_in, scripts):
    name = f"Herons of the Alps {token_hex(2)}"
    with browser.window(signed_in("henning"), scripts=scripts) as window:
        page = window.open("/staff/audiences/new").page
        page.get_by_label("Name", exact=True).fill(name)
        fill(page, 1, "Kind", "customer")
        for number, (asked, values) in enumerate((("Country", "de, at"), ("Owns", "heron-300"), ("Partner", "yes")), 2):
            add(page, number)
            fill(page, number, asked, values, turned=asked == "Partner")
        if not scripts:
            page.get_by_role("button", name="Count again").click()
        page.locator("#whom", has_text=RULE).wait_for()
        page.locator("#whom", has_text="Jonas Weidmann").wait_for()
        if scripts:
            assert window.faults() == []
        page.get_by_role("button", name="Create the audience").click()
        page.get_by_role("heading", level=1, name=name).wait_for()
        page.get_by_placeholder("Name or address").fill("ingrid")
        page.get_by_role("button", name="Explain").click()
        page.locator(".at-no", has_text="Country is DE or AT").wait_for()
        page.get_by_role("link", name="Ingrid Solheim").click()
        page.get_by_role("button", name="See the portal as Ingrid").click()
        page.get_by_text("you see the portal as Ingrid Solheim").wait_for()
        assert page.get_by_role("link", name="Staff", exact=True).count() == 0
        if scripts:
            assert window.faults() == []
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("heading", level=1, name="Ingrid Solheim").wait_for()
        assert window.complaints == []


def test_what_is_counted_is_what_was_written_last_however_late_the_count_before_comes(browser, signed_in):
    with browser.window(signed_in("henning")) as window:
        page = window.open("/staff/audiences/new").page
        late = []
        page.route("**/staff/audiences/preview", lambda route: late.append(route))
        fill(page, 1, "Kind", "customer")
        with page.expect_request(lambda asked: "=de%2C+at" in (asked.post_data or "")):  # the first count is still out
            for countries in ("de", "de, fr", "de, at"):
                fill(page, 1, "Country", countries)
        late[-1].continue_()
        page.locator("#whom", has_text="Country is DE or AT.").wait_for()
        assert window.complaints == []


def test_on_a_telephone_the_staffs_pages_are_a_menu(browser, signed_in):
    with browser.window(signed_in("henning"), width=360) as window:
        page = window.open("/staff/people").page
        page.locator(".at-desks summary", has_text="People").click()
        assert window.faults() == []
        page.locator(".at-desks").get_by_role("link", name="Audit").click()
        page.get_by_role("heading", level=1, name="Audit").wait_for()
        assert window.complaints == []
