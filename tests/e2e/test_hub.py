"""The hub as it is lived in: everything is near, everything is found, and an answer becomes an article that lasts.

What members report and what is decided about it is in test_moderation.py; who may read what, and why, in
test_audiences_in_the_browser.py.
"""

import re
from secrets import token_hex

import pytest
from support.found import facets, hits

from portalkit.testing import eventually
from portalkit.testing.documents import pdf

WORD = f"grebe{token_hex(3)}"  # nobody has written it before
KINDS = {kind: {word} for kind, word in (("article", "Article"), ("faq", "FAQ"), ("news", "News"), ("blog", "Blog"))}
KINDS |= {"topic": {"Topic"}, "file": {"PDF", "Excel", "Word", "PowerPoint", "HTML", "Text"}}
ARTICLE = re.compile(r"/articles/[0-9a-f-]{36}[^<\s]*")


def test_every_article_is_three_links_from_home(visitor):
    seen, to_open = set(), ["/"]
    for _ in range(3):
        links = {link.partition("#")[0] for path in to_open for link in visitor.open(path).html.links()}
        to_open = {link for link in links if link.startswith("/articles")} - seen
        seen |= to_open
    published = set(ARTICLE.findall(visitor.open("/sitemap.xml").answer.text))
    assert len(published) > 40 and published <= seen


def test_one_search_gives_every_kind_and_narrows_by_whatever_is_known_of_it(visitor):
    page = visitor.open("/search?q=readings")
    counted = facets(page)
    assert len(counted["Kind"]) == len(KINDS) and len(counted["Kind of topic"]) == 4
    for value, words in KINDS.items():
        found = hits(visitor.open(f"/search?q=readings&kind={value}"))
        assert found and {kind for kind, _, _ in found} <= words
    more = {"Category", "Product", "Author", "Year", "Answer", "Language", "File type"}
    assert set(counted) >= more and "Region" in facets(visitor.open("/search?q=workshop"))
    year, n = next(iter(counted["Year"].items()))
    assert visitor.open(f"/search?q=readings&year={year}").html.first("span", role="status").text == f"{n} results"
    meant = visitor.open("/search?q=calibraton").main.links()
    assert meant["/search?q=calibration"] == "calibration"


def test_a_word_of_page_7_of_a_pdf_opens_there(visitor):
    links = visitor.open("/search?q=sieve").main.links()
    file = next(link for link in links if link.endswith("#page=7"))
    opened = visitor.open(file.partition("#")[0]).answer
    assert opened.headers["Content-Type"] == "application/pdf" and opened.content.startswith(b"%PDF")
    assert "molecular sieve" in visitor.open(file.replace("#page=", "/preview?page=")).main.text


def test_what_did_not_help_and_why_reaches_who_looks_after_it(visitor, signed_in):
    owner, title = signed_in("priya"), "Find the cause of a noisy reading"
    found = visitor.open("/search?q=" + title.replace(" ", "+")).main.links()
    path = next(path for path, text in found.items() if text == title)
    why = next(form for form in visitor.open(path).html.forms() if "reason" in form.fields)
    said = f"The {WORD} is gone since firmware 4.2."
    assert "Who looks after this article" in visitor.send(why, reason="outdated", text=said).main.text
    assert said in owner.open(f"/staff{path}/votes").main.text
    eventually(lambda: title in owner.open("/notifications").main.text)


@pytest.fixture(scope="module")
def faq(signed_in):
    """The desk of an FAQ that an author made of a solved topic; the topic's address."""
    asker, expert, author = signed_in("ingrid"), signed_in("tomas"), signed_in("priya")
    topic = asker.ask("Ideas", f"How do I soak a {WORD}?", "It went *dry* over the winter.").path
    expert.send(expert.open(topic).html.form(f"{topic}/replies"), body="In sample water, for a night.")
    asker.send(asker.open(topic).html.form(f"{topic}/accept"))
    draft = author.open(f"{topic}/promote").html.form(f"{topic}/promote")
    shelf = next(one["value"] for one in draft.element.all("option") if one.text.strip() == "Care and maintenance")
    made = author.send(draft, category_id=shelf, audiences=["everyone"])
    assert made.notice.startswith("A draft"), made.main.text
    return made.path, topic


