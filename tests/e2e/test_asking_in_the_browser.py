"""Who types a question is shown what may answer it; that they open it, and ask all the same, is told step by step."""

import re
from datetime import UTC, datetime

import pytest

pytestmark = pytest.mark.browser

TYPED = "reference electrode"


def numbers(signed_in):
    """This week's: shown, opened, asked all the same, not asked."""
    page = signed_in("priya").open("/staff/searches/asking").answer.text
    return [int(number) for number in re.findall(r'<td class="at-num">(\d+)</td>', page)[:4]]


def grown(before, after):
    return [new - old for old, new in zip(before, after, strict=True)]


def test_opening_what_is_shown_counts_once_and_a_question_takes_it_back(browser, signed_in):
    before = numbers(signed_in)
    with browser.window(signed_in("ingrid")) as window:
        page = window.open("/topics/new").page
        with page.expect_request("**/topics/new/similar"):
            page.get_by_label("Your question in one line").fill(TYPED)
            page.locator("#similar a").first.wait_for()
        for _ in range(2):  # the second time nothing is told
            page.locator("#similar a").first.click()
            page.wait_for_url(re.compile("/(articles|topics|files)/(?!new)"))
            page.go_back()
            page.locator("#similar a").first.wait_for()
        assert page.locator("input[name=helped]").input_value() == datetime.now(UTC).date().isoformat()
        assert grown(before, numbers(signed_in)) == [1, 1, 0, 1]
        page.get_by_label("Category").select_option(index=1)
        page.get_by_label("All that helps to answer it").fill("It drifts all the same.")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_url(re.compile("/topics/(?!new)"))
        assert grown(before, numbers(signed_in)) == [1, 1, 1, 0]
        page.goto(window.url + "/topics/new")
        assert page.locator("input[name=helped]").input_value() == ""
        assert window.complaints == []
