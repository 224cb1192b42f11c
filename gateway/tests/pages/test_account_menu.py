"""One menu leads through all that is one's own."""

import re

import pytest

PAGES = ["/account", "/account/profile", "/account/addresses", "/account/security", "/account/tokens"]
PAGES += ["/account/notifications", "/account/data"]


def menu(page):
    """The addresses of its menu, and which of them is said to be the page."""
    (shown,) = re.findall(r'<nav aria-label="Your account".*?</nav>', page.text, re.S)
    here = re.findall(r'<a href="([^"]+)" aria-current="page">', shown)
    return re.findall(r'<a href="([^"]+)"', shown), here


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_an_account_has_the_same_menu_and_says_where_one_is(ana, path):
    links, here = menu(ana.get(path))
    assert here == [path]
    assert {*PAGES, "/organisation"} <= set(links)
    assert links == menu(ana.get("/account"))[0]


def test_where_the_menu_leads_there_is_a_page(ana):
    for link in menu(ana.get("/account"))[0]:
        path, _, part = link.partition("#")
        page = ana.get(path)
        assert page.status_code == 200 and (not part or f'id="{part}"' in page.text), link
