"""Small files of the kinds that people attach, made by hand: what is in them is what a test put there."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0\x1f\x15\xc4\x89"


def jpeg(scan: bytes, *parts: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """A JPEG with `parts` (marker, content) before the data of its one scan, and something behind its end."""
    made = b"\xff\xd8" + b"".join(_jpeg_part(*part) for part in ((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *parts))
    return made + _jpeg_part(0xDA, b"\1\1\0\0?\0") + scan.replace(b"\xff", b"\xff\0") + b"\xff\xd9" + behind


def _jpeg_part(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def exif(orientation: int, words: bytes = b"") -> bytes:
    """What a camera writes: which way up the picture is, and `words`; without the six bytes before it in a JPEG."""
    return (
        struct.pack(">4sLH", b"MM\0*", 8, 2)
        + struct.pack(">HHLL", 0x0110, 2, len(words), 38)
        + struct.pack(">HHLHHL", 0x0112, 3, 1, orientation, 0, 0)
        + words
    )


def chunked_png(*parts: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """A PNG with `parts` (name, content) between its head and its end."""
    made = PNG
    for name, content in (*parts, (b"IEND", b"")):
        made += struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
    return made + behind


def webp(*parts: tuple[bytes, bytes]) -> bytes:
    """A WebP of `parts` (name, content)."""
    made = b"".join(
        name + struct.pack("<L", len(content)) + content + b"\0" * (len(content) % 2) for name, content in parts
    )
    return b"RIFF" + struct.pack("<L", 4 + len(made)) + b"WEBP" + made


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF with a line of text on each page (Latin letters)."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        stream = f"BT /F1 12 Tf 72 720 Td ({shown}) Tj ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + rows + tail


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(pages: Sequence[str], **more: str) -> bytes:
    """A Word file with a paragraph on each page."""
    brk = '<w:r><w:br w:type="page"/></w:r>'
    body = "".join(f"<w:p>{brk if n else ''}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for n, text in enumerate(pages))
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            **more,
        }
    )


def xlsx(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """An Excel file: sheets by name, each of rows of texts."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    places = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(names) + 1))
    shared = list(dict.fromkeys(cell for rows in sheets.values() for row in rows for cell in row))
    parts = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": f'<workbook xmlns="{X}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{places}</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{X}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        + "</sst>",
    }
    for n, rows in enumerate(sheets.values(), 1):
        cells = "".join(
            "<row>" + "".join(f'<c t="s"><v>{shared.index(cell)}</v></c>' for cell in row) + "</row>" for row in rows
        )
        parts[f"xl/worksheets/sheet{n}.xml"] = f'<worksheet xmlns="{X}"><sheetData>{cells}</sheetData></worksheet>'
    return packed(parts)


def pptx(slides: Sequence[str]) -> bytes:
    """A PowerPoint file with a paragraph on each slide."""
    numbers = range(1, len(slides) + 1)
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
    places = "".join(f'<Relationship Id="r{n}" Target="slides/slide{n}.xml"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": TYPES,
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{OFFICE}"><p:sldIdLst>{listed}</p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships>{places}</Relationships>",
    }
    for n, text in zip(numbers, slides, strict=True):
        parts[f"ppt/slides/slide{n}.xml"] = (
            f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:sld>'
        )
    return packed(parts)
