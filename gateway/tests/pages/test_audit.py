"""The audit log as a page and as a file."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest

from .test_people import change, person


@pytest.fixture
def organised(olga):
    """Ben's organisation was changed by Olga."""
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
