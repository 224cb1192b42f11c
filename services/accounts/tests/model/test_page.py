"""Who sees which field of a person."""

from datetime import UTC, datetime

import pytest

from accounts.model.page import ON_PAGE, chosen_anew, knows_all, sees, visible_to
from accounts.model.user import User
from portalkit.viewer import VISITOR, Viewer

PERSON = User("p", "Ingrid", "ingrid@x.example", datetime(2026, 1, 1, tzinfo=UTC))
MEMBER = Viewer("m", "customer")
STAFF = Viewer("s", "staff", frozenset({"moderator", "author"}))
ADMINISTRATOR = Viewer("a", "staff", frozenset({"administrator"}))
PRETENDER = Viewer("x", "customer", frozenset({"administrator"}))


def test_staff_alone_sees_what_nobody_chose():
    assert visible_to({}) == dict.fromkeys(ON_PAGE, "staff")


def test_what_goes_back_to_staff_is_not_kept():
    assert chosen_anew({"phone": "members", "country": "everyone"}, {"phone": "staff"}) == {"country": "everyone"}


def test_oneself_and_administrators_know_all():
    others = (VISITOR, MEMBER, STAFF, PRETENDER, Viewer("p", "gateway"))
    assert [knows_all(each, PERSON) for each in (ADMINISTRATOR, Viewer("p", "customer"))] == [True, True]
    assert not any(knows_all(each, PERSON) for each in others)


@pytest.mark.parametrize(
    ("eyes", "seen"), [("staff", []), ("members", [MEMBER, STAFF]), ("everyone", [VISITOR, MEMBER, STAFF])]
)
def test_a_field_is_for_whose_eyes_it_is(eyes, seen):
    assert [each for each in (VISITOR, MEMBER, STAFF) if sees(each, eyes)] == seen
