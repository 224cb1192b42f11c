"""What holds for every text."""

from datetime import UTC, datetime, timedelta

import pytest

from community.model.writing import clean_title, excerpt
from portalkit.errors import Invalid, Refused
from portalkit.posts import check_can_edit, clean_body, may_edit, person
from portalkit.viewer import Viewer

ANN = Viewer("ann", kind="customer")
BEN = Viewer("ben", kind="customer")
MODERATOR = Viewer("mia", kind="staff", roles=frozenset({"moderator"}))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_its_writer_can_change_a_text_for_a_day():
    assert may_edit(ANN, "ann", NOON, NOON + DAY)
    assert not may_edit(ANN, "ann", NOON, NOON + DAY + timedelta(seconds=1))


def test_nobody_else_can_but_a_moderator_always():
    assert not may_edit(BEN, "ann", NOON, NOON)
    assert may_edit(MODERATOR, "ann", NOON, NOON + 400 * DAY)


@pytest.mark.parametrize(("viewer", "slug"), [(ANN, "edit-window-over"), (BEN, "not-yours")])
def test_a_refusal_says_why(viewer, slug):
    with pytest.raises(Refused) as refused:
        check_can_edit(viewer, "ann", NOON, NOON + 2 * DAY)
    assert refused.value.slug == slug


def test_what_is_hidden_is_changed_by_moderators_alone():
    with pytest.raises(Refused) as refused:
        check_can_edit(ANN, "ann", NOON, NOON, shown=False)
    assert refused.value.slug == "hidden-already"
    check_can_edit(MODERATOR, "ann", NOON, NOON, shown=False)


def test_a_title_is_one_line():
    assert clean_title("  Why does\n it\tdrift? ") == "Why does it drift?"


@pytest.mark.parametrize("blank", [" ", "\n\n", "\t"])
def test_blank_texts_are_refused_at_their_field(blank):
    with pytest.raises(Invalid) as title:
        clean_title(blank)
    with pytest.raises(Invalid) as body:
        clean_body(blank)
    assert (list(title.value.fields), list(body.value.fields)) == (["title"], ["body"])


def test_a_body_keeps_its_indentation_and_loses_the_blank_lines_around_it():
    assert clean_body("\r\n    code\r\n\r\n") == "    code"


def test_an_excerpt_ends_between_words():
    assert excerpt("short\ntext") == "short text"
    assert excerpt("word " * 100).endswith("word…")
    assert len(excerpt("word " * 100)) <= 201


def test_a_person_who_is_not_known_yet_or_was_erased_has_a_name_all_the_same():
    assert person("x", None, None)["name"] == "A member"
    assert person("x", "", "staff") == {"id": "x", "name": "A former member", "kind": "staff"}
    assert person("x", "Ann", "customer")["name"] == "Ann"
