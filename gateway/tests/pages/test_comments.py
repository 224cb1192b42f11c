"""Commenting, changing and deleting it, reporting and hiding, as a browser without scripts meets them."""

import re

import pytest

from .reading import errors, field, notice
from .test_moderation import follow


@pytest.fixture
def article(visitor):
    """The newest article that everybody reads; its address."""
    return re.search(r'href="(/articles/[0-9a-f-]{36})', visitor.get("/articles").text)[1]


def comment_of(page):
    """The address of the last comment on a page."""
    return "/comments/" + re.findall(r'id="comment-([0-9a-f-]{36})"', page.text)[-1]


def test_a_comment_is_written_previewed_changed_and_deleted(ana, ben, visitor, article):
    assert f'href="/signin?next={article}-clean-the-wombat-valve%23comments"' in visitor.get(article).text
    empty = ana.post(f"{article}/comments", {"body": " ", "do": ""})
    assert empty.status_code == 422 and errors(empty) == ["Write something."]
    looked = ana.post(f"{article}/comments", {"body": "Shake *twice*.", "do": "look"})
    assert looked.status_code == 200 and "<em>twice</em>" in looked.text
    done = follow(ana, ana.post(f"{article}/comments", {"body": "Shake *twice*.", "do": ""}))
    assert notice(done) == "Your comment is published." and "Shake <em>twice</em>." in ben.get(article).text
    path = comment_of(done)
    assert "Shake *twice*." in ana.get(f"{path}/edit").text and ben.get(f"{path}/edit").status_code == 403
    saved = follow(ana, ana.post(f"{path}/edit", {"body": "Shake once.", "version": "1", "do": ""}))
    assert "Shake once." in saved.text and "What it said before" in ana.get(f"{path}/history").text
    late = ana.post(f"{path}/edit", {"body": "Never.", "version": "1", "do": ""})
    assert late.status_code == 412 and "Shake once." in late.text and "Never." in late.text
    gone = follow(ana, ana.post(f"{path}/delete", {}))
    assert notice(gone).startswith("Deleted") and "Shake" not in ben.get(article).text


def test_a_reported_comment_is_hidden_from_the_queue_and_its_writer_is_told_why(portal, ana, ben, olga, article):
    path = comment_of(follow(ana, ana.post(f"{article}/comments", {"body": "Buy shoes.", "do": ""})))
    assert f'href="{path}/report"' not in ana.get(article).text and f'href="{path}/report"' in ben.get(article).text
    assert errors(ben.post(f"{path}/report", {"reason": "", "note": "Sells."})) == ["Choose what is wrong with it."]
    thanks = follow(ben, ben.post(f"{path}/report", {"reason": "spam", "note": "It sells."}))
    assert notice(thanks).startswith("Thank you")
    queue = olga.get("/staff/moderation").text
    assert "Buy shoes." in queue and "It sells." in queue
    assert ben.get(f"{path}/hide").status_code == 403 and ben.post(f"{path}/hide", {"reason": "x"}).status_code == 403
    version = re.search(r'name="version" value="(\d+)"', olga.get(f"{path}/hide?back=queue").text)[1]
    hidden = olga.post(f"{path}/hide", {"reason": "No adverts.", "back": "queue", "version": version})
    assert hidden.headers["Location"] == "/staff/moderation" and "Buy shoes." not in ben.get(article).text
    assert "Hidden: only staff and who wrote it see this comment. No adverts." in ana.get(article).text
    portal.settle()
    told = ana.get("/notifications").text
    assert "hid your comment on" in told and 'href="/comments/decisions/' in told and "Olga" not in told
    shown = follow(olga, olga.post(f"{path}/show", {"version": str(int(version) + 1)}))
    assert notice(shown) == "Shown again." and "Buy shoes." in ben.get(article).text
    ben.post(f"{path}/report", {"reason": "rude", "note": ""})
    dismissed = follow(olga, olga.post(f"{path}/dismiss", {}))
    assert notice(dismissed).startswith("Dismissed") and "Buy shoes." not in dismissed.text


def test_who_commented_appeals_once_beside_the_decision_and_a_moderator_judges(portal, ana, ben, olga, article):
    path = comment_of(follow(ana, ana.post(f"{article}/comments", {"body": "Buy *shoes*.", "do": ""})))
    page = olga.get(f"{path}/hide")
    assert "is told this, and can appeal once." in page.text
    olga.post(f"{path}/hide", {"reason": "No adverts.", "back": "", "version": field(page, "version")})
    told = re.search(r'href="(/comments/decisions/[0-9a-f-]+)"', ana.get(article).text)[1]
    assert ben.get(told).status_code == 404 and "No adverts." in ana.get(told).text
    assert ana.post(f"{told}/appeal", {"text": " "}).status_code == 422
    page = follow(ana, ana.post(f"{told}/appeal", {"text": "They are water shoes."}))
    assert "They are water shoes." in page.text and f'action="{told}/appeal"' not in page.text
    queue = olga.get("/staff/moderation").text
    assert "They are water shoes." in queue and f'href="{told}">Decide' in queue and "Nobody appeals" not in queue
    assert "Appeals about comments" in olga.get("/staff").text
    judged = {"outcome": "upheld", "reason": " ", "version": field(olga.get(told), "version")}
    assert ana.post(f"{told}/judge", judged).status_code == 403
    assert olga.post(f"{told}/judge", judged).status_code == 422
    done = follow(olga, olga.post(f"{told}/judge", judged | {"reason": "They are shoes."}))  # nobody else could
    assert notice(done) == "It stays hidden. Who wrote it is told." and told not in done.text
    portal.settle()
    assert "stays hidden, as a second moderator decided" in ana.get("/notifications").text
    assert "They are shoes." in ana.get(told).text and "left it hidden" in ana.get(f"{path}/history").text


def test_an_author_closes_an_article_to_comments(ana, olga, article):
    page = olga.get(f"/staff{article}")
    version = re.search(r'name="version" value="(\d+)"', page.text)[1]
    category = re.search(r'<option value="([0-9a-f-]{36})" selected', page.text)[1]
    sent = {"title": "T", "summary": "S", "body": "B", "category_id": category, "audiences": "everyone"}
    sent |= {"language": "en", "product": "", "genre": "article", "version": version, "do": "save"}
    assert follow(olga, olga.post(f"/staff{article}", sent | {"commentable": "0"})).status_code == 200
    closed = ana.get(article).text
    assert "This article takes no more comments." in closed and f'action="{article}/comments"' not in closed
    assert ana.post(f"{article}/comments", {"body": "Late.", "do": ""}).status_code == 409
