import re

from .reading import ids, missing, notice
from .test_community import ask


def test_articles_and_topics_are_saved_found_again_and_removed(visitor, ana):
    (article,), (topic,) = ids(visitor.get("/articles"), "articles"), ids(visitor.get("/topics"), "topics")
    assert ana.post(f"/articles/{article}/save", {"on": "1"}).headers["Location"] == f"/articles/{article}"
    page = ana.get(f"/articles/{article}")
    assert 'aria-pressed="true"' in page.text and notice(page).startswith("Saved.")
    ana.post(f"/topics/{topic}/save", {"on": "1"})
    page = ana.get("/saved")
    assert (ids(page, "articles"), ids(page, "topics")) == ([article], [topic])
    assert ids(ana.get("/saved?kind=topic"), "articles") == []
    answer = ana.post(f"/articles/{article}/save", {"on": "0", "back": "/saved?kind=article"})
    assert answer.headers["Location"] == "/saved?kind=article"
    assert "Nothing of this kind saved" in ana.get("/saved?kind=article").text
    ana.post(f"/topics/{topic}/save", {"on": "0", "back": "//evil.example"})
    assert "Nothing saved" in ana.get("/saved").text


def pressed(page):
    """What the form that saves a topic would send, and whether its button is pressed."""
    return re.search(r'/save">.*?name="on" value="(\d)"><button[^>]*aria-pressed="(\w+)"', page.text).groups()


def test_a_topics_page_shows_whether_one_saved_it(visitor, ana, ben):
    (topic,) = ids(visitor.get("/topics"), "topics")
    ana.post(f"/topics/{topic}/save", {"on": "1"})
    assert pressed(ana.get(f"/topics/{topic}")) == ("0", "true")
    assert pressed(ben.get(f"/topics/{topic}")) == ("1", "false")
    assert f"/topics/{topic}/save" not in visitor.get(f"/topics/{topic}").text
    ana.post(f"/topics/{topic}/save", {"on": "0"})
    assert pressed(ana.get(f"/topics/{topic}")) == ("1", "false")


def test_a_topic_that_was_asked_just_now_is_not_saved_yet(ana):
    page = ana.get(ask(ana, title="Which lid?").headers["Location"])
    assert pressed(page) == ("1", "false") and missing(page) == set()


def test_what_is_not_there_cannot_be_saved_and_a_visitor_signs_in_first(visitor, ana):
    assert ana.post("/topics/nothing/save", {"on": "1"}).status_code == 404
    assert ana.post("/articles/nothing/save", {"on": "1"}).status_code == 404
    assert visitor.get("/saved").headers["Location"] == "/signin?next=/saved"


def test_subjects_that_one_saved_stand_first_on_the_start_page(visitor, ana):
    (category,) = set(re.findall(r'href="/articles\?category=([0-9a-f-]{36})"', visitor.get("/articles").text))
    shelf = f"/articles?category={category}"
    assert ana.post(f"/categories/{category}/save", {"on": "1"}).headers["Location"] == shelf
    assert 'aria-pressed="true"' in ana.get(shelf).text
    assert "For you" in ana.get("/").text and "For you" not in visitor.get("/").text
    assert f'href="{shelf}"' in ana.get("/saved?kind=category").text
    ana.post(f"/categories/{category}/save", {"on": "0", "back": "/saved"})
    assert "For you" not in ana.get("/").text
