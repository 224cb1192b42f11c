"""What the gateway asks of knowledge about files, and sends to it."""

from collections.abc import Callable
from typing import Any, BinaryIO

from gateway.upstream.caller import Caller, quoted
from gateway.upstream.knowledge import PAGES, SERVICE

UPLOAD_SECONDS, PIECE_SECONDS = 60.0, 10.0
Piece = Callable[[int], bytes]  # the bytes from there on, as many as come at once


def opened(caller: Caller, file_id: str) -> tuple[dict[str, Any], Piece]:
    """A file that the viewer may read now: what it is, and its bytes."""
    return _opened(caller, f"/internal/v1/files/{quoted(file_id)}")


def opened_version(caller: Caller, version_id: str) -> tuple[dict[str, Any], Piece]:
    """Any version of a file, for its editors."""
    return _opened(caller, f"/internal/v1/staff/versions/{quoted(version_id)}")


def staff_files(caller: Caller, article_id: str) -> Any:
    """An article's files with their history: {article, files, most}."""
    return caller.read(SERVICE, f"{PAGES}/staff/article/{quoted(article_id)}/files")


def attach(caller: Caller, article_id: str, name: str, source: BinaryIO, length: int) -> None:
    """Attach a file to an article."""
    path = f"/internal/v1/articles/{quoted(article_id)}/files"
    caller.afresh(UPLOAD_SECONDS).upload(SERVICE, path, {"name": name}, source, length)


def replace(caller: Caller, file_id: str, version: str, name: str, source: BinaryIO, length: int) -> None:
    """Give a file that was read at `version` a new content."""
    path = f"/internal/v1/files/{quoted(file_id)}/versions"
    caller.afresh(UPLOAD_SECONDS).upload(SERVICE, path, {"name": name, "version": version}, source, length)


def remove(caller: Caller, file_id: str, version: str) -> None:
    """Take a file from its article."""
    caller.change(SERVICE, f"/v1/files/{quoted(file_id)}/remove", None, version, "POST")


def restore(caller: Caller, file_id: str, version: str) -> None:
    """Bring a file back."""
    caller.change(SERVICE, f"/v1/files/{quoted(file_id)}/restore", None, version, "POST")


def _opened(caller: Caller, path: str) -> tuple[dict[str, Any], Piece]:
    told = caller.read(SERVICE, path)

    def piece(start: int) -> bytes:
        asked = {"version_id": told["version_id"], "start": start}
        return caller.afresh(PIECE_SECONDS).piece(SERVICE, f"{path}/piece", asked)

    return told, piece
