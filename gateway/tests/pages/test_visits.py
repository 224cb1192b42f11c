"""What is new since one was here before stands on the start page, and is marked in lists; for nobody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.store.tables import users

from .reading import ids, short

NEW, REPLIES = ">New</span>", ">New replies</span>"


@pytest.fixture
def away(portal):
    """Let somebody's last page be an hour old."""

    def go(email):
        with portal.apps["accounts"].extensions["database"].transaction(counted=False) as tx:
            seen = users.update().where(users.c.email == email)
            tx.execute(seen.values(seen_at=datetime.now(UTC) - timedelta(hours=1), last_visit_at=None))

    return go


def publish(olga, title, audience="everyone"):
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    sent = {"title": title, "category_id": category, "audiences": audience, "body": "Text.", "language": "en"}
    olga.post("/staff/articles/new", sent | {"do": "publish"})


def ask(ana, title):
    category = re.search(r'<option value="([0-9a-f-]{36})"', ana.get("/topics/new").text)[1]
    sent = {"title": title, "body": "What is it?", "category_id": category, "kind": "question"}
    return short(ana.post("/topics/new", sent).headers["Location"])


def row(page, address):
    """The row of a list that leads to `address`."""
    return next(each for each in page.text.split("<li>") if f'href="{address}' in each)


def block(page):
    """The lines of what is new, if they are there."""
    found = re.search(r'<section aria-labelledby="since">.*?</section>', page.text, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_what_came_since_is_told_and_marked_until_the_visit_ends(visitor, ana, ben, olga, away):
    assert block(ben.get("/")) == ""
    away("ben@customers.example")
    publish(olga, "Descale the bilby pump")
    publish(olga, "Not for customers", "staff")
    topic = ask(ana, "Where is the bilby valve?")
    for _ in range(2):
        page = ben.get("/")
        assert "1 new article" in block(page) and page.text.count(NEW) == 1
        assert ben.get("/articles").text.count(NEW) == 1
        assert ben.get("/topics").text.count(NEW) == 1
    assert ids(ben.get("/topics?state=new"), "topics") == [topic.removeprefix("/topics/")]
    page = visitor.get("/")
    assert block(page) == "" and NEW not in page.text + visitor.get("/articles").text + visitor.get("/topics").text
    assert visitor.get("/topics?state=new").headers["Location"].startswith("/signin?")


def test_of_what_one_asked_oneself_only_the_replies_are_new(ana, ben, away):
    topic = ask(ana, "Does the quoll hum?")
    away("ana@customers.example")
    own = ask(ana, "Does the quoll sing?")
    ben.post(f"{topic}/replies", {"body": "It does."})
    page = ana.get("/topics?state=new")
    assert (REPLIES in row(page, topic), NEW in row(page, topic)) == (True, False)
    assert (REPLIES in row(page, own), NEW in row(page, own)) == (False, False)


def test_the_page_that_a_browser_has_holds_until_the_next_visit(ben, away):
    ben.get("/topics")  # it may still have to say what ben did last
    tag = ben.get("/topics").headers["ETag"]
    assert ben.get("/topics", If_None_Match=tag).status_code == 304
    away("ben@customers.example")
    assert ben.get("/topics", If_None_Match=tag).status_code == 200


def test_who_came_back_to_nothing_new_reads_that(portal, ben):
    with portal.apps["accounts"].extensions["database"].transaction(counted=False) as tx:
        tx.execute(users.update().values(last_visit_at=datetime.now(UTC), seen_at=datetime.now(UTC)))
    assert "No new article" in block(ben.get("/"))
    assert "Nothing new since your last visit" in ben.get("/topics?state=new").text
