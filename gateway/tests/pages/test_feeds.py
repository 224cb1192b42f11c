from xml.etree import ElementTree as Xml

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SECRET = "Secret numbat"


def read(answer):
    """A feed, held to what RFC 4287 asks of it; the titles of its entries."""
    assert answer.status_code == 200 and answer.content_type == "application/atom+xml; charset=utf-8"
    feed = Xml.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    for thing in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = thing.findall(f"{ATOM}{name}")
            assert found.text
    (me,) = [link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert me.get("href") == feed.find(f"{ATOM}id").text
    for entry in feed.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}author/{ATOM}name").text
        assert entry.find(f"{ATOM}content").get("type") == "html"
        assert entry.find(f"{ATOM}link").get("href").startswith("http")
    return [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]


def links(page):
    """The feeds that a page tells readers of."""
    return [
        part.split('href="')[1].split('"')[0]
        for part in page.text.split("<link ")
        if part.startswith('rel="alternate" type="application/atom+xml"')
    ]


@pytest.mark.parametrize("path", ["/", "/articles", "/articles?category={category}"])
def test_pages_tell_of_feeds_and_those_are_valid(visitor, path):
    category = visitor.get("/articles").text.split("/articles?category=")[1].split('"')[0]
    found = links(visitor.get(path.format(category=category)))
    assert found
    for feed in found:
        assert "Clean the wombat valve" in read(visitor.get(feed))


def test_a_feed_is_a_visitors_whoever_asks(visitor, olga):
    feed = visitor.get("/feeds/articles.atom")
    assert SECRET not in feed.text
    assert olga.get("/feeds/articles.atom").data == feed.data
    assert read(visitor.get("/feeds/news.atom")) == []


def test_a_text_stands_in_a_feed_as_it_is_and_breaks_nothing(visitor):
    entry = next(Xml.fromstring(visitor.get("/feeds/articles.atom").data).iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}content").text.strip() == "<p>Rinse the wombat.</p>"


def test_a_feed_that_has_not_changed_is_not_sent_again(visitor):
    feed = visitor.get("/feeds/articles.atom")
    again = visitor.get("/feeds/articles.atom", If_None_Match=feed.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    again = visitor.get("/feeds/articles.atom", If_Modified_Since=feed.headers["Last-Modified"])
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/feeds/categories/nothing.atom", "/feeds/nothing.atom", "/feeds/"])
def test_there_is_no_feed_of_what_is_not_there(visitor, path):
    assert visitor.get(path).status_code == 404


def test_a_feed_is_called_what_its_reader_calls_it_and_its_articles_keep_their_language(visitor):
    feed = Xml.fromstring(visitor.get("/feeds/articles.atom", Accept_Language="de").data)
    assert feed.find(f"{ATOM}title").text.endswith(": Artikel") and feed.get(LANGUAGE) == "de"
    assert {entry.get(LANGUAGE) for entry in feed.iter(f"{ATOM}entry")} == {"en"}
