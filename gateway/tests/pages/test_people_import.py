"""People from a file: seen before anything is done, done as it was shown, and done once."""

import io
import re

import pytest

from gateway.upstream.port import Unanswered

from .reading import errors, field, notice

PAGE = "/staff/people/import"
HEAD = "E-Mail;Name;Firma;Land;Produkte\n"
NILS = "nils@file.example;Nils Bjørn;Havbris;no;heron-300, tern-2\n"


def look(browser, content, **sent):
    content = content.encode() if isinstance(content, str) else content
    return browser.post(PAGE, {"do": "look", "file": (io.BytesIO(content), "people.csv"), **sent})


def counts(page):
    """new, changed, unchanged, wrong"""
    return tuple(int(number) for number in re.findall(r'data-count="\w+">(\d+)<', page.text))


def carried(page, do="import"):
    """What the page sends back: the button, the file, what it was held against, and which column is what."""
    chosen = {}
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', page.text, re.S):
        picked = re.search(r'value="(\d+)" selected', options)
        chosen[name] = picked[1] if picked else ""
    return {"do": do, "content": field(page, "content"), "looked": field(page, "looked")} | chosen


def found(olga, text):
    return f">{text}<" in olga.get(f"/staff/people?text={text.split()[0]}").text


def test_a_file_is_looked_at_then_done_and_the_same_again_changes_nothing(olga):
    page = look(olga, HEAD + NILS + "ida@file.example;Ida Holm;Havbris;NO;\n")
    assert page.status_code == 200 and counts(page) == (2, 0, 0, 0) and not found(olga, "Nils Bjørn")
    assert "Bring 2 people in" in page.text
    answer = olga.post(PAGE, carried(page))
    assert answer.status_code == 303
    assert notice(olga.get(PAGE)) == "2 added, 0 changed, 0 as they were, 0 left out for errors."
    assert found(olga, "Nils Bjørn")
    again = look(olga, HEAD + NILS)
    assert counts(again) == (0, 0, 1, 0) and "There is nothing to do." in again.text
    olga.post(PAGE, carried(again))
    assert notice(olga.get(PAGE)) == "0 added, 0 changed, 1 as they were, 0 left out for errors."


def test_the_audit_log_says_it_once_with_its_counts(olga):
    olga.post(PAGE, carried(look(olga, "email,name\nasta@file.example,Asta\nliv@file.example,Liv\n")))
    log = olga.get("/staff/audit?action=people.imported").text.partition("<main")[2]
    assert "brought people in from a file" in log and "Added" in log


def test_each_line_with_an_error_says_where_and_what_and_the_others_are_done(olga):
    lines = "mira@file.example;Mira;Havbris;Norway;\nno address;Odd;;;\nnora@file.example;Nora;;;\n"
    page = look(olga, HEAD + lines)
    assert counts(page) == (1, 0, 0, 2)
    assert "Line 2, Land" in page.text and "Line 3, E-Mail" in page.text and "Norway" in page.text
    olga.post(PAGE, carried(page))
    assert notice(olga.get(PAGE)) == "1 added, 0 changed, 0 as they were, 2 left out for errors."
    assert found(olga, "Nora") and not found(olga, "Mira")


def test_the_errors_come_as_a_file_that_no_spreadsheet_works_out(olga):
    page = look(olga, "email,name,country\n=1+1@x,Odd,\nrut@file.example,Rut,@SUM(A1)\n")
    answer = olga.post(PAGE, carried(page, "errors"))
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = answer.text.splitlines()
    assert rows[0] == "Line,Column,Content,What is wrong" and rows[1].startswith("2,email,'=1+1@x,")
    assert rows[2].startswith("3,country,'@SUM(A1),") and len(rows) == 3


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + HEAD + NILS).encode(),
        (HEAD + NILS).encode("utf-16"),
        (HEAD + NILS).encode("utf-16-le"),
        ("sep=;\n" + HEAD + NILS).encode(),
        (HEAD + NILS).replace(";", "\t").encode(),
        (HEAD + NILS).replace("\n", "\r\n").encode(),
        "Name,E-mail address,Company\n\nNils Bjørn,NILS@file.example,Havbris\n".encode(),
    ],
)
def test_files_come_as_spreadsheets_write_them(olga, content):
    olga.post(PAGE, carried(look(olga, HEAD + NILS)))
    page = look(olga, content)
    assert counts(page) == (0, 0, 1, 0) and "Windows-1252" not in page.text


def test_a_file_of_windows_is_read_and_the_page_says_so(olga):
    plain = "".join(f"{name}@file.example;{name};;;\n" for name in ("a", "b", "c", "d", "e"))
    page = look(olga, (HEAD + plain + "bjork@file.example;Björk;;;\n").encode("cp1252"))
    assert counts(page) == (6, 0, 0, 0) and "Windows-1252" in page.text
    assert "<span>Björk</span>" in page.text, "one sees whether its letters were read well"


