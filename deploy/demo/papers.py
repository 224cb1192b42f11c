"""Makes the demonstration's files of what is written about them: a PDF, an office file, or a text as it is."""

from typing import Any

import office

WIDE, HIGH, LEFT, TOP = 595, 842, 72, 760  # points of a page of A4


def paper(file: dict[str, Any]) -> bytes:
    """The bytes of one file."""
    if "text" in file:
        return str(file["text"]).lstrip("\n").encode()
    if "blocks" in file:
        return office.docx(file["blocks"])
    if "sheet" in file:
        return office.xlsx({sheet["name"]: sheet["rows"] for sheet in file["sheet"]})
    if "slide" in file:
        return office.pptx(file["slide"])
    pages = [_page(file["title"], number, page) for number, page in enumerate(file["page"], 1)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for number, drawn in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    return _document(objects)


def _page(title: str, number: int, page: dict[str, Any]) -> bytes:
    lines = [("F2", 20, TOP, page["title"])]
    lines += [("F1", 12, TOP - 40 - 20 * at, line) for at, line in enumerate(page["lines"])]
    lines.append(("F1", 9, 48, f"Saltmarsh Instruments  -  {title}  -  {number}"))
    return "\n".join(
        f"BT /{font} {size} Tf {LEFT} {height} Td ({_escaped(text)}) Tj ET" for font, size, height, text in lines
    ).encode("latin-1")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _document(objects: list[bytes]) -> bytes:
    made, rows = b"%PDF-1.4\n", b""
    for number, each in enumerate(objects, 1):
        rows += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + rows + tail
