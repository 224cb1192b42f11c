"""When somebody was here before: said of people, not of browsers, and only of pages that they opened."""

from datetime import datetime, timedelta

import pytest

SOON = timedelta(minutes=1)  # the clock goes on by itself, too


@pytest.fixture
def session(service, ingrid):
    return service.sign_in().json["session"]


def last_visit(service, session, visiting=True):
    """When the visit before this one ended, as the gateway is told."""
    told = service.door("whoami", session=session, visiting=visiting).json["last_visit_at"]
    return told and datetime.fromisoformat(told)


def test_on_the_first_visit_there_was_none_before(service, session, clock):
    assert last_visit(service, session) is None
    clock.move(minutes=29)
    assert last_visit(service, session) is None


def test_after_half_an_hour_without_a_page_the_visit_is_over_and_the_next_one_knows_when(service, session, clock):
    ended = clock()
    clock.move(minutes=30)
    assert ended - SOON < last_visit(service, session) <= ended


def test_what_was_said_holds_as_long_as_the_visit_lasts(service, session, clock):
    ended = clock()
    clock.move(hours=5)
    for _ in range(4):
        assert ended - SOON < last_visit(service, session) <= ended
        clock.move(minutes=25)
    assert ended - SOON < last_visit(service, session) <= ended


def test_what_a_page_fetches_by_itself_is_no_visit(service, session, clock):
    ended = clock()
    clock.move(hours=3)
    assert ended - SOON < last_visit(service, session, visiting=False) <= ended
    clock.move(hours=5)
    assert ended - SOON < last_visit(service, session) <= ended


def test_a_visit_goes_on_in_another_browser_and_after_signing_out(service, session, clock):
    ended = clock()
    clock.move(hours=1)
    before = last_visit(service, session)
    service.door("sign-out", session=session)
    other = service.sign_in().json["session"]
    assert ended - SOON < last_visit(service, other) == before <= ended


def test_the_version_changes_with_it_and_only_then(service, session, clock):
    first = service.whoami(session)["version"]
    clock.move(minutes=31)
    second = service.door("whoami", session=session, visiting=True).json["version"]
    clock.move(minutes=5)
    assert first != second == service.whoami(session)["version"]
