"""What files are, and the text in them by page."""

import io
import tempfile
from typing import Any

import pytest

from portalkit.documents.pages import clean
from portalkit.documents.reading import Text, read_text
from portalkit.documents.telling import kind_of
from portalkit.errors import Refused
from portalkit.testing.documents import PNG, SVG, docx, packed, pdf, pptx, xlsx

SECONDS = 5


def read(content: bytes, kind: str, **more: Any) -> Text:
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.flush()
        return read_text(source, kind, SECONDS, **more)


def texts(found: Text) -> list[str]:
    return [page.text for page in found.pages]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(["One"]), "pdf"),
        (docx(["One"]), "docx"),
        (xlsx({"One": [["Two"]]}), "xlsx"),
        (pptx(["One"]), "pptx"),
        (b"<!DOCTYPE html><p>One", "html"),
        (b"\n  <HTML><p>One", "html"),
        (b"Just words, <b>as they are</b>.", "txt"),
        ("Wörter\n".encode(), "txt"),
        ("\ufeffWörter\n".encode(), "txt"),
        (b"a;b\r\n1;2\r\n", "txt"),
        (SVG, "svg"),
        (b"<svg onload='alert(1)'/>", "svg"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpg"),
        (b"GIF89a\1\0\1\0", "gif"),
        (b"RIFF\x1a\0\0\0WEBPVP8 ", "webp"),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert kind_of(io.BytesIO(content)).name == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0\3",
        b"\x7fELF\2\1\1",
        b"\0\1\2",
        "Wörter".encode("utf-16"),
        b"bell\x07",
        b"caf\xe9",
        packed({"notes.txt": "One"}),
        packed({"word/document.xml": "<a/>"}),
    ],
)
def test_what_is_on_no_list_is_not_taken(content: bytes) -> None:
    with pytest.raises(Refused) as fault:
        kind_of(io.BytesIO(content))
    assert (fault.value.status, fault.value.slug) == (415, "file-type-not-taken")


def test_a_word_on_page_7_of_a_pdf_is_on_page_7() -> None:
    found = read(pdf([f"This is page {n}." for n in range(1, 7)] + ["Here is the (cormorant)."]), "pdf")
    assert found.state == "read" and [page.number for page in found.pages] == list(range(1, 8))
    assert found.pages[6].text == "Here is the (cormorant)."


def test_office_files_are_read_by_page_sheet_and_slide() -> None:
    assert texts(read(docx(["One & two", "Three"]), "docx")) == ["One & two", "Three"]
    assert texts(read(pptx(["One", "Two"]), "pptx")) == ["One", "Two"]
    sheets = read(xlsx({"Limits": [["pH", "4.01"], ["ORP"]], "Notes": [["pH"]]}), "xlsx")
    assert [(page.label, page.text) for page in sheets.pages] == [("Limits", "pH 4.01\nORP"), ("Notes", "pH")]


def test_of_html_only_what_is_seen_is_read() -> None:
    content = b"<html><head><style>b{}</style></head><p>One <b>two</b></p><script>three</script><p>Four &amp; five"
    assert texts(read(content, "html")) == ["One two\n\nFour & five"]


def test_a_long_text_is_read_in_parts_that_lose_no_word() -> None:
    words = [f"word{n}" for n in range(3000)]
    found = read(" ".join(words).encode(), "txt")
    assert len(found.pages) > 5 and all(len(page.text) <= 4000 for page in found.pages)
    assert " ".join(texts(found)).split() == words


def test_a_text_breaks_where_its_pages_do_and_keeps_nothing_that_cannot_be_shown() -> None:
    assert texts(read(b"One\x0cTwo", "txt")) == ["One", "Two"]
    assert clean("One\x00 \ud800\u00ad\tTwo\r\n \n\n\nThree ") == "One Two\n\nThree"
