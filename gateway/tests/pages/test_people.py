"""People and roles, as an administrator looks after them."""

import re

import pytest
from support.portal import Browser

from .reading import errors, field, notice

PASSWORD = "plums grow on mountain roads"


def person(olga, name):
    """The address of somebody's page."""
    return re.search(r'href="(/staff/people/[0-9a-f-]{36})"', olga.get(f"/staff/people?text={name}").text)[1]


def change(olga, address, what, **sent):
    """Send one of the forms of a person's page, as it stands there."""
    page = olga.get(address)
    return olga.post(f"{address}/{what}", {"version": field(page, "version"), **sent})


def known(**more):
    return (
        {"kind": "customer", "organisation": "Example", "country": "NO", "region": "", "partner": "0"}
        | {
            "products": "",
            "grade": "",
            "custom": "",
        }
        | more
    )


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("text=ana", "Ana Example", "Ben Example"),
        ("text=%40staff.example", "Olga Example", "Ana Example"),
        ("role=moderator", "Olga Example", "Wim Example"),
        ("state=suspended", "Nobody like that", "Ana Example"),
        ("role=nonsense&state=nonsense", "Ana Example", "Nobody like that"),
    ],
)
def test_people_are_found_by_name_address_role_and_state(olga, query, there, absent):
    page = olga.get(f"/staff/people?{query}").text.partition("<main")[2]
    assert there in page and absent not in page


@pytest.mark.parametrize("who", ["ana", "wim"])
def test_only_administrators_see_people(request, who):
    browser = request.getfixturevalue(who)
    assert browser.get("/staff/people").status_code == 403
    assert browser.post("/staff/people/x/roles", {"roles": "administrator"}).status_code == 403
    assert "/staff/people" not in browser.get("/staff").text


def test_what_rules_know_is_kept_and_audiences_follow_at_once(olga):
    address = person(olga, "ben@")
    sent = known(country="de", products='heron-300, "probe, long"', grade="gold", custom="desk: north\n\nshift : late")
    assert change(olga, address, "known", **sent).status_code == 303
    page = olga.get(address)
    assert field(page, "country") == "DE" and "heron-300, &#34;probe, long&#34;" in page.text
    assert "desk: north\nshift: late" in page.text
    assert change(olga, address, "known", **known()).status_code == 303


def test_what_makes_no_sense_stays_with_a_message_at_its_field(olga):
    address = person(olga, "ben@")
    page = change(olga, address, "known", **known(custom="north"))
    assert page.status_code == 422 and "“north” is no line" in errors(page)[0] and ">\nnorth</textarea>" in page.text
    assert change(olga, address, "known", **known(country="Norway")).status_code == 422
    page = change(olga, address, "known", **known(organisation="Exampel"))
    assert "There is no organisation of this name" in errors(page)[0] and field(page, "organisation") == "Exampel"
    assert '<option value="Example">' in page.text


def test_a_role_is_given_and_taken_and_both_are_written_down(portal, olga):
    address = person(olga, "wim@")
    assert change(olga, address, "roles", roles=["author", "reviewer"]).status_code == 303
    assert "roles: author, reviewer" in olga.get(address).text
    assert "Reviewer" in olga.get("/staff/people?role=reviewer").text
    refused = change(olga, person(olga, "ana@"), "roles", roles=["author"])
    assert refused.status_code == 422 and "Only staff can be author" in refused.text
    assert change(olga, address, "roles", roles=["author"]).status_code == 303


def test_the_last_administrator_stays_one(olga):
    page = change(olga, person(olga, "olga@"), "roles", roles=["author", "moderator"])
    assert page.status_code == 409 and "the last administrator" in errors(page)[0]


def test_the_slower_of_two_administrators_is_told(olga):
    address = person(olga, "ben@")
    version = field(olga.get(address), "version")
    olga.post(f"{address}/roles", {"version": version, "roles": ["expert"]})
    assert olga.post(f"{address}/roles", {"version": version, "roles": []}).status_code == 412
    assert change(olga, address, "roles").status_code == 303


def give_all_to(olga, keeper):
    """Make a category of each kind, an audience and a persona that `keeper` looks after; their names."""
    kept = {"description": "", "owner_id": keeper, "deputy_id": ""}
    placed = kept | {"parent_id": "", "audiences": ["everyone"]}
    for of, name in (("knowledge", "Ants"), ("community", "Termites")):
        assert olga.post("/staff/categories/new", placed | {"of": of, "name": name}).status_code == 303
    rule = {"word_r": "all", "node": ["r-0"], "field_r-0": "kind", "is_r-0": "is", "values_r-0": "customer"}
    sent = kept | rule | {"name": "Eaters", "do": "save"}
    assert olga.post("/staff/audiences/new", sent).status_code == 303
    stands_for = {"name": "Keepers", "description": "", "audience_id": "members", "needs": "", "tasks": ""}
    assert olga.post("/staff/personas/new", stands_for | {"owner_id": keeper}).status_code == 303
    return ["Ants", "Termites", "Eaters", "Keepers"]


def test_who_is_deactivated_is_out_at_once_and_what_they_own_needs_an_owner(portal, olga):
    wim = portal.sign_in("wim@staff.example", PASSWORD)
    category = re.search(r'<option value="([0-9a-f-]+)"', wim.get("/staff/articles/new").text)[1]
    written = {"title": "Feed the numbat", "body": "Ants.", "category_id": category, "language": "en", "do": "publish"}
    assert wim.post("/staff/articles/new", written).status_code == 303
    portal.settle()
    address = person(olga, "wim@")
    owned = ["Feed the numbat", *give_all_to(olga, address.rpartition("/")[2])]
    assert not [name for name in owned if name in olga.get("/staff/upkeep").text]
    done = change(olga, address, "state", state="suspended")
    assert "Every device is signed out" in notice(olga.get(done.headers["Location"]))
    assert wim.get("/staff").status_code == 303
    assert Browser(portal).post("/signin", {"email": "wim@staff.example", "password": PASSWORD}).status_code == 422
    portal.settle()
    page = olga.get("/staff/upkeep").text
    assert [name for name in owned if name not in page] == []
    assert len(re.findall("Wim Example is not here any more", page)) == 5
    ants = re.search(r'href="(/staff/categories[?]open=([^#]+)#c-[^"]+)">Ants', page)
    assert f'id="c-{ants[2]}"><details open>' in olga.get(ants[1]).text
    keepers = re.search(r'href="(/staff/personas/[^"#]+/edit)#f-owner_id">Keepers', page)
    assert 'id="f-owner_id"' in olga.get(keepers[1]).text
    assert change(olga, address, "state", state="active").status_code == 303
    portal.settle()
    assert not [name for name in owned if name in olga.get("/staff/upkeep").text]
    assert portal.sign_in("wim@staff.example", PASSWORD).get("/staff").status_code == 200
