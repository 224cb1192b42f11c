"""Synonyms and pins as staff writes them: in a draft, seen before it counts, published, brought back, explained."""

import pytest

from .reading import errors, field, ids, notice

RULES = "/staff/searches/rules"


@pytest.fixture
def article(visitor):
    [found] = ids(visitor.get("/search?q=wombat+valve"), "articles")
    return found


@pytest.fixture
def topic(visitor):
    [found] = ids(visitor.get("/search?q=wombat+drip"), "topics")
    return found


def write(browser, what, status=303, **sent):
    page = browser.get(RULES)
    answer = browser.post(f"{RULES}/{what}", {"version": field(page, "version"), **sent})
    assert answer.status_code == status, errors(answer)
    return answer


def publish(browser, note=""):
    page = browser.get("/staff/searches/preview")
    answer = browser.post("/staff/searches/publish", {"version": field(page, "version"), "note": note})
    assert answer.status_code == 303, errors(answer)


def test_a_synonym_is_written_looked_at_published_and_taken_back(olga, wim, visitor, article):
    write(wim, "synonyms/add", words="marsupial, badger  of the bush", means="wombat", language="")
    page = wim.get(RULES)
    assert "marsupial, badger of the bush" in page.text and "New" in page.text
    assert not ids(visitor.get("/search?q=marsupial"), "articles")
    seen = wim.get("/staff/searches/preview")
    assert "marsupial" in seen.text and article in ids(seen, "articles")
    publish(wim, "People say marsupial")
    assert article in ids(visitor.get("/search?q=marsupial"), "articles")
    assert article in ids(visitor.get("/search?q=badger+of+the+bush"), "articles")
    page = olga.get(RULES)
    assert "People say marsupial" in page.text and "Wim Example" in page.text
    write(olga, "synonyms/remove", number="0")
    assert "Goes" in olga.get(RULES).text
    publish(olga)
    assert not ids(visitor.get("/search?q=marsupial"), "articles")
    answer = write(olga, "bring-back", number="1", note="After all")
    assert notice(olga.get(answer.headers["Location"])) == "The rules of version 1 count again."
    assert article in ids(visitor.get("/search?q=marsupial"), "articles")
    write(olga, "synonyms/remove", number="0")
    write(olga, "discard")
    assert "New" not in olga.get(RULES).text and "Goes" not in olga.get(RULES).text


def test_what_is_pinned_stands_first_for_those_who_may_read_it(portal, olga, visitor, ana, article, topic):
    secret = ids(olga.get("/search?q=numbat"), "articles")[0]
    assert article in ids(olga.get(f"{RULES}?q=drip"), "topics") + ids(olga.get(f"{RULES}?q=wombat"), "articles")
    for place in (f"/articles/{secret}", f"http://127.0.0.1:8080/articles/{article}?x=1", f"/topics/{topic}"):
        write(olga, "pins/add", query="zebra", thing=place)
    write(olga, "pins/change", query="zebra", id=topic, do="up")
    assert ids(olga.get(RULES), "topics") == [topic]
    publish(olga)
    page = visitor.get("/search?q=Zebra")
    assert page.text.index(topic) < page.text.index(article) and secret not in page.text
    assert page.text.count("Recommended") == 2 and "2 results" in page.text
    assert olga.get("/search?q=zebra").text.count("Recommended") == 3
    for id in (secret, article, topic):
        write(olga, "pins/change", query="zebra", id=id, do="remove")
    publish(olga)
    assert not ids(visitor.get("/search?q=zebra"), "articles")


def test_who_reads_an_older_draft_or_writes_nonsense_is_told(olga, wim, article):
    page = wim.get(RULES)
    write(olga, "synonyms/add", words="echidna, puggle", means="", language="en")
    sent = {"version": field(page, "version"), "words": "koala, bear", "means": "", "language": ""}
    late = wim.post(f"{RULES}/synonyms/add", sent)
    assert late.status_code == 412 and "koala, bear" in late.text
    assert "at least one word" in write(wim, "synonyms/add", 422, words=" , ", means="x", language="").text
    assert "two different words" in write(wim, "synonyms/add", 422, words="one", means="", language="").text
    assert "Paste the address" in write(wim, "pins/add", 422, query="x", thing="https://elsewhere.example/").text
    assert write(wim, "pins/change", 404, query="x", id="y", do="up")
    assert write(wim, "synonyms/remove", 404, number="x")
    write(olga, "discard")


def test_staff_reads_why_a_result_stands_there(olga, visitor, ana, article, topic):
    page = olga.get("/search?q=wombat+zeppelin")
    assert f"/search/why?q=wombat+zeppelin&amp;kind=article&amp;id={article}&amp;page=1" in page.text
    assert "/search/why" not in visitor.get("/search?q=wombat").text + ana.get("/search?q=wombat").text
    why = olga.get(f"/search/why?q=wombat+zeppelin&kind=article&id={article}").text
    assert '<b class="fw-semibold">wombat</b> stands in the title' in why and "counts fully, four times" in why
    assert '<b class="fw-semibold">zeppelin</b> stands nowhere in it' in why
    assert "Why does the wombat drip?" in olga.get(f"/search/why?q=wombat&kind=topic&id={topic}").text
    for wrong in ("kind=article&id=never", f"kind=topic&id={article}", "kind=nothing&id=x", ""):
        assert olga.get(f"/search/why?q=wombat&{wrong}").status_code in (404, 422), wrong
    assert ana.get(f"/search/why?q=wombat&kind=article&id={article}").status_code == 403


def test_the_desk_is_for_those_who_write(ana, visitor):
    for path in (RULES, "/staff/searches/preview"):
        assert ana.get(path).status_code == 403 and visitor.get(path).headers["Location"].startswith("/signin")
