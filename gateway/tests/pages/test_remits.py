"""Where an author edits, as an administrator says it on the person's page."""

import re

from .reading import field, notice
from .test_people import person


def test_an_administrator_says_where_an_author_edits_and_the_pages_follow(olga, wim):
    made = olga.post("/staff/categories/new", {"of": "knowledge", "name": "Alps", "audiences": ["everyone"]})
    assert made.status_code == 303
    theirs = re.search(r'href="(/staff/articles/[0-9a-f-]{36})"', wim.get("/staff/articles").text)[1]
    address = person(olga, "wim")
    alps = re.search(r'for="w-([^"]+)">Alps<', olga.get(address).text)[1]
    told = olga.post(f"{address}/remit", {"categories": [alps]})
    assert "It holds" in notice(olga.get(told.headers["Location"]))
    offered = wim.get("/staff/articles/new").text.partition('id="f-category_id"')[2].partition("</select>")[0]
    assert "Alps" in offered and "Meters" not in offered
    assert theirs not in wim.get("/staff/articles").text
    page = wim.get(theirs)
    assert "another part of the categories" in page.text and 'value="save"' not in page.text
    assert wim.post(theirs, {"do": "withdraw", "version": field(page, "version")}).status_code == 403
    assert olga.post(f"{address}/remit", {}).status_code == 303
    assert 'value="save"' in wim.get(theirs).text
