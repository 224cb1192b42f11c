"""Office files (Office Open XML) of a few lines each: a letter, a sheet of cells, slides."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OPEN = "http://schemas.openxmlformats.org"
MAIN = {kind: f"{OPEN}/{kind}ml/2006/main" for kind in ("wordprocessing", "spreadsheet", "presentation", "drawing")}
LINKS, PACKAGE = f"{OPEN}/officeDocument/2006/relationships", f"{OPEN}/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WIDE, HIGH = 9144000, 5143500  # of a slide, in units of 1/914400 inch
Parts = dict[str, str]


def docx(blocks: Sequence[str]) -> bytes:
    """A Word file; a block that begins with "# " is a heading, one that is "---" begins a page."""
    body = "".join(_paragraph(block) for block in blocks)
    document = f'<w:document xmlns:w="{MAIN["wordprocessing"]}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _package("word/document.xml", f"{TYPE}.wordprocessingml.document.main+xml", document, {})


def _paragraph(block: str) -> str:
    if block == "---":
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    look = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>' if block.startswith("# ") else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in block.removeprefix("# ").split("\n")
    )
    return f"<w:p><w:r>{look}{lines}</w:r></w:p>"


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """An Excel file of sheets by name, each of rows of texts and numbers."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1)
    )
    spaces = f'xmlns="{MAIN["spreadsheet"]}"'
    book = f'<workbook {spaces} xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>'
    parts: Parts = {}
    for number, rows in enumerate(sheets.values(), 1):
        cells = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
        parts[f"worksheets/sheet{number}.xml"] = f"<worksheet {spaces}><sheetData>{cells}</sheetData></worksheet>"
    return _package("xl/workbook.xml", f"{TYPE}.spreadsheetml.sheet.main+xml", book, parts)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def pptx(slides: Sequence[Mapping[str, Any]]) -> bytes:
    """A PowerPoint file; each slide has a title and lines."""
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    spaces = f'xmlns:p="{MAIN["presentation"]}" xmlns:a="{MAIN["drawing"]}"'
    show = (
        f'<p:presentation {spaces} xmlns:r="{LINKS}"><p:sldIdLst>{listed}</p:sldIdLst>'
        f'<p:sldSz cx="{WIDE}" cy="{HIGH}"/><p:notesSz cx="{HIGH}" cy="{WIDE}"/></p:presentation>'
    )
    parts = {
        f"slides/slide{number}.xml": f"<p:sld {spaces}><p:cSld><p:spTree>{_group()}"
        f"{_box(2, 400000, 32, [slide['title']])}{_box(3, 1500000, 20, slide['lines'])}</p:spTree></p:cSld></p:sld>"
        for number, slide in enumerate(slides, 1)
    }
    return _package("ppt/presentation.xml", f"{TYPE}.presentationml.presentation.main+xml", show, parts)


def _group() -> str:
    return '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'


def _box(id: int, top: int, size: int, lines: Sequence[str]) -> str:
    text = "".join(f'<a:p><a:r><a:rPr sz="{size}00"/><a:t>{escape(line)}</a:t></a:r></a:p>' for line in lines)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Text {id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="500000" y="{top}"/><a:ext cx="{WIDE - 1000000}" cy="900000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/>{text}</p:txBody></p:sp>'
    )


def _package(main: str, type_: str, document: str, parts: Parts) -> bytes:
    """The archive around a main part and those that it leads to, in their order (rId1, rId2 …)."""
    folder, _, name = main.partition("/")
    kinds = {part: part.partition("/")[0].removesuffix("s") for part in parts}
    named = {"worksheet": "spreadsheetml", "slide": "presentationml"}
    said = "".join(
        f'<Override PartName="/{folder}/{part}" ContentType="{TYPE}.{named[kind]}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kinds[part]}" Target="{part}"/>'
        for number, part in enumerate(parts, 1)
    )
    first = f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="{main}"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{type_}"/>{said}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{first}</Relationships>',
        main: document,
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        **{f"{folder}/{part}": content for part, content in parts.items()},
    }
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(ZipInfo(path), HEAD + content)  # without a date, so that the same again is the same
    return made.getvalue()
