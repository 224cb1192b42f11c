"""Personas: written by administrators, bound to audiences, with what their people search and do not find."""

import pytest

from .reading import errors, field, notice
from .test_community import follow

NEW = "/staff/personas/new"
TASKS = "Ask a question: /topics/new\nRead: the manual: /articles?kind=manual"


@pytest.fixture(scope="module")
def many(portal):
    """Two members more, so that there are people enough to be counted together."""
    person = {"kind": "customer", "attributes": {}, "password": None}
    people = [
        person | {"external_id": name, "name": name, "email": f"{name}@customers.example"} for name in ("cleo", "dan")
    ]
    portal.imports("accounts", "users", people)


def write(olga, **more):
    sent = {
        "name": "Plant operator",
        "description": "Runs a plant.",
        "audience_id": "members",
        "needs": "Calm\n\nPlans",
    }
    return olga.post(NEW, sent | {"tasks": TASKS, "owner_id": ""} | more)


def test_an_administrator_writes_one_changes_it_and_deletes_it(olga):
    made = write(olga)
    place = made.headers["Location"]
    page = follow(olga, made)
    assert notice(page) == "The persona is there." and "Everybody with an account" not in page.text
    for said in ("<h1>Plant operator</h1>", "Calm", "Plans", 'href="/topics/new">Ask a question</a>', ">Members</a>"):
        assert said in page.text
    assert 'href="/articles?kind=manual">Read: the manual</a>' in page.text
    form = olga.get(f"{place}/edit")
    assert "Ask a question: /topics/new\nRead: the manual: /articles?kind=manual" in form.text
    sent = {"name": "Operator", "audience_id": "staff", "needs": "", "tasks": "", "version": field(form, "version")}
    assert "Is staff" not in follow(olga, olga.post(f"{place}/edit", sent)).text
    assert olga.post(f"{place}/edit", sent).status_code == 412
    assert "Operator" in olga.get("/staff/personas").text and "Operator" in olga.get("/staff/audiences/staff").text
    assert notice(follow(olga, olga.post(f"{place}/delete"))).startswith("Deleted.")
    assert olga.get(place).status_code == 404
    log = olga.get("/staff/audit").text
    assert "made a persona" in log and "deleted a persona" in log


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tasks": "Ask a question"}, "is no line of the form task: /page."),
        ({"tasks": "Away: https://elsewhere.example"}, "is no page of the portal"),
        ({"audience_id": ""}, "Choose one."),
        ({"audience_id": "everyone"}, "Choose an audience that is in use."),
        ({"name": ""}, "Write 1 to 100 characters."),
    ],
)
def test_what_cannot_be_is_told_of_at_its_place_and_kept(olga, wrong, said):
    page = write(olga, **wrong)
    assert page.status_code == 422 and said in errors(page)[0] and "Runs a plant." in page.text


def test_an_audience_is_not_retired_while_a_persona_stands_for_it(olga):
    rule = {"word_r": "all", "node": ["r-0"], "field_r-0": "country", "is_r-0": "is", "values_r-0": "NO"}
    made = olga.post("/staff/audiences/new", {"name": "Norway", "description": "", "do": "save"} | rule)
    audience = made.headers["Location"]
    place = write(olga, audience_id=audience.rpartition("/")[2]).headers["Location"]
    refused = olga.post(f"{audience}/retire", {"version": "1", "anyway": "1"})
    assert refused.status_code == 409 and "“Plant operator” is bound to this audience" in errors(refused)[0]
    olga.post(f"{place}/delete")
    assert olga.post(f"{audience}/retire", {"version": "1"}).status_code == 303


def test_what_its_people_search_is_shown_once_they_and_the_searches_are_enough(portal, ana, ben, olga, wim, many):
    place = write(olga).headers["Location"]
    portal.gateway.extensions["portal"].counted._until = 0
    for who in (ana, ben, ana):
        who.get("/search?q=wombat")
        who.get("/search?q=zeppelin+timetable")
    ana.get("/search?q=numbat+diary")
    portal.apps["knowledge"].extensions["searches"].write()
    for who in (olga, wim):
        page = who.get(place).text
        assert "zeppelin timetable" in page and "numbat diary" not in page
        _, _, unmet = page.partition('id="unmet"')
        assert "zeppelin timetable" in unmet and "wombat" not in unmet
    olga.post(f"{place}/edit", {"name": "Few", "audience_id": "staff", "version": "1"})
    assert "could tell of one of them" in olga.get(place).text


def test_nobody_but_staff_sees_personas_and_only_administrators_write(olga, wim, ana, visitor):
    place = write(olga).headers["Location"]
    assert "Plant operator" in wim.get("/staff/personas").text
    assert wim.get(place).status_code == 200
    for who, path in ((wim, NEW), (wim, f"{place}/edit"), (ana, place), (ana, "/staff/personas")):
        assert who.get(path).status_code == 403
    assert visitor.get(place).status_code in (302, 303, 401, 403)
    assert wim.post(f"{place}/delete").status_code == 403


def test_the_portal_can_be_seen_as_a_persona(olga):
    page = olga.get(write(olga).headers["Location"])
    assert 'action="/staff/audiences/members/view"' in page.text
