"""An article on paper: what it says and where its links lead, and nothing that one would press."""

import io
import re

import pytest

from portalkit.documents.pdf import pdf_pages

pytestmark = pytest.mark.browser

PRINTED = "Read a Heron over HTTPS"
LEADS = "https://www.rfc-editor.org/rfc/rfc9110#field.retry-after"
OFF_PAPER = (".at-mast", ".at-foot", ".at-crumbs", ".at-toc", ".at-side", ".at-helpful", ".at-ask", "[data-print]")
SHOWN = "(selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length).length"
COLOURS = "(() => { const of = getComputedStyle(document.body); return [of.backgroundColor, of.color]; })()"


@pytest.fixture
def article(visitor):
    """The address of an article with a link that leads out of the portal."""
    found = visitor.open("/search?q=" + PRINTED.replace(" ", "+")).main.links()
    return next(path for path, text in found.items() if text == PRINTED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_nothing_stands_around_an_article_and_it_is_black_on_white(browser, article, scheme):
    with browser.window(scheme=scheme) as window:
        page = window.open(article).page
        assert [one for one in OFF_PAPER[:3] if not page.evaluate(SHOWN, one)] == []  # on the screen they are there
        page.emulate_media(media="print", color_scheme=scheme)
        assert [one for one in OFF_PAPER if page.evaluate(SHOWN, one)] == []
        assert page.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert page.evaluate(SHOWN, "h1") == 1 and page.evaluate(SHOWN, ".at-prose h2") > 1
        assert window.too_wide() == [] and window.complaints == []


def test_on_paper_the_address_of_a_link_stands_behind_its_words(browser, article):
    with browser.window() as window:
        page = window.open(article).page
        paper = " ".join(text for text, _ in pdf_pages(io.BytesIO(page.pdf(format="A4"))))
        assert PRINTED in " ".join(paper.split())
        assert f"Retry-After({LEADS})" in re.sub(r"\s", "", paper)  # a long address goes on in the next line
        around = (page.locator(".at-mast nav a").first.inner_text(), page.locator(".at-foot a").first.inner_text())
        assert [words for words in around if words.strip() in paper] == []
