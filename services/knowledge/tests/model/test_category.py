"""A place in the tree, and what it demands."""

import pytest

from knowledge.model.category import MOST_DEPTH, Category, key_of, placed
from portalkit.errors import Invalid, Refused


def category(id: str, *audiences: str) -> Category:
    return Category(id, None, id.upper(), "", key_of(list(audiences)))


def test_a_category_demands_what_its_whole_path_demands() -> None:
    top = placed(category("a", "a1"), None)
    child = placed(category("b", "a2"), top)
    grandchild = placed(category("c", "everyone"), child)
    assert (top.audience_key, child.audience_key, grandchild.audience_key) == ("a1", "a1+a2", "a1+a2")
    assert grandchild.path == "a/b/c"
    assert [step["name"] for step in grandchild.trail] == ["A", "B", "C"]


def test_one_that_names_no_audience_is_for_staff() -> None:
    assert placed(category("b"), placed(category("a", "everyone"), None)).audience_key == "staff"


def test_a_category_cannot_lie_inside_itself() -> None:
    top = placed(category("a", "everyone"), None)
    child = placed(category("b", "everyone"), top)
    with pytest.raises(Refused) as refused:
        placed(top, child)
    assert refused.value.slug == "inside-itself"


def test_categories_lie_in_each_other_only_so_deep() -> None:
    at = placed(category("c0", "everyone"), None)
    for depth in range(1, MOST_DEPTH):
        at = placed(category(f"c{depth}", "everyone"), at)
    with pytest.raises(Refused) as refused:
        placed(category("too", "everyone"), at)
    assert refused.value.slug == "too-deep"


def test_a_path_cannot_demand_more_than_can_be_kept() -> None:
    with pytest.raises(Invalid):
        key_of([f"a{10**8 + number}" for number in range(50)])
    top = placed(category("a", *[f"a{10**8 + number}" for number in range(30)]), None)
    with pytest.raises(Invalid):
        placed(category("b", *[f"a{10**8 + number}" for number in range(50, 80)]), top)
