"""Two people who read the same topic see each other in a real browser, without loading the page again."""

import pytest

from portalkit.testing import eventually

pytestmark = pytest.mark.browser
TOPIC = "Drift after replacing the reference electrode"
LONG = 30  # seconds: somebody alone asks every 24


def opened(window):
    """The page of the topic."""
    page = window.open("/topics?state=solved").page
    page.get_by_role("link", name=TOPIC).first.click()
    page.locator("#reply").wait_for()
    return page


def sees(page, words):
    """Wait until it is said there."""
    eventually(lambda: words in page.locator("#readers").inner_text() or page.wait_for_timeout(200), LONG)


def test_somebody_who_reads_is_seen_by_the_other_and_so_is_a_reply_that_is_being_written(browser, signed_in):
    with (
        browser.window(signed_in("ingrid"), width=360) as one,
        browser.window(signed_in("tomas"), scheme="dark") as two,
    ):
        ingrid, tomas = opened(one), opened(two)
        sees(tomas, "Ingrid Solheim")
        sees(ingrid, "Tomás Ferreira")
        assert "is writing" not in ingrid.locator("#readers").inner_text()
        tomas.get_by_label("Your reply").press_sequentially("It was the")
        sees(ingrid, "Tomás Ferreira is writing a reply")
        assert one.faults() == two.faults() == []
        tomas.get_by_label("Your reply").fill("")


def test_without_scripts_nobody_is_missed(browser, signed_in):
    with browser.window(signed_in("ingrid"), scripts=False) as window:
        page = opened(window)
        assert page.locator("#readers").inner_text() == "" and page.get_by_role("button", name="Reply").is_visible()
