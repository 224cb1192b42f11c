"""The search desk: what is looked for, found and opened, and what those who write do about it."""

import re

from .reading import ids


def written(portal):
    portal.apps["knowledge"].extensions["searches"].write()


def test_a_result_that_is_opened_is_counted_with_its_place(portal, visitor, olga):
    page = visitor.get("/search?q=wombat").text
    [asked] = re.findall(r'<ol class="at-hits" data-asked="([^"]*)" data-behind="(\d+)"', page)
    assert asked == ("wombat", "0")
    [first, *_] = ids(visitor.get("/search?q=wombat"), "articles")
    told = {"text": "wombat", "kind": "article", "thing_id": first, "position": "1"}
    answer = visitor.post("/search/opened", told)
    assert (answer.status_code, answer.text) == (204, "")
    written(portal)
    assert "wombat" in olga.get("/staff/searches").text
    one = olga.get("/staff/searches/one?q=Wombat").text
    assert f'href="/articles/{first}' in one and "stood at place 1" in one


def test_nonsense_about_what_was_opened_is_refused(visitor):
    for wrong in ({"position": "x"}, {"position": "0"}, {"kind": "person"}, {"thing_id": ""}, {"text": ""}):
        told = {"text": "wombat", "kind": "article", "thing_id": "x", "position": "1"} | wrong
        assert visitor.post("/search/opened", told).status_code == 422, wrong
    assert visitor.post("/search/opened", told, Origin="https://elsewhere.example").status_code == 403


def test_what_found_nothing_leads_to_an_article_with_that_title(portal, visitor, wim):
    visitor.get("/search?q=zeppelin")
    written(portal)
    assert "zeppelin" in wim.get("/staff/searches?which=empty").text
    one = wim.get("/staff/searches/one?q=zeppelin").text
    assert "nothing was found" in one and 'href="/staff/articles/new?title=zeppelin"' in one
    assert 'value="zeppelin"' in wim.get("/staff/articles/new?title=zeppelin").text


def test_what_was_opened_is_named_only_to_whom_it_is_shown(portal, ana, olga, wim):
    """An author who is not in an audience is not told what stands in it."""
    olga.get("/search?q=quokka")
    told = {"text": "quokka", "kind": "topic", "thing_id": "01a00000-0000-7000-8000-000000000000", "position": "1"}
    assert ana.post("/search/opened", told).status_code == 204
    written(portal)
    assert "01a00000" not in wim.get("/staff/searches/one?q=quokka").text


def test_the_list_comes_as_a_file_in_which_nothing_is_worked_out(portal, visitor, wim, ana):
    visitor.get("/search?q=%3DSUM(A1)")
    written(portal)
    answer = wim.get("/staff/searches.csv")
    assert answer.text.startswith("Search,Asked,Found nothing,Fewest found,Opened\r\n")
    assert "'=sum(a1),1,1,0,0" in answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="searches.csv"'
    for path in ("/staff/searches", "/staff/searches.csv", "/staff/searches/one?q=x"):
        assert ana.get(path).status_code == 403
    assert wim.get("/staff/searches/one?q=never").status_code == 404
    assert wim.get("/staff/searches/one").status_code == 404
