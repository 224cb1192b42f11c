"""When an article can be read, and who writes it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.model.article import Article, check_can_write, check_dates, publication, shown_state
from knowledge.model.facts import article as fact
from portalkit.errors import Forbidden, Invalid
from portalkit.viewer import VISITOR, Viewer

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DRAFT = Article("1", "c", "staff", "priya", "T", "S", "B", "<p>", [], "B", None, "en", NOW, NOW)


def test_a_draft_comes_out_at_once_unless_a_time_to_come_was_given_to_it() -> None:
    assert publication(DRAFT, None, NOW) == NOW
    assert publication(replace(DRAFT, published_at=NOW + HOUR), None, NOW) == NOW + HOUR
    assert publication(replace(DRAFT, published_at=NOW - HOUR), None, NOW) == NOW
    assert publication(DRAFT, NOW + 2 * HOUR, NOW) == NOW + 2 * HOUR


def test_what_was_out_before_keeps_its_date() -> None:
    for state in ("published", "withdrawn"):
        assert publication(replace(DRAFT, state=state, published_at=NOW - HOUR), None, NOW) == NOW - HOUR


def test_what_is_published_for_later_is_shown_as_scheduled() -> None:
    assert shown_state("published", NOW + HOUR, NOW) == "scheduled"
    assert shown_state("published", NOW, NOW) == "published"
    assert shown_state("draft", NOW + HOUR, NOW) == "draft"


def test_an_article_cannot_expire_before_it_is_out() -> None:
    check_dates(NOW, NOW + HOUR)
    check_dates(None, NOW)
    with pytest.raises(Invalid):
        check_dates(NOW, NOW)


def test_only_authors_and_administrators_among_the_staff_write() -> None:
    check_can_write(Viewer("a", "staff", frozenset({"author"})))
    check_can_write(Viewer("a", "staff", frozenset({"administrator"})))
    for other in (VISITOR, Viewer("b", "staff"), Viewer("c", "customer", frozenset({"author"}))):
        with pytest.raises(Forbidden):
            check_can_write(other)


def test_a_withdrawn_article_travels_without_its_text() -> None:
    told = fact(replace(DRAFT, state="withdrawn", published_at=NOW))
    assert (told["title"], told["summary"], told["state"]) == (None, None, "withdrawn")
