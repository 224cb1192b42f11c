"""One question, from search to answer, as people live it: over HTTP, through the gateway."""

import re
from secrets import token_hex

from support.found import facets, finds, hits
from support.person import Person

from portalkit.testing import eventually

WORD = f"bryozoa{token_hex(3)}"  # nobody has written it before
QUESTION = f"Brown {WORD} settle in the sample filter"
BODY = "After the thaw the glass turns **brown** within a week. Which acid is safe for the seals?"
ANSWER = """Citric acid, ten percent, warm:

```python
def soak(minutes=20):
    return "rinse with sample water"
```

Never *hydrochloric* acid."""


def test_a_visitor_searches_from_home_and_opens_an_article(visitor):
    search = visitor.open("/").main.first("form", action="/search")
    assert search.first("input", name="q")
    page = visitor.open("/search?q=reference+electrode")
    found = hits(page)
    assert {kind for kind, _, _ in found} >= {"Article", "FAQ", "Topic"}
    assert all(re.search("referen|electrod", marked.lower()) for _, _, marks in found for marked in marks)
    assert sum(bool(marks) for _, _, marks in found) > len(found) / 2
    total = int(page.html.first("span", role="status").text.split()[0])
    counted = facets(page)
    assert sum(counted["Kind"].values()) == total
    assert counted["Answer"]["Solved"] >= 1 and sum(counted["Product"].values()) <= total

    narrowed = visitor.open("/search?q=reference+electrode&kind=article")
    assert len(hits(narrowed)) == counted["Kind"]["Articles"]
    assert {kind for kind, _, _ in hits(narrowed)} == {"Article"}
    _, title, _ = hits(narrowed)[0]
    article = visitor.open(narrowed.main.first("a", of="at-title")["href"])
    assert article.html.first("h1").text == title
    assert len(article.html.first("article", of="at-prose").text) > 500


def test_finding_nothing_she_registers_asks_and_finds_her_question_a_moment_later(visitor, newcomer):
    nothing = visitor.open(f"/search?q={WORD}")
    assert f"Nothing found for “{WORD}”" in nothing.main.text
    asking = visitor.open(nothing.main.all("a", of="btn-line")[-1]["href"])
    assert asking.path == "/signin" and asking.main.first("a", href="/register")

    newcomer.register("Beatriz Quintela")
    page = newcomer.open(f"/topics/new?title={WORD}")
    assert page.html.first("input", id="f-title")["value"] == WORD
    typing = newcomer.open("/fragments/similar?title=Drift+after+replacing+the+refer", HX_Request="true")
    assert "Drift after replacing the reference electrode" in typing.text
    assert page.html.first("input", id="f-title")["hx-get"] == "/fragments/similar"

    topic = newcomer.ask("Tern meters", QUESTION, BODY)
    assert topic.notice == "Your question is published. It can be found in a moment."
    assert topic.html.first("h1").text == QUESTION and topic.main.first("strong").text == "brown"
    eventually(lambda: QUESTION in finds(visitor, WORD), 5)
    assert QUESTION in finds(newcomer, "", "/topics?state=mine")
    suggested = visitor.open(f"/fragments/suggestions?q={WORD[:11]}", HX_Request="true")
    assert [option.first("span").text for option in suggested.html.all("li", role="option")] == [QUESTION]


def test_an_expert_is_told_at_once_and_by_mail_and_the_answer_solves_the_topic(signed_in, newcomer, visitor):
    title = f"Which torque for the {WORD} sensor nut"
    expert, asker = signed_in("tomas"), newcomer.register("Wanjiru Kamau")
    expert.follow("Signals and integration")
    before = expert.unread()
    with expert.listening("/articles") as heard:
        topic = asker.ask("Signals and integration", title, BODY)
        eventually(lambda: any(name == "bell" and told["unread"] == before + 1 for name, told in heard.events))
    assert expert.unread() == before + 1
    newest = expert.bell().all("li", of="at-unread")[0]
    assert f"Wanjiru Kamau asked “{title}”" in newest.text
    mail = expert.mail_about(f"New question: {title}")
    assert "Which acid is safe" in mail.text and "Which acid is safe" in mail.html.text

    opened = expert.open(mail.link("/topics/"))
    with asker.listening(topic.path) as heard:
        replied = expert.send(opened.html.form(f"{topic.path}/replies"), body=ANSWER)
        eventually(lambda: any((told["topic_id"] or "?") in topic.path for _, told in heard.events))
    code = replied.main.first("code", of="language-python")
    assert 'return "rinse with sample water"' in code.raw and code.all("span")
    assert "Tomás Ferreira replied" in asker.mail_about(title).subject

    page = asker.open(topic.path)
    solved = asker.send(page.html.form(f"{topic.path}/accept"))
    assert solved.notice == "Accepted. The topic is solved."
    assert "Citric acid" in solved.html.first(id="answer").text
    assert "accepted" in expert.mail_about("Your answer was accepted").text
    row = next(row for row in expert.open("/topics?state=solved").main.all("li") if title in row.text)
    assert row.first(of="at-chip--ok").text == "Solved"
    eventually(lambda: title in visitor.open(f"/search?q={WORD}+torque&solved=yes").main.text, 5)


