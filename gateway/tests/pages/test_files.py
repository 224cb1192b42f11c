"""Files of articles: attached by who writes, opened by whoever may read, and never so that one could act as a page."""

import io
import re
import time

import pytest

from portalkit.testing.documents import PNG, SVG, docx, jpeg, pdf

from .reading import errors, notice

MANUAL = pdf([f"Chapter {n}" for n in range(1, 7)] + ["Oil the cassowary hinge"])


@pytest.fixture(scope="module")
def article(olga, portal):
    """The address of an article for everybody, at its desk."""
    page = olga.get("/search?q=wombat").text
    id = re.search(r'href="/articles/([0-9a-f-]{36})', page)[1]
    return f"/staff/articles/{id}"


def attach(olga, article, content, name):
    return olga.post(f"{article}/files", {"file": (io.BytesIO(content), name)})


def opened(olga, portal, article, content, name):
    """The address of a file just attached."""
    assert attach(olga, article, content, name).status_code == 303
    portal.settle()
    page = olga.get(article.removeprefix("/staff")).text
    return re.search(rf'href="(/files/[0-9a-f-]+)">{re.escape(name)}<', page)[1]


def test_an_author_attaches_a_file_and_a_word_on_its_page_7_is_found_and_opens_there(olga, visitor, portal, article):
    answer = attach(olga, article, MANUAL, "hinges.pdf")
    assert answer.status_code == 303 and "Attached" in notice(olga.get(answer.headers["Location"]))
    portal.settle()
    found = visitor.get("/search?q=cassowary").text
    assert "p. 7" in found and "<mark>cassowary</mark>" in found
    file = re.search(r'href="(/files/[0-9a-f-]+)#page=7">hinges.pdf<', found)[1]
    got = visitor.get(file)
    assert (got.data, got.content_type) == (MANUAL, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("inline")
    assert "Oil the cassowary hinge" in visitor.get(f"{file}/preview?page=7").text
    assert file in visitor.get(article.removeprefix("/staff")).text


@pytest.mark.parametrize(
    ("content", "name", "type"),
    [
        (SVG, "drawing.svg", "image/svg+xml"),
        (b"<!doctype html><script>alert(1)</script>", "page.html", "text/html; charset=utf-8"),
        (docx(["One"]), "note.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_what_could_act_is_saved_and_never_shown(olga, visitor, portal, article, content, name, type):
    got = visitor.get(opened(olga, portal, article, content, name))
    assert got.content_type == type and got.headers["Content-Disposition"].startswith("attachment")
    policy = got.headers["Content-Security-Policy"]
    assert (
        "sandbox" in policy
        and "default-src 'none'" in policy
        and len(got.headers.getlist("Content-Security-Policy")) == 1
    )
    assert got.headers["X-Content-Type-Options"] == "nosniff" and got.headers["Cache-Control"] == "private, no-cache"


def test_a_picture_is_shown_in_a_sandbox_and_saved_when_that_is_asked_for(olga, visitor, portal, article):
    file = opened(olga, portal, article, PNG, "Übersicht.png")
    got = visitor.get(file)
    assert (
        got.headers["Content-Disposition"] == "inline; filename=\"Ubersicht.png\"; filename*=UTF-8''%C3%9Cbersicht.png"
    )
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert visitor.get(f"{file}?download").headers["Content-Disposition"].startswith("attachment")


def test_a_part_of_a_file_and_an_unchanged_one_are_answered_as_asked(olga, visitor, portal, article):
    content = jpeg(bytes(range(256)) * 9_000)  # more than goes in one piece
    file = opened(olga, portal, article, content, "wide.jpg")
    whole = visitor.get(file)
    tag = whole.headers["ETag"]
    assert whole.data == content and whole.headers["Accept-Ranges"] == "bytes"
    assert visitor.get(file, If_None_Match=tag).status_code == 304
    part = visitor.get(file, Range="bytes=1500000-2299999")
    assert (part.status_code, part.data) == (206, content[1_500_000:2_300_000])
    assert part.headers["Content-Range"] == f"bytes 1500000-2299999/{len(content)}"
    assert visitor.get(file, Range="bytes=-5").data == content[-5:]
    assert visitor.get(file, Range="bytes=0-4", If_Range=tag).data == content[:5]
    assert visitor.get(file, Range="bytes=0-4", If_Range='"other"').data == content
    beyond = visitor.get(file, Range="bytes=9999999-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")


def test_a_file_is_as_visible_as_its_article(olga, ana, visitor, portal):
    page = olga.get("/search?q=numbat").text
    secret = "/staff" + re.search(r'href="(/articles/[0-9a-f-]{36})', page)[1]
    file = opened(olga, portal, secret, pdf(["A quokka"]), "secret.pdf")
    assert olga.get(file).status_code == 200 and "quokka" in olga.get("/search?q=quokka").text
    for who in (ana, visitor):
        assert who.get(file).status_code == who.get(f"{file}/preview").status_code == 404
        assert "secret.pdf" not in who.get("/search?q=quokka").text


def test_who_looks_after_a_file_replaces_removes_and_brings_it_back(olga, visitor, portal, article):
    file = opened(olga, portal, article, MANUAL, "changing.pdf")
    id = file.rpartition("/")[2]
    new = {"file": (io.BytesIO(pdf(["An emu"])), "changed.pdf"), "version": "1"}
    assert olga.post(f"{article}/files/{id}/replace", new).status_code == 303
    late = olga.post(f"{article}/files/{id}/replace", {"file": (io.BytesIO(PNG), "x.png"), "version": "1"})
    assert late.status_code == 412 and errors(late)
    page = olga.get(f"{article}/files").text
    assert "changed.pdf" in page and "1 earlier" in page
    old = re.search(r'href="(/staff/files/[0-9a-f-]+)">changing.pdf<', page)[1]
    assert olga.get(old).data == MANUAL and visitor.get(old).status_code == 303
    assert olga.post(f"{article}/files/{id}/remove", {"version": "2"}).status_code == 303
    assert visitor.get(file).status_code == 404 and "Bring back" in olga.get(f"{article}/files").text
    assert olga.post(f"{article}/files/{id}/restore", {"version": "3"}).status_code == 303
    assert visitor.get(file).status_code == 200


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [(b"MZ\0\0", 415, "not taken"), (b"", 422, "empty"), (b"PK\3\4 and nothing more", 422, "damaged")],
)
def test_what_is_not_taken_is_told_on_the_page(olga, article, content, status, said):
    page = attach(olga, article, content, "setup.exe")
    assert page.status_code == status and any(said in message for message in errors(page))


def test_a_form_without_a_file_says_so_at_the_field(olga, article):
    page = olga.post(f"{article}/files", {"file": (io.BytesIO(b""), "")})
    assert page.status_code == 422 and 'id="e-file"' in page.text


def test_a_file_that_is_too_large_is_told_so(olga, article):
    page = attach(olga, article, b"a" * 26_000_000, "large.txt")
    assert page.status_code == 413 and "25 MB at most" in page.text


def test_of_who_may_not_attach_nothing_is_taken_however_large(ana, visitor, article):
    for who, status in ((ana, 403), (visitor, 303)):
        assert attach(who, article, b"a" * 26_000_000, "large.txt").status_code == status


def test_a_form_of_thousands_of_parts_is_refused_before_they_are_looked_at(olga, article):
    many = {f"part{number}": "x" for number in range(1001)} | {"file": (io.BytesIO(PNG), "picture.png")}
    began = time.monotonic()
    answer = olga.post(f"{article}/files", many)
    assert answer.status_code == 413 and time.monotonic() - began < 1
    assert "picture.png" not in olga.get(f"{article}/files").text
