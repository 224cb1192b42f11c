"""Office files are ZIP archives. Only their list of contents is looked at here, if it is short enough."""

import re
import stat
import struct
from collections.abc import Sequence
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from portalkit.errors import Refused

END, END_MARK, LONGEST_COMMENT = 22, b"PK\x05\x06", 65_535
MOST_ENTRIES, LONGEST_LIST = 5000, 1_000_000  # entries, and bytes of the list of them
MOST_UNPACKED, MOST_RATIO, SMALL = (
    300_000_000,
    200,
    10_000_000,
)  # bytes; what is small may be packed well
OUTSIDE = re.compile(r"^[/\\]|^[a-zA-Z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
TYPES_PART = "[Content_Types].xml"


def office_kind(source: BinaryIO) -> str | None:
    """docx, xlsx or pptx; None for any other archive. Raises Refused (422) for one that nobody should open."""
    try:
        _check_list(source)
        with ZipFile(source) as archive:
            entries = archive.infolist()
    except (BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError) as fault:
        raise Refused("damaged-file", "This file is damaged, or only a part of it.", 422) from fault
    names = {entry.filename for entry in entries}
    found = [kind for part, kind in MAIN_PARTS.items() if part in names]
    if TYPES_PART not in names or len(found) != 1:
        return None
    _check_entries(source, entries)
    return found[0]


def _check_list(source: BinaryIO) -> None:
    """Raise unless the list of contents is as short as it says, before anything is made of it."""
    size = source.seek(0, 2)
    source.seek(max(0, size - END - LONGEST_COMMENT))
    tail = source.read()
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END:
        raise BadZipFile("no list of contents")
    _, _, _, entries, length = struct.unpack("<HHHHL", tail[at + 4 : at + 16])
    if entries > MOST_ENTRIES or length > LONGEST_LIST:  # a longer list than this field can tell is too long, too
        raise _suspicious()


def _check_entries(source: BinaryIO, entries: Sequence[ZipInfo]) -> None:
    packed = source.seek(0, 2)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > packed * MOST_RATIO):
        raise _suspicious()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("protected-file", "This file is protected by a password. Take the password off first.", 422)
    if any(OUTSIDE.search(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
        raise _suspicious()
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused("file-with-macros", "Files with macros are not taken. Save it without them.", 422)


def _suspicious() -> Refused:
    return Refused("suspicious-file", "This file is packed in a way that no office program packs files.", 422)
