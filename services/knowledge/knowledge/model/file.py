"""What a file of an article is, under which name it goes, and what became of its text."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from portalkit.documents.kinds import KINDS, Kind
from portalkit.errors import Refused

FILE = "file"  # what it is to all services
FOLDER = "knowledge/files/"  # of the file store
WAITING, READ, PARTLY, NONE, FAILED, LOCKED = "waiting", "read", "partly", "none", "failed", "locked"
TEXT_STATES = (WAITING, READ, PARTLY, NONE, FAILED, LOCKED)
KEPT_REMOVED = timedelta(days=7)  # for so long a file that was removed can be brought back
MOST_ATTEMPTS = 2  # a reader that died with its process is tried once more
MOST_FILES = 50  # of one article
LONGEST_NAME, LONGEST_ENDING = 150, 10
ENDINGS = {
    "html": ("html", "htm"),
    "jpg": ("jpg", "jpeg"),
    "txt": ("txt", "csv", "log", "md", "json", "xml", "yaml", "yml", "ini", "conf", "tsv"),
}
# Control characters, and those that turn the direction of writing, so that gpj.exe would read exe.jpg.
INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff0-\uffff]"
)
NOT_IN_NAMES = re.compile(r'[<>:"|?*%;]')


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is now; `current_id` is its newest version."""

    id: str
    article_id: str
    current_id: str
    name: str
    kind: str
    size: int
    added_at: datetime
    removed_at: datetime | None = None
    revision: int = 1
    version: int = 1


@dataclass(frozen=True, slots=True)
class FileVersion:
    """One content that a file had, and who brought it."""

    id: str
    file_id: str
    number: int
    name: str
    kind: str
    size: int
    sha256: str
    key: str
    author_id: str
    saved_at: datetime
    text_state: str = WAITING
    attempts: int = 0
    taken_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What was brought, as it lies in the file store."""

    id: str
    name: str
    kind: Kind
    size: int
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes all files may have together, every version of each, and those that one person brought."""

    all: int
    person: int


def check_room(room: Room, size: int, used: int, used_by_person: int) -> None:
    """Raise Refused when there is no room for `size` bytes more."""
    if used_by_person + size > room.person:
        told = f"What you have brought takes {_megabytes(used_by_person)} of {_megabytes(room.person)} MB."
        raise Refused("quota-used", f"{told} Remove something first, or ask an administrator.", 413)
    if used + size > room.all:
        told = f"All files together take {_megabytes(used)} of {_megabytes(room.all)} MB."
        raise Refused("no-room", f"{told} Remove something first, or ask an administrator.", 413)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f}"


def safe_name(given: str, kind: Kind) -> str:
    """A name to show and to save under: without folders and what nobody sees, and with an ending of its `kind`."""
    name = unicodedata.normalize("NFC", INVISIBLE.sub("", given)).replace("\\", "/").rstrip("/. ")
    name = NOT_IN_NAMES.sub("-", re.sub(r"\s+", " ", name.rpartition("/")[2])).strip(" .")
    ending = PurePosixPath(name).suffix
    if ending[1:].lower() not in ENDINGS.get(kind.name, (kind.name,)):
        name, ending = f"{name}{'' if name else 'file'}.{kind.name}", f".{kind.name}"
    return f"{name.removesuffix(ending)[: LONGEST_NAME - LONGEST_ENDING]}{ending}"


def first_state(kind: Kind) -> str:
    """What is to become of the text of a file of `kind`."""
    return WAITING if kind.text else NONE


def listed(file: File) -> dict[str, Any]:
    """A file as its article's page lists it."""
    return {"id": file.id, "name": file.name, "kind": file.kind, "label": KINDS[file.kind].label, "size": file.size}


def check_can_add(there: int) -> None:
    """Raise Refused when an article has as many files as one may have."""
    if there >= MOST_FILES:
        raise Refused("too-many-files", f"An article has {MOST_FILES} files at most. Remove one first.")
