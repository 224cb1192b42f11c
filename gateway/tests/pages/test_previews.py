"""How a text would look: while it is typed, and for who presses a button."""

import re

import pytest

from .reading import field


@pytest.mark.parametrize("address", ["/staff/articles/preview", "/topics/preview"])
def test_what_is_typed_is_shown_as_its_readers_would_have_it(olga, address):
    page = olga.post(address, {"body": "# Rinse\n\n**Twice** <b>x</b>"})
    assert page.status_code == 200 and "<html" not in page.text
    assert "Rinse</h2>" in page.text and "<strong>Twice</strong> &lt;b&gt;" in page.text


def test_nothing_yet_has_no_preview_and_too_much_says_so(ana):
    assert ana.post("/topics/preview", {"body": ""}).text.strip() == ""
    assert "20000" in ana.post("/topics/preview", {"body": "x" * 20_001}).text.replace(",", "")


def test_members_do_not_use_the_staffs_and_visitors_none(ana, visitor):
    assert ana.post("/staff/articles/preview", {"body": "x"}).status_code == 403
    assert visitor.post("/topics/preview", {"body": "x"}).headers["Location"].startswith("/signin")


def test_without_scripts_a_button_shows_it_and_nothing_is_kept(olga, ana):
    category = re.search(r'<option value="([0-9a-f-]+)"', ana.get("/topics/new").text)[1]
    sent = {"category_id": category, "title": "Why?", "body": "It **drips**."}
    seen = ana.post("/topics/new", sent | {"do": "look"})
    assert seen.status_code == 200 and "<strong>drips</strong>" in seen.text and field(seen, "title") == "Why?"
    topic = ana.post("/topics/new", sent).headers["Location"]
    version = field(ana.get(f"{topic}/edit"), "version")
    looked = ana.post(f"{topic}/edit", {"title": "Why?", "body": "It **stops**.", "version": version, "do": "look"})
    assert looked.status_code == 200 and "<strong>stops</strong>" in looked.text
    reply = ana.post(f"{topic}/replies", {"body": "It **ran**.", "do": "look"})
    assert reply.status_code == 200 and "<strong>ran</strong>" in reply.text
    assert "stops" not in ana.get(topic).text and "ran</strong>" not in ana.get(topic).text
    article = olga.post("/staff/articles/new", {"title": "T", "body": "## New\n\n*words*", "do": "look"})
    assert article.status_code == 200 and "<em>words</em>" in article.text and field(article, "title") == "T"
