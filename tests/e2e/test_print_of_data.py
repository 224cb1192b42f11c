"""What is held of one, and the receipt of its erasure, on paper: all that they say, and nothing to press."""

import pytest

from portalkit.testing import eventually

pytestmark = pytest.mark.browser

AROUND = (".at-mast", ".at-foot", "main nav", ".btn", ".at-skip", ".at-live")
SHOWN = "(selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length).length"
COLOURS = """(selectors) => selectors.map((selector) => getComputedStyle(document.querySelector(selector)).color)"""
GROUNDS = """() => [document.documentElement, document.body, document.querySelector("main")]
  .map((one) => getComputedStyle(one).backgroundColor)"""
PAPER, INK, CLEAR = "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"
READ = ("h1", ".at-lead", "h2", ".at-held__what", ".at-held__why")


def on_paper(window, scheme):
    """What is still shown of what stands around, and the colours of ground and words."""
    page = window.page
    page.emulate_media(media="print", color_scheme=scheme)
    around = [selector for selector in AROUND if page.evaluate(SHOWN, selector)]
    return around, set(page.evaluate(GROUNDS)) - {CLEAR}, set(page.evaluate(COLOURS, list(READ)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_held_of_one_is_printed_black_on_white_without_what_stands_around_it(browser, signed_in, scheme):
    with browser.window(signed_in("mei"), scheme=scheme) as window:
        page = window.open("/account/data").page
        assert page.evaluate(SHOWN, ".at-mast") and page.evaluate(SHOWN, "main nav") and page.evaluate(SHOWN, ".btn")
        assert on_paper(window, scheme) == ([], {PAPER}, {INK})
        assert page.evaluate(SHOWN, ".at-held li") > 4 and page.evaluate(SHOWN, "h1") == 1
        assert window.too_wide() == [] and window.complaints == []


def test_a_receipt_is_printed_black_on_white_also_of_whoever_chose_the_dark_theme(browser, newcomer, visitor):
    newcomer.register("Amparo Lleida")
    receipt = newcomer.fill("/account/erase", "/account/erase", word="erase").answer.url
    eventually(lambda: "Done on" in visitor.open(receipt).main.text, 60)
    with browser.window(scheme="dark") as window:
        page = window.open(receipt).page
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        assert on_paper(window, "dark") == ([], {PAPER}, {INK})
        assert page.evaluate(SHOWN, "section h2") == 4 and page.evaluate(SHOWN, "time") > 4
        assert window.too_wide() == [] and window.complaints == []
