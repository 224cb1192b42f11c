"""Files that want to do harm: each is refused with a word that says why, or read by a process that can do none."""

import io
import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from stat import S_IFLNK
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from portalkit.documents.packed import MOST_ENTRIES
from portalkit.documents.reading import MEGABYTES, Text, read_text
from portalkit.documents.telling import kind_of
from portalkit.errors import Refused
from portalkit.testing.documents import TYPES, docx, packed, pdf, pdf_of, pptx, xlsx

SECONDS, MOST_SECONDS = 2, 5.0
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def word(document: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": document})


def with_entry(entry: ZipInfo | str, content: bytes = b"x") -> bytes:
    """A Word file with one more entry."""
    made = io.BytesIO(docx(["One"]))
    with ZipFile(made, "a", ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    return made.getvalue()


def link() -> ZipInfo:
    entry = ZipInfo("word/media/link.png")
    entry.create_system, entry.external_attr = 3, (S_IFLNK | 0o777) << 16
    return entry


def encrypted() -> bytes:
    made = bytearray(docx(["One"]))
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= 1
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def long_list() -> bytes:
    made = bytearray(docx(["One"]))
    at = made.rfind(b"PK\x05\x06")
    made[at + 12 : at + 16] = struct.pack("<L", 500_000_000)
    return bytes(made)


@pytest.mark.parametrize(
    ("content", "status", "slug"),
    [
        (with_entry("../../etc/cron.d/x"), 422, "suspicious-file"),
        (with_entry("word\\..\\..\\x"), 422, "suspicious-file"),
        (with_entry("/etc/passwd"), 422, "suspicious-file"),
        (with_entry("C:/windows/x"), 422, "suspicious-file"),
        (with_entry(link(), b"/etc/passwd"), 422, "suspicious-file"),
        (with_entry("word/vbaProject.bin"), 422, "file-with-macros"),
        (with_entry("word/media/a.bin", bytes(60_000_000)), 422, "suspicious-file"),
        (packed({f"a{n}": "" for n in range(MOST_ENTRIES + 1)}), 422, "suspicious-file"),
        (long_list(), 422, "suspicious-file"),
        (encrypted(), 422, "protected-file"),
        (docx(["One"])[:-30], 422, "damaged-file"),
        (b"PK\3\4" + bytes(5000), 422, "damaged-file"),
        (packed({"inner.zip": packed({"a.txt": "One"})}), 415, "file-type-not-taken"),
        (b"\x1f\x8b\x08\0", 415, "file-type-not-taken"),
        (b"\0%PDF-1.4", 415, "file-type-not-taken"),
        (b"MZ\0" + pdf(["One"]), 415, "file-type-not-taken"),
    ],
)
def test_what_is_packed_to_harm_is_refused_at_once_with_its_reason(content: bytes, status: int, slug: str) -> None:
    began = time.monotonic()
    with pytest.raises(Refused) as fault:
        kind_of(io.BytesIO(content))
    assert (fault.value.status, fault.value.slug) == (status, slug) and fault.value.detail
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"GIF89a/*<script>alert(1)</script>*/", "gif"),
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "jpg"),
        (pdf(["One"]) + docx(["Two"]), "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8 + b"\x08\6\0\0\0", "png"),  # of 4,294,967,295 pixels a side
    ],
)
def test_what_is_two_things_is_what_it_begins_as_and_no_picture_is_ever_opened(content: bytes, kind: str) -> None:
    assert kind_of(io.BytesIO(content)).name == kind


def bomb_of_pages() -> bytes:
    """A PDF whose tree of pages is its own child."""
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"])


def bomb_of_streams() -> bytes:
    """A PDF whose page is 160 MB of text in 400 kB."""
    stream = zlib.compress(b"BT /F1 12 Tf (A) Tj ET " * 7_000_000, 6)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>"
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    body = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page, body])


HOSTILE = {
    "laughs": lambda: (word(f"{LAUGHS}<w:document {W}><w:t>&c;</w:t></w:document>"), "docx"),
    "outside": lambda: (word(f"{OUTSIDE}<w:document {W}><w:t>&a;</w:t></w:document>"), "docx"),
    "deep": lambda: (word("<a>" * 200_000), "docx"),
    "one long text": lambda: (word(f"<w:document {W}><w:t>{'a' * 160_000_000}</w:t></w:document>"), "docx"),
    "many cells": lambda: (
        packed(
            {
                "[Content_Types].xml": TYPES,
                "xl/workbook.xml": '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships"><sheet name="S" r:id="r1"/></workbook>',
                "xl/_rels/workbook.xml.rels": '<a><Relationship Id="r1" Target="s.xml"/></a>',
                "xl/s.xml": f"<a>{'<row><c><v>1</v></c></row>' * 1_500_000}</a>",
            }
        ),
        "xlsx",
    ),
    "target outside": lambda: (pptx(["One"]).replace(b"slides/slide1.xml", b"../../../../etc/x"), "pptx"),
    "numbers that are none": lambda: (xlsx({"S": [["One"]]}).replace(b"<v>0</v>", b"<v>9</v>"), "xlsx"),
    "pages of pages": lambda: (bomb_of_pages(), "pdf"),
    "streams": lambda: (bomb_of_streams(), "pdf"),
    "no pdf": lambda: (b"%PDF-1.7\n" + os.urandom(2_000_000), "pdf"),
    "half a pdf": lambda: (pdf(["One"] * 50)[:4000], "pdf"),
    "brackets": lambda: (b"%PDF-1.7\n1 0 obj\n" + b"[" * 1_000_000, "pdf"),
    "tags": lambda: (b"<html>" + b"<div>" * 2_000_000, "html"),
    "a tag without an end": lambda: (b"<html><a " + b"a='" * 1_000_000, "html"),
    "one line": lambda: (b"a" * 20_000_000, "txt"),
    "nothing but pages": lambda: (b"a\x0c" * 5_000_000, "txt"),
}


def read(content: bytes, kind: str, **more: Any) -> Text:
    with tempfile.TemporaryFile() as source:
        source.write(content)
        source.flush()
        return read_text(source, kind, SECONDS, **more)


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_file_does_reading_it_ends_soon(name: str) -> None:
    content, kind = HOSTILE[name]()
    began = time.monotonic()
    found = read(content, kind)
    assert time.monotonic() - began < MOST_SECONDS
    assert found.state in ("read", "partly", "failed")
    assert "root:" not in str(found.pages)


def test_a_reader_has_little_room_and_what_it_read_before_it_ran_out_is_kept() -> None:
    found = read(pdf(["One", "Two"]), "pdf", megabytes=20)
    assert (found.state, found.pages) == ("failed", ())
    assert read(b"a\x0c" * 5_000_000, "txt").state == "partly"


def test_a_reader_can_take_no_more_than_it_was_given_nor_open_more() -> None:
    tried = """
import os
from portalkit.documents.child import confine
confine(2, 150)
def fails(act):
    try:
        act()
    except (MemoryError, OSError):
        return True
    return False
print(fails(lambda: bytearray(150_000_000)), fails(lambda: [os.dup(0) for _ in range(100)]))
"""
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"] and MEGABYTES <= 150


def test_a_file_under_a_password_says_so() -> None:
    from pypdf import PdfReader, PdfWriter

    writer, made = PdfWriter(PdfReader(io.BytesIO(pdf(["One"])))), io.BytesIO()
    writer.encrypt("open sesame", algorithm="RC4-128")
    writer.write(made)
    assert read(made.getvalue(), "pdf").state == "locked"