def test_columns_that_are_called_otherwise_are_chosen_and_looked_at_before_anything_is_done(olga):
    page = look(olga, "wohin,wer\nrolf@file.example,Rolf\n")
    assert page.status_code == 422 and errors(page) == ["Choose the column of the e-mail addresses."]
    chosen = carried(page) | {"email": "0", "name": "1"}
    first = olga.post(PAGE, chosen)
    assert counts(first) == (1, 0, 0, 0) and not found(olga, "Rolf")
    assert olga.post(PAGE, carried(first)).status_code == 303 and found(olga, "Rolf")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no lines below"),
        ("email,name\n", "no lines below"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is no text"),
        ('email,name\nx@file.example,"Odd\n', "quotation marks"),
        ("email,name\n" + "x@file.example,X\n" * 5001, "5001 lines: 5000 at most"),
        ("email,name\n" + "x" * 2_000_001, "2 MB at most"),
        ("a," * 101 + "\nx\n", "too many columns"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_reason(olga, content, said):
    page = look(olga, content)
    assert page.status_code == 422 and said in errors(page)[0]


@pytest.mark.parametrize("content", ["", "nonsense", "bm8gemxpYg=="])
def test_what_the_page_never_carried_is_refused(olga, content):
    page = olga.post(PAGE, {"content": content, "email": "0"})
    assert page.status_code == 422 and errors(page) == ["Choose a file."]


def test_a_file_that_unfolds_without_end_is_cut_off(olga):
    import base64
    import zlib

    bomb = base64.b64encode(zlib.compress(b"a" * 50_000_000)).decode()
    assert "2 MB at most" in errors(olga.post(PAGE, {"content": bomb, "email": "0"}))[0]


def test_the_same_address_twice_is_an_error_of_the_second_line(olga):
    page = look(olga, 'email,name\nper@file.example,"Per\nOla"\nPER@file.example,Per\n')
    assert counts(page) == (1, 0, 0, 1) and "Line 4, email" in page.text and "Line 2 has the same address." in page.text


def test_nobody_becomes_staff_by_a_file(olga):
    page = look(olga, "Name;E-Mail;Art\nEva;eva@file.example;Mitarbeiter\nOla;ola@file.example;Kunde\n")
    assert counts(page) == (1, 0, 0, 1) and "A file makes nobody staff" in page.text


def test_names_of_columns_and_cells_are_shown_as_text(olga):
    page = look(olga, "email,<script>alert(1)</script>,country\nx@file.example,y,<b>\n")
    assert "<script>alert(1)" not in page.text and "<B>" not in page.text and "&lt;b&gt;" in page.text


@pytest.mark.parametrize("who", ["ana", "wim"])
def test_only_administrators_import(request, who):
    browser = request.getfixturevalue(who)
    assert browser.get(PAGE).status_code == 403
    for do in ("look", "errors", "import"):
        assert browser.post(PAGE, {"do": do, "content": "x"}).status_code == 403


def test_a_file_of_two_megabytes_that_hardly_shrinks_comes_through(olga):
    import random

    letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=1_900_000)
    noise = "".join(letters)
    lines = [f"{n}@noise.example,N,{noise[n * 380 : n * 380 + 380]}\n" for n in range(5000)]
    page = look(olga, "email,name,remark\n" + "".join(lines)[:1_990_000].rpartition("\n")[0])
    assert page.status_code == 200 and len(field(page, "content")) > 1_000_000
    again = olga.post(PAGE, carried(page, "look"))
    assert counts(again) == counts(page) and counts(page)[0] > 4000


class BreaksOff:
    """Accounts, which does not answer the second part of an import."""

    parallel = False

    def __init__(self, upstream):
        self.upstream, self.parts = upstream, 0

    def call(self, call):
        self.parts += call.path.endswith("/people/import")
        if self.parts == 2:
            raise Unanswered("accounts", "it went away")
        return self.upstream.call(call)


def test_an_import_that_breaks_off_says_how_far_it_came_and_the_same_file_does_the_rest(olga, portal, monkeypatch):
    lines = "".join(f"{n}@parts.example,Part {n}\n" for n in range(150))
    page = look(olga, f"email,name\n{lines}")
    with monkeypatch.context() as patch:
        upstreams = portal.gateway.extensions["portal"].upstreams
        patch.setitem(upstreams, "accounts", BreaksOff(upstreams["accounts"]))
        assert olga.post(PAGE, carried(page)).status_code == 303
    said = notice(olga.get(PAGE))
    assert said.startswith("100 added, ") and "It stopped before line 102." in said
    olga.post(PAGE, carried(page))
    assert notice(olga.get(PAGE)) == "50 added, 0 changed, 100 as they were, 0 left out for errors."
