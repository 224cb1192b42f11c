"""The audit log as a page and as a file."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest

from .reading import field
from .test_people import change, person


@pytest.fixture
def organised(olga):
    """Ben's organisation was changed by Olga."""
    olga.post("/staff/organisations", {"name": "=cmd|x", "kind": "company", "country": "", "region": ""})
    address = person(olga, "ben@")
    sent = {"kind": "customer", "organisation": "=cmd|x", "country": "", "region": "", "products": "", "partner": "0"}
    assert change(olga, address, "known", **sent, grade="", custom="").status_code == 303
    return address.rpartition("/")[2]


def test_it_is_narrowed_by_person_act_object_and_day(olga, ana, organised):
    today = datetime.now(UTC).date().isoformat()
    everything = olga.get("/staff/audit").text
    assert "changed a person" in everything and "brought a person in" in everything
    mine = olga.get(f"/staff/audit?actor=olga%40staff.example&action=user.changed&first_day={today}").text
    assert f'href="/staff/people/{organised}">Ben Example</a>' in mine and "signed in" not in mine.partition("<ol")[2]
    assert "Nothing like that was done" in olga.get("/staff/audit?last_day=2020-01-01").text
    assert "Only what was done to" in olga.get(f"/staff/audit?object={organised}").text
    assert olga.get("/staff/audit?first_day=tomorrow&action=nonsense%00").status_code == 200
    assert ana.get("/staff/audit").status_code == 403


def test_the_chain_is_looked_at_and_its_end_shown(olga, organised):
    assert "the chain is unbroken" in olga.get("/staff/audit").text


def test_it_comes_as_a_file_that_no_spreadsheet_runs(olga, wim, organised):
    answer = olga.get("/staff/audit.csv?action=user.changed")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert rows[0]["object"] == organised and {row["action"] for row in rows} == {"user.changed"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert wim.get("/staff/audit.csv").status_code == 403


def test_names_that_begin_like_formulas_are_shown_not_worked_out():
    from gateway.spreadsheets import _plain

    assert [_plain(value) for value in ("=1+1", "@x", None, 5, "x=1")] == ["'=1+1", "'@x", "", "5", "x=1"]


def audit(olga, query=""):
    return " ".join(re.sub(r"<[^>]+>", " ", olga.get(f"/staff/audit{query}").text.partition("<ol")[2]).split())


def test_what_is_decided_in_every_service_is_a_sentence_with_a_link_to_its_thing(olga, wim, portal):
    told = {"of": "knowledge", "name": "Fjords", "audiences": ["everyone"]}
    assert olga.post("/staff/categories/new", told).status_code == 303
    category = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>\s*Fjords', olga.get("/staff/articles/new").text)[1]
    words = {"title": "Rinse a probe", "category_id": category, "audiences": ["everyone"], "body": "B"}
    address = wim.post("/staff/articles/new", words | {"language": "en", "do": "publish"}).headers["Location"]
    gone = wim.post(address, {"do": "withdraw", "version": field(wim.get(address), "version")})
    assert gone.status_code == 303
    assert olga.post(f"{person(olga, 'wim')}/remit", {"categories": [category]}).status_code == 303
    portal.settle()
    page = olga.get("/staff/audit?action=knowledge.*").text
    assert f'withdrew an article: <a href="{address}">Rinse a probe</a>' in page
    said = audit(olga, "?action=knowledge.*")
    assert "made a category of articles: Fjords" in said and "Readers: Everyone Needs a review: no" in said
    assert "said where a person edits: Wim" in said and "Edits in: everywhere → Fjords" in said
    assert "signed in" not in said and "Everything" in olga.get("/staff/audit?action=knowledge.*&actor=nobody").text
    olga.post(f"{person(olga, 'wim')}/remit", {})


def test_what_is_not_for_whoever_looks_has_no_name_there(olga, wim, portal):
    category = re.search(r'<option value="([0-9a-f-]{36})"', wim.get("/staff/articles/new").text)[1]
    words = {"title": "Heron secret", "category_id": category, "audiences": ["a1"], "language": "en", "body": "B"}
    address = wim.post("/staff/articles/new", words | {"do": "publish"}).headers["Location"]
    portal.settle()
    page = olga.get("/staff/audit?action=knowledge.article.published").text
    assert f'href="{address}"' in page and "Heron secret" not in page


def test_who_looks_after_an_article_and_what_stands_first_is_a_sentence_with_names(olga, wim, portal):
    category = re.search(r'<option value="([0-9a-f-]{36})"', wim.get("/staff/articles/new").text)[1]
    words = {"title": "Look after me", "category_id": category, "audiences": ["everyone"], "body": "B"}
    address = wim.post("/staff/articles/new", words | {"language": "en", "do": "publish"}).headers["Location"]
    olga_id = re.search(r'<option value="([^"]+)"[^>]*>Olga', wim.get(address).text)[1]
    kept = {"owner_id": olga_id, "deputy_id": "", "due_on": "2027-03-01"}
    assert wim.post(f"{address}/upkeep", kept).status_code == 303
    assert wim.post(f"{address}/pin", {"on": "1", "place": "", "until": ""}).status_code == 303
    portal.settle()
    said = audit(olga, "?action=knowledge.*")
    assert (
        "gave an article another owner or deputy: Look after me" in said and "Owner: Wim Example → Olga Example" in said
    )
    assert "set the day to look at an article again: Look after me" in said
    assert "Look again on: no day → 2027-03-01" in said
    assert "pinned an article in its category: Look after me" in said and "Place: none → 1" in said
