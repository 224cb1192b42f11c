"""Articles in several languages, as a browser meets them."""

import re
from urllib.parse import parse_qs, urlsplit

from .reading import ids, notice


def begin(wim, original, language="de"):
    page = wim.get(f"/staff/articles/new?translation_of={original}&language={language}")
    fields = dict(
        re.findall(r'type="hidden" name="(translation_of|genre|category_id|product)" value="([^"]*)"', page.text)
    )
    audiences = re.findall(r'type="hidden" name="audiences" value="([^"]*)"', page.text)
    return page, fields | {"audiences": audiences, "language": language, "summary": "", "published_at": ""}


def test_an_author_translates_an_article_and_readers_pass_between_the_languages(visitor, ana, wim):
    original = ids(visitor.get("/articles"), "articles")[0]
    title = re.search(r"<h1[^>]*>(.*?)</h1>", visitor.get(f"/articles/{original}").text)[1]
    page, fields = begin(wim, original)
    assert " open><summary>The original in English" in page.text and title in page.text
    assert "<h1>New translation</h1>" in page.text
    sent = fields | {"title": "Auf Deutsch", "body": "Das Gleiche noch einmal.", "do": "publish"}
    made = wim.post(f"/staff/articles/new?translation_of={original}&language=de", sent)
    assert made.status_code == 303, made.text
    german = made.headers["Location"].rpartition("/")[2]
    assert notice(wim.get(f"/staff/articles/{german}")).startswith("Published.")
    page = visitor.get(f"/articles/{original}")
    assert f'<a href="/articles/{german}-auf-deutsch" lang="de" hreflang="de">Deutsch</a>' in page.text
    assert f'<link rel="alternate" hreflang="de" href="/articles/{german}-auf-deutsch">' in page.text
    assert ">English</a>" in visitor.get(f"/articles/{german}").text
    version = re.search(r'name="version" value="(\d+)"', wim.get(f"/staff/articles/{german}").text)[1]
    assert wim.post(f"/staff/articles/{german}", sent | {"do": "withdraw", "version": version}).status_code == 303
    assert "because the German translation was taken back" in ana.get(f"/articles/{german}").text


def test_what_was_typed_and_the_original_come_back_with_what_is_wrong(visitor, wim):
    original = ids(visitor.get("/articles"), "articles")[-1]
    _, fields = begin(wim, original)
    sent = fields | {"title": "", "body": "Schon getippt", "do": "save"}
    page = wim.post(f"/staff/articles/new?translation_of={original}&language=de", sent)
    assert page.status_code == 422 and "Schon getippt" in page.text and "The original in English" in page.text
    action = re.search(r'action="(/staff/articles/new\?[^"]*)"', page.text)[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(action).query) == {"translation_of": [original], "language": ["de"]}


def main(page):
    return page.text.partition("<main")[2]


def test_a_visitor_reads_why_an_article_comes_in_another_language_or_where_it_is_in_theirs(visitor, ana, wim):
    shelf = re.search(r'<option value="([0-9a-f-]{36})"', wim.get("/staff/articles/new").text)[1]
    written = {"title": "Rinse it", "body": "Rinse.", "category_id": shelf, "audiences": ["everyone"], "language": "en"}
    original = wim.post("/staff/articles/new", written | {"do": "publish"}).headers["Location"].rpartition("/")[2]
    why = "weil es noch keine Übersetzung gibt (Deutsch)"
    assert f"Auf Englisch, {why}" in main(visitor.get(f"/articles/{original}", Accept_Language="de-AT,de;q=0.9"))
    assert "translation yet" not in main(visitor.get(f"/articles/{original}")) + main(ana.get(f"/articles/{original}"))
    _, fields = begin(wim, original)
    sent = fields | {"title": "Das Ventil reinigen", "body": "Spülen.", "do": "publish"}
    german = wim.post(f"/staff/articles/new?translation_of={original}&language=de", sent).headers["Location"]
    german = german.replace("/staff", "")
    theirs = main(visitor.get(f"/articles/{original}", Accept_Language="de"))
    assert "Das gibt es auch auf Deutsch:" in theirs and f'href="{german}-das-ventil-reinigen"' in theirs
    assert why not in theirs and "Das gibt es auch" not in main(visitor.get(german, Accept_Language="de"))
    assert "This is there in English too:" in main(visitor.get(german, Accept_Language="en"))
