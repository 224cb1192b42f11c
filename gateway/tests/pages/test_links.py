"""Broken links, as authors find and mend them."""

import re
from dataclasses import replace
from datetime import timedelta

from knowledge.actions.links import check_links
from knowledge.actions.outside import keep_heard, take_link
from knowledge.model.outside import Heard

from .reading import field, notice


def test_a_link_that_leads_nowhere_is_listed_and_gone_when_it_is_mended(olga, ana, portal):
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    text = {"title": "Follow the emu", "category_id": category, "audiences": ["everyone"], "language": "en"}
    broken = text | {"body": "[there](/topics/no-such-emu)", "do": "publish"}
    article = olga.post("/staff/articles/new", broken).headers["Location"]
    with portal.apps["knowledge"].extensions["database"].transaction() as tx:
        check_links(tx, "http://127.0.0.1:8080")
    listed = olga.get("/staff/links")
    assert "Follow the emu" in listed.text and "/topics/no-such-emu" in listed.text and "Olga Example" in listed.text
    again = olga.post(f"{article}/links")
    assert "1 link is still broken" in notice(olga.get(again.headers["Location"]))
    mended = text | {"body": "[there](/topics)", "do": "publish", "version": field(olga.get(article), "version")}
    assert olga.post(article, mended).status_code == 303
    assert "in order" in notice(olga.get(olga.post(f"{article}/links").headers["Location"]))
    assert "Follow the emu" not in olga.get("/staff/links").text
    assert ana.get("/staff/links").status_code == 403


def test_a_page_of_another_site_that_is_gone_is_listed_and_asked_again(olga, ana, portal):
    assert "not asked here" in olga.get("/staff/links/others").text
    knowledge = portal.apps["knowledge"]
    knowledge.config["CHECKS_OTHERS"] = True
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    text = {"title": "Far from the emu", "category_id": category, "audiences": ["everyone"], "language": "en"}
    olga.post("/staff/articles/new", text | {"body": "[there](https://emu.example/old)", "do": "publish"})
    with knowledge.extensions["database"].transaction() as tx:
        check_links(tx, "http://127.0.0.1:8080", others=True)
        link = take_link(tx)
        keep_heard(tx, replace(link, strikes=2), Heard("gone", 404), timedelta(days=7), link.host)
    listed = olga.get("/staff/links/others")
    assert "https://emu.example/old" in listed.text and "Far from the emu" in listed.text
    asked = olga.post(f"/staff/links/others/{link.id}")
    assert "being asked" in notice(olga.get(asked.headers["Location"]))
    assert "Being asked" in olga.get("/staff/links/others").text
    assert ana.get("/staff/links/others").status_code == 403
    knowledge.config["CHECKS_OTHERS"] = False
