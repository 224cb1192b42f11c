import re

import pytest

from portalkit.ids import new_id

from .reading import errors, field, ids, notice


@pytest.fixture
def category(ana):
    return re.search(r'<option value="([0-9a-f-]+)"', ana.get("/topics/new").text)[1]


@pytest.fixture
def topic(ana, category):
    answer = ana.post("/topics/new", {"category_id": category, "title": "A question", "body": "With a body"})
    return answer.headers["Location"]


def test_a_question_stands_at_once_and_the_page_says_so_once(ana, visitor, category):
    sent = {"category_id": category, "title": "Koalas?", "body": "One\r\ntwo"}
    answer = ana.post("/topics/new", sent)
    assert answer.status_code == 303
    first = ana.get(answer.headers["Location"])
    assert "published" in notice(first)
    assert notice(ana.get(answer.headers["Location"])) == ""
    assert visitor.get(answer.headers["Location"]).status_code == 200


def test_what_was_typed_stays_and_the_message_stands_at_the_field(ana, category):
    page = ana.post("/topics/new", {"category_id": category, "title": "", "body": "Keep <this>"})
    assert page.status_code == 422
    assert "Keep &lt;this&gt;" in page.text
    assert 'id="e-title"' in page.text
    assert len(errors(page)) == 1


