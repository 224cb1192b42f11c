"""The tree of a rule in a form: read back as it was shown, and changed by its buttons without a script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from accounts.model.rule import Traits, compiled
from gateway.rule_draft import Condition, Group, blank, draft_of, paths, read_draft

LEAVES = st.one_of(
    st.lists(st.sampled_from(["NO", "DE", "AT"]), min_size=1, unique=True).map(lambda v: {"country": v}),
    st.lists(st.booleans(), min_size=1, unique=True).map(lambda v: {"partner": v}),
    st.lists(st.sampled_from(["heron", 'a "b", c', "x,y"]), min_size=1, unique=True).map(lambda v: {"products": v}),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda v: {"all": v}),
        st.lists(inner, min_size=1, max_size=3).map(lambda v: {"any": v}),
        inner.map(lambda v: {"not": v}),
    ),
    max_leaves=8,
)
PEOPLE = [
    Traits("customer", [], None, {"country": country, "partner": partner, "products": products})
    for country in ("NO", "DE", None)
    for partner in (True, False)
    for products in ([], ["heron"], ['a "b", c', "x,y"])
]


def form_of(draft, do=""):
    """What a browser sends of a draft that is shown to it."""
    sent = MultiDict([("word_r", draft.word), ("do", do)])
    for path, part in paths(draft):
        sent.add("node", path)
        if isinstance(part, Group):
            sent[f"word_{path}"] = part.word
        else:
            sent[f"field_{path}"], sent[f"is_{path}"] = part.field, "not" if part.turned else "is"
            sent[f"values_{path}"] = part.text
    return sent


@settings(deadline=None)  # what is slow here is the machine, when others use it
@given(RULES)
def test_a_rule_comes_back_from_its_form_with_the_same_meaning(rule):
    draft = draft_of(rule)
    read = read_draft(form_of(draft))
    assert read == draft
    before, after = compiled(rule), compiled(read.rule())
    assert [before(one) for one in PEOPLE] == [after(one) for one in PEOPLE]


def edited(draft, *acts):
    for do in acts:
        draft = read_draft(form_of(draft, do))
    return draft


def test_buttons_add_and_remove_conditions_and_groups_and_keep_the_rest():
    draft = edited(Group("all", [Condition("country", text="de, at")]), "group:r", "condition:r-1", "condition:r")
    assert [path for path, _ in paths(draft)] == ["r-0", "r-1", "r-1-0", "r-1-1", "r-2"]
    assert draft.rule() == {"all": [{"country": ["DE", "AT"]}]}
    assert [path for path, _ in paths(edited(draft, "remove:r-1"))] == ["r-0", "r-1"]


@pytest.mark.parametrize("do", ["remove:r", "remove:r-9", "group:r-0", "condition:x", "dance:r", "", ":::"])
def test_a_button_that_is_none_changes_nothing(do):
    assert edited(blank(), do) == blank()


def test_what_is_no_tree_is_left_out():
    sent = MultiDict([("node", "r-0"), ("node", "r-0"), ("node", "r-5-1"), ("node", "q"), ("node", "")])
    sent["values_r-0"] = "staff"
    assert read_draft(sent).rule() == {"all": [{"kind": ["staff"]}]}


def test_what_is_not_written_yet_is_left_out_of_the_rule():
    draft = Group("any", [Condition("country"), Group("none", [Condition("grade", text=" , ")])])
    assert draft.rule() is None
