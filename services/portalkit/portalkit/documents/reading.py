"""Read the text of a file in a process of its own, that may end badly: then it is what was read until then."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import orjson
import structlog

from portalkit.documents.child import MOST_WRITTEN
from portalkit.documents.pages import PageText

log = structlog.get_logger(__name__)
OURS = str(Path(__file__).parents[2])
MEGABYTES = 150  # of addresses; a child that reads PDFs takes 46 of them at rest
PROTECTED = 3
WHOLE, PARTLY, NOTHING, LOCKED = "read", "partly", "failed", "locked"


@dataclass(frozen=True, slots=True)
class Text:
    """What was read: `read` to the end, `partly` until something stopped it, `failed`, or `locked` by a password."""

    state: str
    pages: tuple[PageText, ...] = ()


def read_text(source: BinaryIO, kind: str, seconds: int, megabytes: int = MEGABYTES) -> Text:
    """The text of the file in `source` (one with a descriptor), in at most `seconds` of computing, twice that in all.

    Whatever the file does to its reader, this returns.
    """
    source.seek(0)
    with TemporaryFile() as found:
        code = _run(source, found, (kind, str(seconds), str(megabytes)), seconds * 2)
        found.seek(0)
        pages = tuple(_pages(found.read(MOST_WRITTEN)))
    if code == PROTECTED:
        return Text(LOCKED)
    if code:
        log.info("file-text-unread", kind=kind, code=code, pages=len(pages))
    return Text((PARTLY if pages else NOTHING) if code else WHOLE, pages)


def _run(source: BinaryIO, found: BinaryIO, arguments: tuple[str, ...], seconds: float) -> int:
    """The child's exit code; one that takes too long is killed."""
    child = subprocess.Popen(
        [sys.executable, "-s", "-m", "portalkit.documents.child", *arguments],
        stdin=source,
        stdout=found,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": OURS, "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"},
        cwd="/",
        start_new_session=True,
    )
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        return -9
    finally:
        child.kill()
        child.wait()


def _pages(written: bytes) -> Iterator[PageText]:
    """What the child wrote, up to a line that it could not finish."""
    for line in written.splitlines(keepends=True):
        if not line.endswith(b"\n"):
            return
        yield PageText(*orjson.loads(line))
