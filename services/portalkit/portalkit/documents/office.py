"""The text of office files (Office Open XML): of their parts' XML, read as a stream and without any DTD."""

import posixpath
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from portalkit.documents.pages import LONGEST_PAGE, parts

MOST_SHARED, MOST_PARTS = 200_000, 2000
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """A Word file by its page breaks: those that its author set, and those where Word last broke it."""
    with ZipFile(source) as archive:
        pieces: list[str] = []
        for element in _elements(archive, "word/document.xml"):
            name = _local(element)
            breaks = name == "lastRenderedPageBreak" or (name == "br" and element.get(f"{_W}type") == "page")
            if breaks and "".join(pieces).strip():
                yield from _unlabelled("".join(pieces))
                pieces = []
            if name == "t":
                pieces.append(element.text or "")
            elif name in ("p", "tab", "br", "cr", "tc"):
                pieces.append("\n" if name != "tab" else "\t")
            if name in ("p", "tbl"):
                element.clear()
        yield from _unlabelled("".join(pieces))


def xlsx_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """An Excel file by its sheets, each called by its name; a long one in parts."""
    with ZipFile(source) as archive:
        shared = _shared_strings(archive)
        for target, label in _targets(archive, "xl/workbook.xml", "sheet"):
            for part in parts("\n".join(_rows(archive, target, shared))):
                yield part, label


def pptx_pages(source: BinaryIO) -> Iterator[tuple[str, str | None]]:
    """A PowerPoint file by its slides."""
    with ZipFile(source) as archive:
        for target, _ in _targets(archive, "ppt/presentation.xml", "sldId"):
            pieces = []
            for element in _elements(archive, target):
                name = _local(element)
                if name == "t":
                    pieces.append(element.text or "")
                elif name in ("p", "br"):
                    pieces.append("\n")
            yield "".join(pieces), None


def _unlabelled(text: str) -> Iterator[tuple[str, None]]:
    for part in parts(text) if len(text) > LONGEST_PAGE else (text,):
        yield part, None


def _rows(archive: ZipFile, part: str, shared: list[str]) -> Iterator[str]:
    cells: list[str] = []
    for element in _elements(archive, part):
        name = _local(element)
        if name == "c":
            cells.append(_cell(element, shared))
        elif name == "row":
            if row := " ".join(filter(None, cells)):
                yield row
            cells = []
            element.clear()


def _cell(cell: Element, shared: list[str]) -> str:
    """What a cell shows: its text, or its number as it is stored."""
    value = "".join(each.text or "" for each in cell.iter() if _local(each) in ("v", "t"))
    if cell.get("t") != "s":
        return value
    return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""


def _shared_strings(archive: ZipFile) -> list[str]:
    """Texts that several cells use, by their number."""
    found: list[str] = []
    if "xl/sharedStrings.xml" not in archive.NameToInfo:
        return found
    for element in _elements(archive, "xl/sharedStrings.xml"):
        if _local(element) == "si":
            found.append("".join(each.text or "" for each in element.iter() if _local(each) == "t"))
            element.clear()
            if len(found) >= MOST_SHARED:
                break
    return found


def _targets(archive: ZipFile, main: str, element_name: str) -> Iterator[tuple[str, str | None]]:
    """The parts that the main part lists, in its order, each with its name."""
    folder, name = posixpath.split(main)
    places = {
        str(each.get("Id")): str(each.get("Target"))
        for each in _elements(archive, f"{folder}/_rels/{name}.rels")
        if _local(each) == "Relationship"
    }
    listed = [each for each in _elements(archive, main) if _local(each) == element_name][:MOST_PARTS]
    for each in listed:
        target = places.get(str(each.get(RELATIONS)), "")
        part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}")
        if part in archive.NameToInfo:
            yield part, each.get("name")


def _elements(archive: ZipFile, part: str) -> Iterator[Element]:
    """Every element of a part, once it is read to its end."""
    with archive.open(part) as stream:
        for _, element in iterparse(stream, forbid_dtd=True):
            yield element


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