def save(author, desk, press, **changes):
    """Send the form of an article as it stands, but for these changes."""
    saved = author.send(author.open(desk).html.form(desk), press, **changes)
    assert saved.status == 200, saved.main.text[:400]
    return saved


def test_a_solved_topic_becomes_an_faq_with_a_file_that_a_reviewer_lets_out_at_its_time(faq, signed_in, visitor):
    (desk, topic), author, reviewer = faq, signed_in("priya"), signed_in("sunita")
    page, review = desk.removeprefix("/staff"), f"{desk}/review"
    paper = pdf([f"Step {number}" for number in range(1, 7)] + [f"Dry the {WORD}case in the sun"])
    files = author.open(f"{desk}/files").html.form(f"{desk}/files")
    assert "Attached" in author.upload(files, paper, "soaking.pdf").notice
    text = author.open(desk).html.form(desk).fields["body"][0]
    added = {"body": f"{text}\n\nNever in acid.", "note": "One warning more"}
    save(author, desk, "ask", published_at="2091-01-01T08:00", **added)

    waiting = reviewer.open(review)
    assert "Never in acid." in waiting.main.text and "One warning more" in waiting.main.text
    reviewer.fill(review, f"{review}/remarks", body="For how long?")
    assert "For how long?" in author.open(review).main.text
    assert author.open(review).html.all("form", action=f"{review}/approve") == []
    assert "Approved" in reviewer.fill(review, f"{review}/approve", remark="Good.").main.text
    assert visitor.open(page).status == 404 and page not in visitor.open("/sitemap.xml").answer.text

    save(author, desk, "publish", published_at="2026-01-01T08:00")
    shown = visitor.open(page).main
    assert "Ingrid Solheim" in shown.text and "Tomás Ferreira" in shown.text and topic in shown.links()
    eventually(lambda: page in " ".join(visitor.open(topic).main.links()))
    eventually(lambda: "#page=7" in " ".join(visitor.open(f"/search?q={WORD}case").main.links()))


def test_what_is_out_is_changed_side_by_side_translated_over_and_moved(faq, signed_in):
    (desk, _), author, reviewer, reader = faq, signed_in("priya"), signed_in("sunita"), signed_in("ingrid")
    page, review = desk.removeprefix("/staff"), f"{desk}/review"
    text = author.open(desk).html.form(desk).fields["body"][0]
    save(author, desk, "ask", body=text.replace("for a night", "for two nights"))
    assert "for two nights" not in reader.open(page).main.text
    assert " ".join(one.text for one in reviewer.open(review).main.all("ins")) == "two nights"
    reviewer.fill(review, f"{review}/approve")
    assert "for two nights" in reader.open(page).main.text

    new = f"/staff/articles/new?translation_of={page.rpartition('/')[2][:36]}&language=de"
    blank = next(form for form in author.open(new).html.forms() if "translation_of" in form.fields)
    sent = author.send(blank, "publish", title=f"{WORD} wässern", body="Eine Nacht lang.")
    german = sent.path.removeprefix("/staff")
    assert reader.open(page).main.links()[reader.open(german).path] == "Deutsch"
    assert reader.open(page).path in reader.open(german).main.links()

    save(author, desk, "publish", expires_at="2026-02-01T08:00")
    assert (reader.open(page).status, reader.open(german).status) == (404, 200)  # each language has its own dates
    save(author, desk, "publish", expires_at="")
    shelves = author.open(desk).html.first("select", name="category_id").all("option")
    elsewhere = next(one["value"] for one in shelves if one.text.strip() == "Calibration")
    save(author, desk, "publish", category_id=elsewhere)
    assert elsewhere in " ".join(reader.open(page).main.links())
    beside = reader.open(f"/articles?category={elsewhere}").main.links()
    other = next(link for link in beside if ARTICLE.match(link) and not link.startswith(page))
    author.fill(desk, f"{desk}/merge", into=other)
    assert reader.open(page).path == reader.open(german).path == other
