"""Templates and snippets, as authors keep and use them."""

import re

from .reading import errors, field, notice

SAFETY = {"kind": "snippet", "name": "valve-safety", "body": "Shut the **wallaby tap** first.", "do": "save"}


def test_a_snippet_is_kept_included_changed_and_stays_while_it_is_used(olga, visitor, portal):
    made = olga.post("/staff/stock/new", SAFETY)
    address = made.headers["Location"]
    page = olga.get(address)
    assert "Kept." in notice(page) and "{{snippet: valve-safety}}" in page.text and "No article yet" in page.text
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    text = {"title": "Open the valve", "category_id": category, "audiences": ["everyone"], "language": "en"}
    looked = olga.post("/staff/articles/preview", {"body": "{{snippet: valve-safety}}"})
    assert "<strong>wallaby tap</strong>" in looked.text
    assert "no snippet called" in olga.post("/staff/articles/preview", {"body": "{{snippet: nosuch}}"}).text
    wrong = olga.post("/staff/articles/new", text | {"body": "{{snippet: nosuch}}", "do": "save"})
    assert wrong.status_code == 422 and "no snippet called" in errors(wrong)[0]
    written = olga.post("/staff/articles/new", text | {"body": "{{snippet: valve-safety}}", "do": "publish"})
    article = "/articles/" + written.headers["Location"].rpartition("/")[2]
    assert "wallaby tap" in visitor.get(article).text
    assert "Open the valve" in olga.get(address).text
    refused = olga.post(f"{address}/drop")
    assert refused.status_code == 409 and "An article includes this snippet" in errors(refused)[0]
    version = field(olga.get(address), "version")
    assert olga.post(address, {"body": "Shut the quoll tap.", "version": version, "do": "save"}).status_code == 303
    assert "quoll tap" in visitor.get(article).text
    late = olga.post(address, {"body": "Mine.", "version": version, "do": "save"})
    assert late.status_code == 412 and "quoll tap" in late.text and "Mine." in late.text


def test_an_article_begins_with_a_template(olga):
    kept = {"kind": "template", "name": "How to do it", "genre": "faq", "body": "## What you need", "do": "save"}
    address = olga.post("/staff/stock/new", kept).headers["Location"]
    assert "How to do it" in olga.get("/staff/stock").text
    begun = olga.get(f"/staff/articles/new?template={address.rpartition('/')[2]}")
    assert "## What you need" in begun.text and 'value="faq" selected' in begun.text
    assert "How to do it" in olga.get("/staff/articles/new").text
    assert olga.post(f"{address}/drop").headers["Location"] == "/staff/stock"
    assert "How to do it" not in olga.get("/staff/articles/new").text


def test_only_who_writes_finds_them(ana):
    assert ana.get("/staff/stock").status_code == 403


def test_a_snippet_has_a_history_and_an_earlier_text_is_brought_back(olga):
    address = olga.post("/staff/stock/new", SAFETY | {"name": "tap-safety", "body": "Shut the dingo tap."}).headers[
        "Location"
    ]
    version = field(olga.get(address), "version")
    olga.post(address, {"body": "Shut the potoroo tap.", "version": version, "do": "save"})
    assert f'href="{address}/revisions"' in olga.get(address).text
    page = olga.get(f"{address}/revisions")
    assert "Revision 2" in page.text and "What this snippet said before" in page.text
    beside = olga.get(f"{address}/difference?older=2&newer=1").text
    assert "dingo" in beside and "potoroo" in beside and "From revision 1 to 2" in beside
    back = olga.post(f"{address}/restore", {"number": "1", "version": field(page, "version")})
    assert back.headers["Location"] == f"{address}/revisions" and "revision 1" in notice(
        olga.get(f"{address}/revisions")
    )
    assert "dingo tap" in olga.get(address).text