def sees(person, title, words, article):
    """On which paths a person meets an article."""
    met = set()
    for path in ("/", "/articles", f"/articles?category={article['category']}", f"/search?q={words}", "/sitemap.xml"):
        if title in (text := person.open(path).answer.text) or article["id"] in text:
            met.add(path.partition("?")[0])
    if person.open(f"/articles/{article['id']}").status == 200:
        met.add("/articles/<id>")
    for fragment in ("suggestions?q=", "similar?title="):
        if title in person.open(f"/fragments/{fragment}{words}", HX_Request="true").text:
            met.add(fragment)
    return met


def publish(author, title, body, category, audiences):
    """Write and publish an article; its id and its category's."""
    page = author.open("/staff/articles/new")
    options = page.html.first("select", name="category_id").all("option")
    chosen = next(option["value"] for option in options if option.text.strip() == category)
    labels = page.html.first(id="f-audiences").all("label")
    wanted = [label["for"].removeprefix("a-") for label in labels if label.text.startswith(tuple(audiences))]
    assert len(wanted) == len(audiences), labels
    form = page.html.form("/staff/articles/new")
    values = {"title": title, "summary": "For one season.", "body": body, "category_id": chosen}
    written = author.send(form, "publish", **values, audiences=wanted)
    assert "Published" in written.notice, written.main.text
    return {"id": written.path.rpartition("/")[2], "category": chosen}


def test_an_article_for_one_audience_is_met_by_those_inside_and_by_nobody_else(signed_in, visitor):
    title, words = "Monsoon seals kit", "quillwort"
    author, inside = signed_in("sunita"), signed_in("aiko")
    outside = {"only the category's": signed_in("ingrid"), "only its own": signed_in("mei"), "neither": visitor}
    article = publish(author, title, f"Fit the {words} gasket before June.", "Firmware", ["Asia-Pacific"])

    everywhere = {"/", "/articles", "/search", "/articles/<id>"}
    eventually(lambda: sees(inside, title, words, article) >= everywhere, 5)
    assert f"Fit the {words} gasket" in inside.open(f"/articles/{article['id']}").main.text
    assert {who: sees(person, title, words, article) for who, person in outside.items()} == dict.fromkeys(
        outside, set()
    )
    missing = outside["neither"].open("/articles/01900000-0000-7000-8000-000000000000")
    foreign = outside["neither"].open(f"/articles/{article['id']}")
    assert (foreign.status, foreign.main.first("h1").text) == (404, missing.main.first("h1").text)

    form = author.open(f"/staff/articles/{article['id']}").html.form(f"/staff/articles/{article['id']}")
    narrowed = author.send(form, "publish", audiences=[*form.fields["audiences"], "staff"])
    assert "Published" in narrowed.notice
    assert sees(inside, title, words, article) == set()
    assert sees(author, title, words, article) >= {"/articles", "/articles/<id>"}


def test_she_sees_her_other_session_and_ends_it(newcomer):
    newcomer.register("Lindiwe Sithole")
    phone = Person(newcomer.url, newcomer.email, newcomer.password, "Mozilla/5.0 (iPhone) Safari/604.1").sign_in()
    page = newcomer.open("/account")
    row = next(row for row in page.main.first("section", aria_labelledby="devices").all("li") if "iPhone" in row.text)
    (ending,) = [form for form in page.html.forms() if form.action == row.first("form")["action"]]
    with phone.listening() as heard:
        assert "Ended" in newcomer.send(ending).notice
        assert phone.open("/account").path == "/signin"
        assert heard.ended.wait(10)
    assert newcomer.open("/account").path == "/account"
    assert phone.open("/").html.all(id="bell") == []
