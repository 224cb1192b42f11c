import re

import pytest

from .reading import ids

PUBLIC = ["/", "/search", "/articles", "/topics", "/signin", "/register", "/forgot", "/docs", "/dev/mail"]
MEMBERS = ["/account", "/topics/new", "/notifications", "/topics?state=mine", "/topics?state=followed"]
STAFF = ["/staff", "/staff/articles", "/staff/articles/new", "/staff/categories", "/staff/audiences"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_opens_every_public_page(visitor, path):
    page = visitor.get(path)
    assert page.status_code == 200
    assert "</html>" in page.text


@pytest.mark.parametrize("path", MEMBERS + STAFF)
def test_a_visitor_is_led_to_the_door_and_back(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/signin?next=/")


@pytest.mark.parametrize("path", PUBLIC[:4] + MEMBERS)
def test_a_member_opens_their_pages(ana, path):
    page = ana.get(path)
    assert page.status_code == 200
    assert "Ana Example" in page.text
    assert page.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", STAFF)
def test_the_staffs_pages_are_for_staff(ana, olga, path):
    assert olga.get(path).status_code == 200
    assert ana.get(path).status_code == 403


def test_lists_lead_to_things_and_things_come_with_their_text(visitor):
    (article,) = ids(visitor.get("/articles"), "articles")
    (topic,) = ids(visitor.get("/topics"), "topics")
    assert "Rinse the wombat." in visitor.get(f"/articles/{article}").text
    assert "<em>drips</em>" in visitor.get(f"/topics/{topic}").text


def test_search_finds_articles_and_topics_with_what_was_found_marked(visitor):
    page = visitor.get("/search?q=wombat")
    assert len(ids(page, "articles")) == 1
    assert len(ids(page, "topics")) == 1
    assert "<mark>" in page.text
    assert ids(visitor.get("/search?q=wombat&kind=topic"), "articles") == []


def test_a_mistyped_word_is_found_and_the_page_says_what_may_have_been_meant(visitor):
    page = visitor.get("/search?q=wombta+valve")
    assert len(ids(page, "articles")) == 1
    assert 'Did you mean <a href="/search?q=wombat+valve">wombat valve</a>?' in page.text
    assert "Did you mean" not in visitor.get("/search?q=wombat+valve").text


def test_what_one_may_not_read_is_found_nowhere_and_is_not_there(visitor, ana, olga):
    page = olga.get("/staff/articles")
    secret = re.search(r'/staff/articles/([0-9a-f-]{36})">Secret numbat', page.text)[1]
    for reader in (visitor, ana):
        foreign, absent = reader.get(f"/articles/{secret}"), reader.get(f"/articles/{'0' * 8}{secret[8:]}")
        assert (foreign.status_code, absent.status_code) == (404, 404)
        assert ids(reader.get("/search?q=numbat"), "articles") == []
        assert "Did you mean" not in reader.get("/search?q=numbta").text
        assert "Secret" not in reader.get("/search?q=numbat").text + reader.get("/fragments/suggestions?q=numb").text
        assert secret not in reader.get("/articles").text + reader.get("/sitemap.xml").text
    assert olga.get(f"/articles/{secret}").status_code == 200
    assert secret in olga.get("/search?q=numbat").text
    assert "Did you mean" in olga.get("/search?q=numbta").text


def test_the_sitemap_is_a_visitors_whoever_asks(visitor, olga):
    assert visitor.get("/sitemap.xml").data == olga.get("/sitemap.xml").data
    assert visitor.get("/sitemap.xml").text.count("<loc>") == 5


@pytest.mark.parametrize("path", ["/topics/nothing", "/articles/nothing", "/nothing", "/static/../app.py", "/topics//"])
def test_what_is_not_there_is_said_on_a_page_with_a_number(visitor, path):
    page = visitor.get(path)
    assert page.status_code == 404
    assert page.headers["X-Request-ID"] in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/topics?cursor=bent", 400),
        ("/topics?category=nothing", 404),
        ("/topics?state=bent", 200),
        ("/articles?unknown=1&category=", 200),
        ("/search?q=" + "x" * 2000, 200),
        ("/search?q=%00%FF&kind=bent&sort=bent&cursor=bent", 400),
        ("/search?q=%22%29%28%5B*%3A", 200),
        ("/topics/%00", 404),
        ("/topics/" + "x" * 3000, 404),
        ("/dev/mail/999999999999999999999999", 404),
        ("/verify?token=bent", 200),
        ("/unsubscribe/bent", 200),
    ],
)
def test_a_bent_address_is_answered_with_words_never_with_a_fault(visitor, path, status):
    assert visitor.get(path).status_code == status


def test_fragments_hold_only_their_part(visitor, ana):
    for reader, path in ((visitor, "/fragments/recent-topics"), (visitor, "/fragments/suggestions?q=womb")):
        part = reader.get(path, HX_Request="true")
        assert part.status_code == 200
        assert "<html" not in part.text
        assert "ombat" in part.text
    assert "data-unread" in ana.get("/fragments/bell", HX_Request="true").text
    refused = visitor.get("/fragments/bell", HX_Request="true")
    assert (refused.status_code, refused.data) == (401, b"")


def test_similar_questions_are_shown_while_one_writes(ana):
    assert "Why does the wombat drip?" in ana.get("/fragments/similar?title=wombat").text
    assert ana.get("/fragments/similar?title=").text.strip() == ""


def test_a_page_that_has_not_changed_is_not_sent_again(visitor, ana):
    for reader in (visitor, ana):
        page = reader.get("/topics")
        again = reader.get("/topics", If_None_Match=page.headers["ETag"])
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == page.headers["ETag"]
        other = reader.get("/topics?state=open", If_None_Match=page.headers["ETag"])
        assert other.status_code == 200


def test_nobody_holds_a_tag_of_anothers_page(visitor, ana, ben):
    tags = {reader.get("/topics").headers["ETag"] for reader in (visitor, ana, ben)}
    assert len(tags) == 3


def test_a_change_gives_the_page_another_tag(visitor, ana, portal):
    before = visitor.get("/topics").headers["ETag"]
    category = re.search(r'<option value="([0-9a-f-]+)"', ana.get("/topics/new").text)[1]
    assert ana.post("/topics/new", {"category_id": category, "title": "New", "body": "x"}).status_code == 303
    after = visitor.get("/topics", If_None_Match=before)
    assert after.status_code == 200
    assert after.headers["ETag"] != before


def test_search_is_never_kept_by_anybody(visitor):
    page = visitor.get("/search?q=wombat")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert "ETag" not in page.headers


def test_the_chosen_theme_comes_with_the_page(visitor):
    assert visitor.post("/theme", {"theme": "dark", "back": "/topics"}).headers["Location"] == "/topics"
    assert 'data-bs-theme="dark"' in visitor.get("/").text
    visitor.post("/theme", {"theme": "system", "back": "//evil.example"})
    assert "data-bs-theme" not in visitor.get("/").text


def test_mails_can_be_read_where_nothing_sends_them(portal, visitor):
    visitor.post("/forgot", {"email": "ana@customers.example"})
    portal.settle()
    number = re.search(r'href="/dev/mail/(\d+)"', visitor.get("/dev/mail").text)[1]
    assert "ana@customers.example" in visitor.get(f"/dev/mail/{number}").text
    html = visitor.get(f"/dev/mail/{number}/html")
    assert html.headers["Content-Security-Policy"].startswith("sandbox")
