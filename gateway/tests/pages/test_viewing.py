"""An administrator looks at the portal as somebody: the same pages, nothing to be done, and a way back on each."""

import re

import pytest

from gateway.upstream.caller import OnlyToRead

from .reading import notice
from .test_people import PASSWORD, person


@pytest.fixture
def looking(portal, olga):
    """A browser of the administrator that looks as Ana."""
    browser = portal.sign_in("olga@staff.example", PASSWORD)
    address = person(olga, "ana@")
    assert browser.post(f"{address}/view").headers["Location"] == "/"
    yield browser
    browser.post("/view/stop")


def acts(olga, portal, name):
    """What was written down of looking as somebody, newest first."""
    page = olga.get(person(olga, name)).text
    return re.findall(r"(stopped looking|looked) at the portal as", page)


def test_the_pages_are_those_of_the_person_with_a_banner_and_a_way_back(portal, olga, ana, looking):
    page = looking.get("/")
    assert "Olga Example, you see the portal as Ana Example" in page.text
    assert looking.get("/staff").status_code == 403
    assert "Secret numbat" in olga.get("/articles").text and "Secret numbat" not in looking.get("/articles").text
    stopped = looking.post("/view/stop")
    assert stopped.headers["Location"] == person(olga, "ana@")
    back = looking.get(stopped.headers["Location"])
    assert notice(back) == "You are yourself again." and "you see the portal as" not in back.text
    assert acts(olga, portal, "ana@")[:2] == ["stopped looking", "looked"]


def test_the_banner_stands_on_error_pages_and_at_the_door_too(looking):
    for path in ("/topics/nowhere", "/staff", "/forgot", "/search?q=wombat"):
        assert "you see the portal as Ana Example" in looking.get(path).text


def test_every_form_of_the_portal_is_refused_but_those_that_do_nothing_to_the_person(portal, looking):
    allowed, done = {"/signout", "/theme", "/view/stop"}, {}
    for rule in portal.gateway.url_map.iter_rules():
        if "POST" in rule.methods and not rule.rule.startswith("/api/") and rule.rule not in allowed:
            path = re.sub(r"<[^>]+>", "x", rule.rule)
            page = looking.post(path)
            if page.status_code != 403 or "only to read" not in page.text:
                done[rule.rule] = page.status_code
    assert done == {}
    assert looking.post("/theme", {"theme": "dark", "back": "/"}).status_code == 303


def test_programs_change_nothing_either(portal, olga, looking):
    session = looking._client.get_cookie("session", "127.0.0.1").value
    for path in ("/api/community/v1/topics", "/api/accounts/v1/me/sessions/end-others"):
        headers = {"Authorization": f"Bearer {session}"}
        answer = portal.gateway.test_client().post(path, base_url="http://127.0.0.1:8080", json={}, headers=headers)
        assert (answer.status_code, answer.json["slug"]) == (403, "only-to-read")


def test_a_client_that_would_change_something_is_stopped_by_itself(portal):
    from gateway.upstream.caller import Caller

    caller = Caller({}, str, "", "", 1e12, 1.0)
    caller.only_reads = True
    for act in (
        lambda: caller.act("community", "/x"),
        lambda: caller.create("community", "/x", {}, "k"),
        lambda: caller.change("community", "/x", {}, "1"),
    ):
        with pytest.raises(OnlyToRead):
            act()
    assert not caller.speaking(str).only_reads


def test_nothing_of_the_person_is_touched_by_looking(portal, ana, looking):
    before = ana.get("/fragments/bell").text, ana.get("/account").text.count("Last seen")
    for path in ("/", "/notifications", "/topics", "/account", "/fragments/bell"):
        assert looking.get(path).status_code == 200
    assert 'data-live=""' in looking.get("/").text
    assert (ana.get("/fragments/bell").text, ana.get("/account").text.count("Last seen")) == before


def test_only_an_administrator_looks_and_never_as_somebody_who_may_more(portal, olga, wim):
    address = person(olga, "ana@")
    assert wim.post(f"{address}/view").status_code == 403
    assert "See the portal as" not in olga.get(person(olga, "olga@")).text
    assert olga.post(f"{person(olga, 'olga@')}/view").status_code == 409
    assert wim.post("/view/stop").status_code == 303


def test_signing_out_while_looking_ends_the_session_of_the_administrator(portal, olga, ana):
    browser = portal.sign_in("olga@staff.example", PASSWORD)
    browser.post(f"{person(olga, 'ana@')}/view")
    assert browser.post("/signout").status_code == 303
    assert browser.get("/account").status_code == 303
    assert ana.get("/account").status_code == 200


def test_where_a_person_of_the_staff_works_is_not_shown_and_nothing_is_written_as_theirs(portal, olga):
    browser = portal.sign_in("olga@staff.example", PASSWORD)
    browser.post(f"{person(olga, 'wim@')}/view")
    assert "you see the portal as Wim Example" in browser.get("/articles").text
    assert "Secret numbat" in browser.get("/articles").text
    page = browser.get("/staff/articles")
    assert page.status_code == 403 and "pages are not shown" in page.text
    browser.post("/view/stop")


def test_looking_as_an_audience_one_sees_what_is_for_it_and_nothing_that_is_for_another(portal, olga):
    rule = {"word_r": "all", "node": ["r-0"], "field_r-0": "products", "is_r-0": "is", "values_r-0": "numbat"}
    made = {}
    for name in ("Numbat owners", "Quoll owners"):
        made[name] = olga.post("/staff/audiences/new", rule | {"name": name, "do": "save"}).headers["Location"]
        category = re.search(r'<option value="([0-9a-f-]+)"', olga.get("/staff/articles/new").text)[1]
        sent = {"title": f"For {name}", "body": "B.", "category_id": category, "language": "en", "do": "publish"}
        sent |= {"audiences": [made[name].rpartition("/")[2]]}
        assert olga.post("/staff/articles/new", sent).status_code == 303
    portal.settle()
    browser, address = portal.sign_in("olga@staff.example", PASSWORD), made["Numbat owners"]
    assert browser.post(f"{address}/view").headers["Location"] == "/"
    page = browser.get("/articles").text
    assert "you see the portal as somebody in “Numbat owners” and in no other audience" in page
    assert "For Numbat owners" in page and "For Quoll owners" not in page and "Secret numbat" not in page
    found = browser.get("/search?q=owners").text
    assert "For Numbat owners" in found and "For Quoll owners" not in found
    assert ">Hello</p>" in browser.get("/").text  # nobody has that name
    for path in (
        "/account",
        "/topics?state=mine",
        "/notifications",
        "/saved",
        "/following",
        "/fragments/bell",
    ):
        assert browser.get(path).status_code == 200, path
    assert browser.get("/staff").status_code == 403 and browser.post("/account", {"name": "N"}).status_code == 403
    stopped = browser.post("/view/stop")
    assert stopped.headers["Location"] == address
    page = browser.get(address).text
    assert "you see the portal as" not in page and "See the portal as this audience" in page
    assert "looked at the portal as an audience" in olga.get(f"/staff/audit?object={address.rpartition('/')[2]}").text
    assert "See the portal as this audience" not in olga.get("/staff/audiences/everyone").text
    assert olga.post("/staff/audiences/everyone/view").status_code == 409


def test_only_an_administrator_looks_as_an_audience(wim):
    assert "See the portal as this audience" not in wim.get("/staff/audiences/members").text
    assert wim.post("/staff/audiences/members/view").status_code == 403
