"""Audiences, written as a tree without a script; whom they let in, and why."""

import re

import pytest

from .reading import errors, field, notice, short

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


def ask(olga, category, **more):
    """A topic's address."""
    sent = {"category_id": category, "title": "Who reads this?", "body": "Me."} | more
    return short(olga.post("/topics/new", sent).headers["Location"])


def category_of(olga, tree, name, audience, inside=""):
    """The id of a new category that demands an audience."""
    sent = {"of": tree, "name": name, "description": "", "parent_id": inside, "audiences": [audience]}
    assert olga.post("/staff/categories/new", sent).status_code == 303
    page = olga.get("/staff/categories").text
    return re.search(rf'action="/staff/categories/([0-9a-f-]+)"(?:(?!</form>).)*value="{name}"', page, re.S)[1]


@pytest.fixture
def nordic(olga):
    """The id of an audience of those in Norway."""
    return write(olga, "Nordic").headers["Location"].rpartition("/")[2]


def test_who_can_see_an_article_is_told_with_what_its_category_demands(olga, wim, nordic):
    shelf = category_of(olga, "knowledge", "Fjords", nordic)
    below = category_of(olga, "knowledge", "Deep fjords", "members", shelf)
    written = {"title": "Depths", "body": "Deep.", "category_id": below, "audiences": ["staff"], "language": "en"}
    article = olga.post("/staff/articles/new", written | {"do": "save"}).headers["Location"].rpartition("/")[2]
    page = olga.get(f"/staff/reach/article/{article}")
    assert ">2</b> people" in page.text and "Olga Example" in page.text and "Ana Example" not in page.text
    assert "Demanded by itself" in page.text and page.text.count("Demanded by its category") == 2
    assert f'href="/staff/reach/article/{article}"' in olga.get(f"/staff/articles/{article}").text
    why = olga.get(f"/staff/reach/article/{article}?who=ana%40customers.example").text
    assert "Can’t see it" in why and "Kind is staff" in why and "<small>customer</small>" in why
    assert "demanded by itself" in why and "demanded by its category" in why
    assert "at-verdict" not in wim.get(f"/staff/reach/article/{article}?who=ana").text
    assert ">2</b> people" not in olga.get(f"/staff/reach/category/{shelf}").text
    assert "Demanded by its category" in olga.get(f"/staff/reach/category/{below}").text


def test_who_can_see_a_topic_is_told_by_its_place(olga, ana, wim, nordic):
    forum = category_of(olga, "community", "Fjord talk", nordic)
    topic = ask(olga, forum)
    page = olga.get(f"/staff/reach{topic.replace('/topics', '/topic')}?who=ana%40customers.example").text
    assert "Can see it" in page and "Country is NO" in page
    assert "Nordic" in olga.get(f"/staff/reach/forum/{forum}").text
    assert olga.get("/staff/reach/topic/none").status_code == 404
    assert olga.get("/staff/reach/planet/none").status_code == 404
    assert ana.get(f"/staff/reach{topic.replace('/topics', '/topic')}").status_code == 403


def test_what_everyone_reads_is_for_everyone(olga):
    (article,) = re.findall(
        r'href="/staff/articles/([0-9a-f-]{36})">Clean the wombat', olga.get("/staff/articles").text
    )
    assert "Everyone, signed in or not" in olga.get(f"/staff/reach/article/{article}").text


def test_an_audience_in_use_says_what_uses_it_before_it_goes(olga, nordic):
    shelf = category_of(olga, "knowledge", "Lakes", nordic)
    written = {"title": "Lake", "body": "L.", "category_id": shelf, "audiences": [nordic], "language": "en"}
    olga.post("/staff/articles/new", written | {"do": "save"})
    page = olga.get(f"/staff/audiences/{nordic}")
    assert "Lakes" in page.text and "Articles that demand it themselves" in page.text
    version = {"version": "1"}
    refused = olga.post(f"/staff/audiences/{nordic}/retire", version)
    assert refused.status_code == 422
    assert errors(refused) == ["It is in use: the categories “Lakes” and 1 article. Nobody could read them."]
    assert olga.post(f"/staff/audiences/{nordic}/retire", version | {"anyway": "1"}).status_code == 303
    assert "Nobody is in all of it now" in olga.get(f"/staff/reach/category/{shelf}").text
