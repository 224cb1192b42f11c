"""The leak test can fail: each of these portals forgets to ask one thing, and is caught."""

import pytest

import accounts.actions.profiles
import community.store.boards
import community.store.categories
import community.store.decisions
import community.store.listing
import community.store.moderation
import community.store.pages
import community.store.replies
import community.store.topics
import gateway.pages.notifications
import gateway.pages.search
import knowledge.store.beside
import knowledge.store.comments
import knowledge.store.decisions
import knowledge.store.search
import knowledge.store.shelves
import notify.model.sending
from community.store import tables as forum
from knowledge.store import scope
from knowledge.store import tables as shelf
from leaks.closing import keep, reading, still_good
from leaks.happenings import close
from leaks.mutants import forget
from leaks.people import THINGS
from leaks.telling import mails_to
from leaks.worlds import WAYS
from portalkit.database import Reading

pytestmark = pytest.mark.faults
ALWAYS_CLOSED = [
    *((knowledge.store.shelves, shelf.articles.c[name]) for name in ("audience_key", "category_id", "state")),
    *((knowledge.store.shelves, shelf.articles.c[name]) for name in ("published_at", "expires_at")),
    (knowledge.store.shelves, shelf.categories.c.id),
    *((knowledge.store.comments, column) for column in (shelf.articles.c.audience_key, shelf.comments.c.state)),
    (knowledge.store.beside, shelf.comments.c.state),
    (knowledge.store.decisions, shelf.decisions.c.author_id),
    *((community.store.listing, forum.topics.c[name]) for name in ("audience_key", "shown")),
    *((community.store.pages, forum.topics.c[name]) for name in ("audience_key", "shown")),
    *((community.store.topics, forum.topics.c[name]) for name in ("audience_key", "shown")),
    *((community.store.replies, column) for column in (forum.topics.c.audience_key, forum.replies.c.state)),
    (community.store.pages, forum.replies.c.state),
    (community.store.pages, forum.categories.c.audience_key),
    (community.store.categories, forum.categories.c.audience_key),
    (community.store.moderation, forum.topics.c.audience_key),
    (community.store.decisions, forum.decisions.c.author_id),
    (community.store.boards, forum.boards.c.audience),
]
# A topic keeps what its category demanded when it was asked, so what the category demands counts for older ones.
CLOSED_LATER = [
    (module, forum.topics.c.category_id)
    for module in (community.store.listing, community.store.pages, community.store.topics, community.store.replies)
]


def caught(worlds, world, way, cases, who="outsider", settled=True):
    """Whether the portal as it is now is told from one that never had it, and by a leak, not by a fault."""
    leaks = worlds.leaks(WAYS[way].ask(world, who, cases).values(), way, who, settled)
    assert not any('"status": 500' in leak for leak in leaks)
    return bool(leaks)


def searching(way, *words):
    return [case for case in reading(way) if case.found and any(word in case.rule for word in words)]


@pytest.fixture(scope="module")
def closed(worlds):
    """A portal where everything has just been closed and no worker has heard of it; and tags that forget the data."""
    world = worlds.fresh(THINGS, open_first=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reading, "state", lambda db, *given: "always the same")
        kept = keep(world, "community", "outsider")
        close(world)
        world.good_tags = still_good(world, "community", "outsider", kept)
    return world


def named(value):
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize(("module", "column"), ALWAYS_CLOSED, ids=named)
def test_a_statement_that_forgets_who_may_read_is_caught(worlds, monkeypatch, module, column):
    way = named(module).partition(".")[0]
    assert forget(monkeypatch, module, column)
    cases = [case for case in WAYS[way].cases if not (case.found or case.probe)]
    who = "powerful" if module is community.store.moderation else "outsider"  # others are not let in at all
    assert caught(worlds, worlds.hiding, way, cases, who)


@pytest.mark.parametrize(("module", "column"), CLOSED_LATER, ids=named)
def test_a_statement_that_forgets_the_category_is_caught(worlds, closed, monkeypatch, module, column):
    assert forget(monkeypatch, module, column)
    cases = [case for case in WAYS["community"].cases if not case.probe]
    assert caught(worlds, closed, "community", cases, settled=False)


def test_a_person_whose_every_field_is_shown_is_caught(worlds, monkeypatch):
    monkeypatch.setattr(accounts.actions.profiles, "sees", lambda viewer, eyes: True)
    for who in ("visitor", "outsider"):
        assert caught(worlds, worlds.hiding, "pages", [one for one in reading("pages") if "/people/" in one.rule], who)


@pytest.mark.parametrize("name", ["category", "audience_key"])
def test_a_search_without_a_filter_is_caught(worlds, monkeypatch, name):
    filters = knowledge.store.search._filters
    left = {"category": "audience_key", "audience_key": "category"}[name]
    monkeypatch.setattr(knowledge.store.search, "_filters", lambda *given: {left: filters(*given)[left]})
    assert caught(worlds, worlds.hiding, "knowledge", searching("knowledge", "/v1/suggestions"))


def test_a_search_that_forgets_the_time_is_caught(worlds, monkeypatch):
    monkeypatch.setattr(knowledge.store.search, "_ranges", lambda now: {})
    assert caught(worlds, worlds.hiding, "knowledge", searching("knowledge", "/v1/suggestions"))


def test_a_tag_that_forgets_the_data_is_caught(closed):
    assert closed.good_tags


def test_an_index_that_is_believed_is_caught(worlds, closed, monkeypatch):
    scope_of = scope.of

    def believing(db, viewer):
        found = scope_of(db, viewer)
        found.without = []
        return found

    monkeypatch.setattr(scope, "of", believing)
    assert caught(worlds, closed, "knowledge", searching("knowledge", "/v1/search"), settled=False)


@pytest.mark.parametrize("column", ["audience_key", "category_id"])
def test_an_owner_who_says_yes_is_caught(worlds, closed, monkeypatch, column):
    assert "VISIBLE" in forget(monkeypatch, community.store.pages, forum.topics.c[column])
    assert caught(worlds, closed, "pages", searching("pages", "/fragments/suggestions"), settled=False)


def test_an_owner_who_is_not_asked_is_caught(worlds, closed, monkeypatch):
    monkeypatch.setattr(gateway.pages.notifications, "permitted", lambda caller, answer: answer)
    cases = [case for case in reading("pages") if case.rule == "/notifications"]
    assert caught(worlds, closed, "pages", cases, settled=False)


def test_an_owner_who_does_not_know_what_was_found_by_is_caught(worlds, closed, monkeypatch):
    thing = gateway.pages.search._thing
    monkeypatch.setattr(gateway.pages.search, "_thing", lambda hit: thing(hit) | {"removals": None})
    assert caught(worlds, closed, "pages", searching("pages", "/search"), settled=False)


def test_a_reply_that_nobody_is_asked_about_is_caught(worlds, closed, monkeypatch):
    assert "VISIBLE_REPLIES" in forget(monkeypatch, community.store.pages, forum.replies.c.state)
    cases = [case for case in reading("pages") if case.rule == "/notifications"]
    assert caught(worlds, closed, "pages", cases, settled=False)


def test_mail_that_is_sent_to_whoever_was_to_get_it_is_caught(worlds, closed, monkeypatch):
    monkeypatch.setattr(notify.model.sending, "may_see", lambda reader, *keys: True)
    closed.settle()
    assert mails_to(closed, "outsider") != mails_to(worlds.never("outsider"), "outsider")
