"""A category can only narrow what its path demands."""

import pytest

from community.model.category import DEEPEST, demanded, new_category
from portalkit.errors import Invalid, Refused


def test_a_child_demands_what_its_parent_does_and_its_own():
    parent = new_category("p", None, "Partners", "", ["a3"])
    child = new_category("c", parent, "In Asia", "", ["a17"])
    assert (child.own_key, child.audience_key) == ("a17", "a17+a3")


def test_a_child_for_everyone_is_no_wider_than_its_parent():
    parent = new_category("p", None, "Partners", "", ["a3"])
    assert new_category("c", parent, "Talk", "", ["everyone"]).audience_key == "a3"


def test_a_category_that_says_nothing_is_for_staff():
    assert new_category("p", None, "New", "", []).audience_key == "staff"


def test_the_path_gives_order_and_depth():
    top = new_category("t", None, "Top", "", ["everyone"])
    below = new_category("b", top, "Below", "", ["everyone"])
    assert (top.path, top.depth, below.path, below.depth) == ("t", 0, "t/b", 1)


def test_the_tree_has_a_greatest_depth():
    category = None
    for level in range(DEEPEST):
        category = new_category(str(level), category, "Level", "", ["everyone"])
    with pytest.raises(Refused, match="levels deep"):
        new_category("too deep", category, "Level", "", ["everyone"])


def test_more_audiences_than_a_key_can_hold_are_refused():
    with pytest.raises(Invalid):
        demanded("+".join(f"a{n}" for n in range(1000, 1060)), "+".join(f"a{n}" for n in range(2000, 2060)))
