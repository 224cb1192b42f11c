"""Audiences, written as a tree without a script; whom they let in, and why."""

import re

import pytest

from .reading import errors, field, notice

NEW = "/staff/audiences/new"


def tree(*conditions, word="all"):
    """The fields of a rule with these conditions: (field, is or not, values)."""
    sent = {"word_r": word, "node": [f"r-{number}" for number in range(len(conditions))]}
    for number, (name, how, values) in enumerate(conditions):
        sent |= {f"field_r-{number}": name, f"is_r-{number}": how, f"values_r-{number}": values}
    return sent


def write(olga, name="Norwegians", rule=None, address=NEW, **more):
    sent = {"name": name, "description": "", "do": "save"}
    return olga.post(address, sent | (rule or tree(("country", "is", "no"))) | more)


def paths(page):
    return re.findall(r'name="node" value="(r[0-9-]*)"', page.text)


def test_an_administrator_builds_a_nested_rule_button_by_button(olga):
    first = olga.get(NEW)
    assert paths(first) == ["r-0"]
    grown = olga.post(NEW, {"name": "Kept", "do": "group:r"} | tree(("country", "is", "NO, SE")))
    assert grown.status_code == 200 and paths(grown) == ["r-0", "r-1", "r-1-0"]
    assert field(grown, "name") == "Kept" and field(grown, "values_r-0") == "NO, SE"
    sent = tree(("country", "is", "NO, SE")) | {"node": ["r-0", "r-1", "r-1-0"], "word_r-1": "none"}
    sent |= {"field_r-1-0": "partner", "values_r-1-0": "yes"}
    seen = olga.post(NEW, sent | {"name": "Kept", "do": "look"})
    assert "Country is NO or SE, and is not a partner." in seen.text
    made = olga.post(NEW, sent | {"name": "Nordic, no partners", "do": "save"})
    page = olga.get(made.headers["Location"])
    assert "None of these" in page.text and "The audience is there" in notice(page)
    assert ">4</b> people" in page.text


def test_the_count_and_the_sample_follow_while_one_writes(olga, ana):
    page = olga.post("/staff/audiences/preview", tree(("kind", "is", "staff")))
    assert page.status_code == 200 and "<html" not in page.text
    assert ">2</b> people" in page.text and "Olga Example" in page.text and "Ana Example" not in page.text
    assert "is not good here" in olga.post("/staff/audiences/preview", tree(("country", "is", "Norway"))).text
    assert "Write a condition" in olga.post("/staff/audiences/preview", tree()).text
    assert ana.post("/staff/audiences/preview", tree(("kind", "is", "staff"))).status_code == 403


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (tree(("country", "is", "Norway")), "two letters"),
        (tree(("planet", "is", "mars")), "is not a field"),
        (tree(("kind", "is", "")), "at least one condition"),
        (tree(), "at least one condition"),
        (tree(("partner", "is", "perhaps")), "true or false"),
    ],
)
def test_a_rule_that_cannot_be_is_told_of_at_its_place_and_kept(olga, rule, said):
    page = write(olga, rule=rule)
    assert page.status_code == 422 and 'id="e-rule"' in page.text and said in errors(page)[0]
    assert paths(page) == rule["node"] and field(page, "name") == "Norwegians"


def test_without_a_name_it_is_not_made(olga):
    assert 'id="e-name"' in write(olga, name="").text


def test_the_same_form_sent_twice_makes_one(olga):
    key = {"form_key": "the-same"}
    assert write(olga, "Once", **key).headers["Location"] == write(olga, "Once", **key).headers["Location"]


def test_a_changed_rule_holds_at_once_and_the_slower_is_told(portal, olga, ana):
    address = write(olga, "Changing", tree(("country", "is", "XX"))).headers["Location"]
    version = field(olga.get(f"{address}/edit"), "version")
    sent = tree(("kind", "is", "customer"))
    assert write(olga, "Changing", sent, f"{address}/edit", version=version).status_code == 303
    assert ">2</b> people" in olga.get(address).text
    late = write(olga, "Late", tree(("kind", "is", "staff")), f"{address}/edit", version=version)
    assert late.status_code == 412 and "Kind is customer." in late.text and field(late, "values_r-0") == "staff"
    again = write(olga, "Late", tree(("kind", "is", "staff")), f"{address}/edit", version=field(late, "version"))
    assert again.status_code == 303


@pytest.mark.parametrize("address", [NEW, "/staff/audiences/members/edit", "/staff/audiences/a1/edit"])
def test_only_administrators_write_rules(wim, address):
    assert wim.get(address).status_code == 403
    assert wim.post(address, {"do": "save"}).status_code in (403, 404)


def test_what_is_built_in_can_be_looked_at_and_not_changed(olga, wim):
    assert (
        "Kind is staff" in wim.get("/staff/audiences/staff").text
        or "Our own people" in wim.get("/staff/audiences/staff").text
    )
    assert "Everyone, signed in or not" in wim.get("/staff/audiences/everyone").text
    assert olga.get("/staff/audiences/members/edit").status_code == 404
    assert olga.get("/staff/audiences/a999").status_code == 404


def test_why_somebody_is_out_is_told_by_the_condition_that_decides(olga, wim):
    address = write(olga, "Swedes", tree(("country", "is", "SE"), ("kind", "is", "customer"))).headers["Location"]
    page = olga.get(f"{address}?who=ana%40customers.example").text
    assert ">Out</span>" in page and "Country is SE" in page and "<small>NO</small>" in page
    assert "Kind is customer<" not in page.partition('class="at-verdict"')[2]
    assert "Whom do you mean?" in olga.get(f"{address}?who=example").text
    assert "Nobody has an account" in olga.get(f"{address}?who=zebra").text
    assert "at-verdict" not in wim.get(f"{address}?who=ana%40customers.example").text


def test_a_retired_audience_stays_to_be_looked_at(olga):
    address = write(olga, "Short-lived").headers["Location"]
    version = field(olga.get(f"{address}/edit"), "version")
    assert olga.post(f"{address}/retire", {"version": version}).status_code == 303
    assert "Retired" in olga.get(address).text
    assert olga.get(f"{address}/edit").status_code == 404