def test_the_same_form_sent_twice_counts_once(ana, topic):
    sent = {"body": "Twice?", "form_key": new_id()}
    first, second = ana.post(f"{topic}/replies", sent), ana.post(f"{topic}/replies", sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert ana.get(topic).text.count("Twice?") == 1
    other = ana.post(f"{topic}/replies", sent | {"body": "Something else"})
    assert other.headers["Location"] != first.headers["Location"]


def test_an_answer_is_accepted_by_who_asked(ana, ben, topic):
    reply = ben.post(f"{topic}/replies", {"body": "Like **this**."}).headers["Location"].partition("#reply-")[2]
    version = field(ana.get(topic), "version")
    assert ben.post(f"{topic}/accept", {"reply_id": reply, "version": version}).status_code == 403
    assert ana.post(f"{topic}/accept", {"reply_id": reply, "version": version}).status_code == 303
    assert 'id="answer"' in ben.get(topic).text


def test_the_slower_of_two_editors_sees_both_texts(ana, topic):
    page = ana.get(f"{topic}/edit")
    version = field(page, "version")
    assert ana.post(f"{topic}/edit", {"title": "T", "body": "first text", "version": version}).status_code == 303
    late = ana.post(f"{topic}/edit", {"title": "T", "body": "my late text", "version": version})
    assert late.status_code == 412
    assert "first text" in late.text
    assert "my late text" in late.text
    assert field(late, "version") != version
    again = ana.post(f"{topic}/edit", {"title": "T", "body": "both", "version": field(late, "version")})
    assert again.status_code == 303


def test_a_version_that_is_none_is_an_old_one(ana, topic):
    for version in ("", "x", '"1"', "1\r\nX: y", "-1", "9" * 400):
        assert ana.post(f"{topic}/edit", {"title": "T", "body": "b", "version": version}).status_code == 412


def test_only_who_wrote_it_can_change_it(ben, topic):
    assert ben.get(f"{topic}/edit").status_code == 403


def test_a_follower_is_told_in_the_portal_and_marks_it_as_read(portal, ana, ben, topic):
    assert ben.post(f"{topic}/follow", {"on": "1"}).status_code == 303
    assert ben.post(f"{topic}/follow", {"on": "2"}).status_code == 404
    ana.post(f"{topic}/replies", {"body": "News"})
    portal.settle()
    page = ben.get("/notifications")
    assert "Ana Example" in page.text
    assert 'data-unread="0"' not in ben.get("/fragments/bell").text
    ben.post("/notifications/read", {"until": field(page, "until")})
    assert 'data-unread="0"' in ben.get("/fragments/bell").text


def test_a_moderator_hides_a_topic_from_everybody_else_at_once(portal, olga, ana, visitor, topic):
    portal.settle()
    version = field(olga.get(f"{topic}/hide"), "version")
    assert ana.post(f"{topic}/hide", {"version": version, "reason": "Spam."}).status_code == 403
    assert olga.post(f"{topic}/hide", {"version": version, "reason": "Spam."}).status_code == 303
    assert visitor.get(topic).status_code == 404
    assert topic.removeprefix("/topics/") not in ids(visitor.get("/search?q=question"), "topics")
    assert olga.post(f"{topic}/show", {"version": str(int(version) + 1)}).status_code == 303
    assert visitor.get(topic).status_code == 200


def test_notifications_about_what_is_hidden_meanwhile_are_left_out(portal, olga, ana, ben, topic):
    ben.post(f"{topic}/follow", {"on": "1"})
    ana.post(f"{topic}/replies", {"body": "Soon gone"})
    portal.settle()
    assert topic in ben.get("/notifications").text
    olga.post(f"{topic}/hide", {"version": field(olga.get(f"{topic}/hide"), "version"), "reason": "Spam."})
    assert topic not in ben.get("/notifications").text
    assert topic not in ben.get("/fragments/bell").text


def article(olga, **more):
    page = olga.get("/staff/articles/new")
    category = re.search(r'<option value="([0-9a-f-]+)"', page.text)[1]
    sent = {"title": "Bandicoots", "summary": "", "category_id": category, "audiences": ["everyone"], "language": "en"}
    return sent | {"body": "# Dig\n\nDeep.", "product": "", "published_at": "", "do": "publish"} | more


def test_an_author_publishes_narrows_and_withdraws(portal, olga, visitor):
    answer = olga.post("/staff/articles/new", article(olga))
    assert answer.status_code == 303
    desk = answer.headers["Location"]
    page = desk.removeprefix("/staff")
    assert visitor.get(page).status_code == 200
    portal.settle()
    assert len(ids(visitor.get("/search?q=bandicoots"), "articles")) == 1
    version = field(olga.get(desk), "version")
    olga.post(desk, article(olga, audiences=["staff"], version=version, do="save"))
    assert visitor.get(page).status_code == 404
    assert ids(visitor.get("/search?q=bandicoots"), "articles") == []
    version = field(olga.get(desk), "version")
    olga.post(desk, article(olga, version=version, do="withdraw"))
    assert olga.get(page).status_code == 404


def test_a_faq_says_so_on_its_page_in_lists_and_in_search(portal, olga, visitor):
    desk = olga.post("/staff/articles/new", article(olga, title="Wombats", genre="faq")).headers["Location"]
    page = desk.removeprefix("/staff")
    portal.settle()
    assert '<option value="faq" selected>' in olga.get(desk).text
    assert "<span>FAQ</span>" in visitor.get(page).text
    assert page in visitor.get("/articles?genre=faq").text
    assert page not in visitor.get("/articles?genre=news").text
    found = visitor.get("/search?q=wombats&kind=faq").text
    assert ids(visitor.get("/search?q=wombats&kind=faq"), "articles") and "FAQ</span>" in found
    assert ids(visitor.get("/search?q=wombats&kind=news"), "articles") == []


def test_an_article_that_is_not_good_keeps_what_was_typed(olga):
    page = olga.post("/staff/articles/new", article(olga, title="", body="Long work"))
    assert page.status_code == 422
    assert "Long work" in page.text
    assert 'id="e-title"' in page.text
    page = olga.post("/staff/articles/new", article(olga, published_at="tomorrow"))
    assert page.status_code == 422
    assert 'id="e-published_at"' in page.text


def test_categories_are_made_by_who_may(ana, olga):
    made = {"of": "community", "name": "Marsupials", "description": "", "parent_id": "", "audiences": ["everyone"]}
    assert ana.post("/staff/categories/new", made).status_code == 403
    assert olga.post("/staff/categories/new", made).status_code == 303
    assert "Marsupials" in olga.get("/staff/categories").text
    wrong = olga.post("/staff/categories/new", made | {"name": ""})
    assert wrong.status_code == 422
    assert errors(wrong)
    assert olga.post("/staff/categories/new", made | {"of": "elsewhere"}).status_code == 404


def test_a_person_changes_their_name(ana):
    assert ana.post("/account", {"name": "Ana Example"}).status_code == 303
    page = ana.post("/account", {"name": ""})
    assert page.status_code == 422
    assert 'id="e-name"' in page.text


def test_an_author_compares_two_revisions_and_brings_one_back(portal, olga, visitor):
    desk = olga.post("/staff/articles/new", article(olga, title="Numbats")).headers["Location"]
    changed = article(olga, title="Numbats", body="# Dig\n\nShallow.", note="Less digging", do="save")
    olga.post(desk, changed | {"version": field(olga.get(desk), "version")})
    page = olga.get(f"{desk}/revisions").text
    assert "Less digging" in page and "Revision 2" in page
    difference = olga.get(f"{desk}/difference?older=2&newer=1").text
    assert "<del>Deep</del>" in difference and "<ins>Shallow</ins>" in difference
    restored = olga.post(f"{desk}/restore", {"number": "1", "version": field(olga.get(desk), "version")})
    assert restored.status_code == 303
    assert "Deep." in visitor.get(desk.removeprefix("/staff")).text
    assert "Restored revision 1" in olga.get(restored.headers["Location"]).text
    assert olga.post(f"{desk}/restore", {"number": "x", "version": "1"}).status_code == 404
    assert olga.get(f"{desk}/difference?older=7&newer=1").status_code == 404


@pytest.fixture
def careful(olga):
    """The id of a category in which articles need a review."""
    made = {"of": "knowledge", "name": "Careful", "description": "", "parent_id": "", "audiences": ["everyone"]}
    assert olga.post("/staff/categories/new", made | {"needs_review": "1"}).status_code == 303
    page = olga.get("/staff/categories").text
    assert "Needs a review</span>" in page
    return re.search(r'action="/staff/categories/([0-9a-f-]+)"[^>]*>(?:(?!<form).)*?value="Careful"', page, re.DOTALL)[
        1
    ]


def test_an_author_asks_a_reviewer_talks_and_approves_and_it_is_out(portal, wim, olga, visitor, careful):
    sent = article(wim, title="Quokkas", category_id=careful, note="", do="ask")
    desk = wim.post("/staff/articles/new", sent).headers["Location"]
    page, review = desk.removeprefix("/staff"), f"{desk}/review"
    assert visitor.get(page).status_code == 404
    assert 'value="publish"' not in wim.get(desk).text
    refused = wim.post(desk, sent | {"do": "publish", "version": field(wim.get(desk), "version")})
    assert refused.status_code == 409 and "Ask for one" in errors(refused)[0]
    assert review in olga.get("/staff/reviews").text and review in olga.get("/staff").text
    assert wim.post(f"{review}/approve", {"remark": "", "version": "1"}).status_code == 403
    assert olga.post(f"{review}/remarks", {"body": "How deep?", "form_key": new_id()}).status_code == 303
    assert "How deep?" in wim.get(review).text
    empty = olga.post(f"{review}/return", {"reason": "", "version": field(olga.get(review), "version")})
    assert empty.status_code == 422 and 'id="e-reason"' in empty.text
    done = olga.post(f"{review}/approve", {"remark": "Good", "version": field(olga.get(review), "version")})
    assert done.status_code == 303
    assert visitor.get(page).status_code == 200
    assert "Approved" in olga.get(review).text


def test_a_change_of_what_is_out_stands_beside_it_until_it_is_approved(portal, wim, olga, visitor, careful):
    desk = olga.post("/staff/articles/new", article(olga, title="Kowaris", category_id=careful)).headers["Location"]
    page = desk.removeprefix("/staff")
    version = field(wim.get(desk), "version")
    wim.post(desk, article(wim, title="Kowaris", category_id=careful, body="New words.", version=version, do="ask"))
    assert "Deep." in visitor.get(page).text
    assert "New words." in wim.get(desk).text and "In review" in wim.get(desk).text
    shown = olga.get(f"{desk}/review").text
    assert "<del>Deep</del>" in shown or "<del>Deep.</del>" in shown
    olga.post(f"{desk}/review/return", {"reason": "Too new", "version": field(olga.get(f"{desk}/review"), "version")})
    assert "Too new" in wim.get(f"{desk}/review").text
    portal.settle()
    told = wim.get("/notifications").text
    assert "sent back “Kowaris”" in told and "Too new" in told and f'href="{desk}/review"' in told
    assert "Kowaris" not in olga.get("/notifications").text
    assert "Deep." in visitor.get(page).text


def test_an_article_gets_an_owner_and_a_day_and_keeps_what_was_typed(portal, wim, olga):
    portal.settle()
    desk = olga.post("/staff/articles/new", article(olga, title="Potoroos")).headers["Location"]
    wims = re.search(r'<option value="([0-9a-f-]+)"[^>]*>Wim Example', olga.get(desk).text)[1]
    wrong = olga.post(f"{desk}/upkeep", {"owner_id": wims, "deputy_id": wims, "due_on": "2020-02-01"})
    assert wrong.status_code == 422 and 'id="e-deputy_id"' in wrong.text and 'value="2020-02-01"' in wrong.text
    assert olga.post(f"{desk}/upkeep", {"owner_id": wims, "deputy_id": "", "due_on": "soon"}).status_code == 422
    assert olga.post(f"{desk}/upkeep", {"owner_id": wims, "deputy_id": "", "due_on": "2020-02-01"}).status_code == 303
    assert "Potoroos" in wim.get("/staff/upkeep?which=due").text
    assert "Potoroos" not in wim.get("/staff/upkeep").text
