"""The process that reads one file, from its input, writes a line of JSON for each page, and can do nothing else.

It limits itself before it looks at the file: memory, computing time, what it may write, files it may open. It starts
no process, and where the system lets it, it has no network.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import astuple
from typing import BinaryIO

import orjson

from portalkit.documents.pages import Unreadable, numbered

MOST_WRITTEN = 20_000_000  # bytes
MOST_OPEN = 32
APART = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
Read = Callable[[BinaryIO], Iterator[tuple[str, str | None]]]


def confine(seconds: int, megabytes: int) -> None:
    """Give up whatever reading a file does not need."""
    os.nice(10)
    memory = megabytes * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    ctypes.CDLL(None).unshare(APART)  # not allowed everywhere; it is one fence of several
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def reader_of(kind: str) -> Read:
    """What reads files of `kind`; only that is loaded."""
    if kind == "pdf":
        from portalkit.documents.pdf import pdf_pages

        return pdf_pages
    if kind in ("docx", "xlsx", "pptx"):
        from portalkit.documents import office

        return {"docx": office.docx_pages, "xlsx": office.xlsx_pages, "pptx": office.pptx_pages}[kind]
    from portalkit.documents import texts

    return {"html": texts.html_pages, "txt": texts.plain_pages}[kind]


def main() -> int:
    """Read the file; 0 when all of it was read, 3 when a password keeps it, 4 when there is too much of it."""
    kind, seconds, megabytes = sys.argv[1:]
    confine(int(seconds), int(megabytes))
    out = sys.stdout.buffer
    try:
        for page in numbered(reader_of(kind)(sys.stdin.buffer)):
            out.write(orjson.dumps(astuple(page)) + b"\n")
            out.flush()
    except Unreadable as fault:
        return 3 if str(fault) == "password" else 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
