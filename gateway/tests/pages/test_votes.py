import pytest
from support.portal import Browser

from portalkit.ids import new_id

from ..conftest import person
from .reading import errors, ids


@pytest.fixture
def article(portal):
    """An article that olga wrote just now, for everybody."""
    olga = person("olga", "staff", "author", "moderator", "administrator")
    item = {"external_id": new_id(), "title": "Rinse the valve", "summary": "", "category": "c", "product": None}
    item |= {"language": "en", "author_id": portal.imports("accounts", "users", [olga])["olga"], "body": "Slowly."}
    item |= {"published_at": "2026-01-01T00:00:00+00:00", "updated_at": "2026-01-02T00:00:00+00:00"}
    return portal.imports("knowledge", "articles", [item | {"audiences": ["everyone"]}])[item["external_id"]]


def numbers(olga, article):
    """What the page of its editors says: how many it helped, and how many not."""
    page = olga.get(f"/staff/articles/{article}/votes").text
    return tuple(int(page.split(f"<dt>{word}</dt><dd>")[1].split("<")[0]) for word in ("Helped", "Did not"))


def test_a_visitor_is_asked_thanked_and_counted_once(visitor, olga, article):
    page = visitor.get(f"/articles/{article}").text
    assert "Did this help?" in page and "Thank you" not in page
    before = numbers(olga, article)
    for _ in range(2):
        answer = visitor.post(f"/articles/{article}/vote", {"helpful": "1"})
        assert answer.headers["Location"] == f"/articles/{article}?said=yes#helpful"
    assert "Thank you" in visitor.get(f"/articles/{article}?said=yes").text
    assert numbers(olga, article) == (before[0] + 1, before[1])
    visitor.post(f"/articles/{article}/vote", {"helpful": "0", "reason": "outdated", "text": "Other <b>menu</b>."})
    assert numbers(olga, article) == (before[0], before[1] + 1)
    assert "Other &lt;b&gt;menu&lt;/b&gt;." in olga.get(f"/staff/articles/{article}/votes").text
    assert article in ids(olga.get("/staff/upkeep?which=unhelpful"), "staff/articles")


def test_the_same_form_sent_twice_without_a_cookie_counts_once(portal, olga, article):
    for _ in range(2):
        sent = {"helpful": "1", "form_key": "the same page"}
        assert Browser(portal).post(f"/articles/{article}/vote", sent).status_code == 303
    assert numbers(olga, article) == (1, 0)


def test_a_key_that_somebody_made_up_is_none_of_ours(visitor, article):
    answer = visitor.post(f"/articles/{article}/vote", {"helpful": "1"}, Cookie=f"voter={'0' * 32}")
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303 and cookie.startswith("voter=") and "HttpOnly" in cookie


def test_what_did_not_help_needs_a_reason_and_keeps_what_was_typed(ben, article):
    page = ben.post(f"/articles/{article}/vote", {"helpful": "0", "text": "Hm & so"})
    assert (page.status_code, errors(page)) == (422, ["Choose what was missing."])
    assert "Hm &amp; so" in page.text and '<details class="at-fold at-helpful__no" open>' in page.text


def test_a_member_sees_what_they_said_and_its_author_is_not_asked(ana, olga, article):
    assert 'aria-pressed="false"' in ana.get(f"/articles/{article}").text
    ana.post(f"/articles/{article}/vote", {"helpful": "1"})
    assert 'aria-pressed="true"' in ana.get(f"/articles/{article}").text
    ana.post(f"/articles/{article}/vote", {"helpful": "0", "reason": "unclear"})
    assert "You said that it did not." in ana.get(f"/articles/{article}").text
    assert "Did this help?" not in olga.get(f"/articles/{article}").text


def test_from_one_address_few_visitors_votes_on_an_article_count_a_day(portal, olga, article):
    statuses = [Browser(portal).post(f"/articles/{article}/vote", {"helpful": "1"}).status_code for _ in range(7)]
    assert statuses == [303] * 5 + [429] * 2
    assert numbers(olga, article) == (5, 0)


def test_who_looks_after_it_is_told_and_led_to_what_was_said(portal, olga, article):
    portal.settle()
    Browser(portal).post(f"/articles/{article}/vote", {"helpful": "0", "reason": "outdated"})
    portal.settle()
    page = olga.get("/notifications").text
    assert "<b>Did not help</b> a reader" in page and f"/staff/articles/{article}/votes" in page
