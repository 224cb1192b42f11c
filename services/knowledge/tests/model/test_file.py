"""Under which name a file goes."""

import pytest

from knowledge.model.file import LONGEST_NAME, safe_name
from portalkit.documents.kinds import KINDS


@pytest.mark.parametrize(
    ("given", "kind", "name"),
    [
        ("Heron 300 manual.pdf", "pdf", "Heron 300 manual.pdf"),
        ("Übersicht.PDF", "pdf", "Übersicht.PDF"),
        ("photo.jpeg", "jpg", "photo.jpeg"),
        ("readings.csv", "txt", "readings.csv"),
        ("invoice.pdf.exe", "pdf", "invoice.pdf.exe.pdf"),
        ("run.bat", "txt", "run.bat.txt"),
        ("page.html", "txt", "page.html.txt"),
        ("picture.png", "html", "picture.png.html"),
        ("annex\u202efdp.exe", "pdf", "annexfdp.exe.pdf"),
        ("a\0b\n.pdf", "pdf", "ab.pdf"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\me\\a.docx", "docx", "a.docx"),
        ("..", "pdf", "file.pdf"),
        ("/", "pdf", "file.pdf"),
        ("", "png", "file.png"),
        (".htaccess", "txt", "htaccess.txt"),
        ('a"; filename="b.pdf', "pdf", "a-- filename=-b.pdf"),
        ("a<script>.pdf", "pdf", "a-script-.pdf"),
    ],
)
def test_a_name_has_no_folder_nothing_hidden_and_an_ending_of_its_kind(given: str, kind: str, name: str) -> None:
    assert safe_name(given, KINDS[kind]) == name


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = safe_name("x" * 5000 + ".pdf", KINDS["pdf"])
    assert len(name) <= LONGEST_NAME and name.endswith("x.pdf")
