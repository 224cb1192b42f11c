"""Files of articles: brought by who writes, opened and read by whoever may read the article."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import structlog
from flask import current_app

from knowledge.actions.files import (
    attach_file,
    check_can_attach,
    check_can_replace,
    check_has_room,
    remove_file,
    replace_file,
    restore_file,
)
from knowledge.actions.storing import take_in
from knowledge.api.desk import record
from knowledge.api.file_schemas import (
    FileList,
    FileName,
    FilePage,
    FileSchema,
    NewVersion,
    OpenedFile,
    PieceQuery,
    StaffFiles,
    WhichPage,
)
from knowledge.api.history import heading
from knowledge.api.views import person
from knowledge.model.article import EDITORS
from knowledge.model.file import Content, File
from knowledge.store import desk, files, remits, shelves, texts
from portalkit.database import Database, Transaction
from portalkit.documents.kinds import KINDS
from portalkit.errors import Missing, Unavailable
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("files", __name__, description="Files of articles")
log = structlog.get_logger(__name__)
PIECE = 1_000_000  # bytes that go in one answer


@blueprint.receives(
    "/internal/v1/articles/<article_id>/files", by=EDITORS, takes=FileName, gives=FileSchema, status=201
)
def attach(database, viewer, query, source, article_id):
    """Attach a file to an article; under the name of one that it has, it becomes that one's new content."""
    database.change(lambda tx: check_can_attach(tx, viewer, article_id))
    return _stored(
        database, viewer, source, query["name"], lambda tx, content: attach_file(tx, viewer, article_id, content)
    )


@blueprint.receives("/internal/v1/files/<file_id>/versions", by=EDITORS, takes=NewVersion, gives=FileSchema)
def replace(database, viewer, query, source, file_id):
    """Give a file a new content."""
    version = query["version"]
    database.change(lambda tx: check_can_replace(tx, viewer, file_id, version))
    return _stored(
        database, viewer, source, query["name"], lambda tx, content: replace_file(tx, viewer, file_id, version, content)
    )


@blueprint.changes("/v1/files/<file_id>/remove", by=EDITORS, gives=FileSchema, method="POST")
def remove(tx, viewer, version, file_id):
    """Take a file from its article; for a week it can be restored."""
    return remove_file(tx, viewer, file_id, version)


@blueprint.changes("/v1/files/<file_id>/restore", by=EDITORS, gives=FileSchema, method="POST")
def restore(tx, viewer, version, file_id):
    """Bring back a file that was removed."""
    return restore_file(tx, viewer, file_id, version)


@blueprint.reads("/v1/articles/<article_id>/files", by="anyone", gives=FileList)
def list_files(db, viewer, article_id):
    """The files of an article that one may read."""
    return {"items": shelves.article(db, viewer, article_id).files or []}


@blueprint.reads("/internal/v1/files/<file_id>", by="anyone", gives=OpenedFile)
def open_file(db, viewer, file_id):
    """A file that is to be opened."""
    return _opened(files.opened(db, viewer, file_id))


@blueprint.hands_out("/internal/v1/files/<file_id>/piece", by="anyone", takes=PieceQuery)
def piece(db, viewer, query, file_id):
    """Some of the file's bytes. One that was replaced meanwhile is missing: pieces of two would make no file."""
    row = files.opened(db, viewer, file_id)
    if row.version_id != query["version_id"]:
        raise Missing()
    return _piece(row.key, query["start"])


@blueprint.reads("/internal/v1/staff/versions/<version_id>", by=EDITORS, gives=OpenedFile)
def open_version(db, viewer, version_id):
    """Any version of a file, for who looks after it."""
    row = files.at_desk(db, version_id)
    record(viewer, "opened", [row], "article_id")
    return _opened(row)


@blueprint.hands_out("/internal/v1/staff/versions/<version_id>/piece", by=EDITORS, takes=PieceQuery)
def piece_of_version(db, viewer, query, version_id):
    """Some of its bytes."""
    return _piece(files.at_desk(db, version_id).key, query["start"])


@blueprint.reads("/internal/v1/pages/file/<file_id>", by="anyone", takes=WhichPage, gives=FilePage, etag="state")
def file_page(db, viewer, query, file_id):
    """A page of a file's text."""
    row = files.opened(db, viewer, file_id)
    page, count = texts.page(db, file_id, query["page"])
    if page is None:
        raise Missing()
    head = _listed(row) | {"inline": KINDS[row.kind].inline, "text_state": row.text_state, "saved_at": row.saved_at}
    return {
        "file": head,
        "article": {"id": row.article_id, "name": row.title},
        "trail": row.trail,
        "page": {"number": page.number, "label": page.label, "text": page.text},
        "pages": count,
    }


@blueprint.reads("/internal/v1/pages/staff/article/<article_id>/files", by=EDITORS, gives=StaffFiles)
def staff_files(db, viewer, article_id):
    """An article's files with all their versions."""
    row = desk.one(db, viewer, article_id)
    record(viewer, "opened", [row])
    rows = groupby(files.history(db, article_id), key=lambda each: each.file_id)
    return {
        "article": heading(row),
        "edit": remits.edits_at(db, viewer, row.category_path),
        "files": [_with_history(list(versions)) for _, versions in rows],
        "most": current_app.config["LARGEST_FILE"],
    }


def _stored(
    database: Database, viewer: Viewer, source: Any, name: str, act: Callable[[Transaction, Content], File]
) -> File:
    """What `act` makes of the file once it lies in the store; what no version names in the end is deleted."""
    store, room, named = current_app.extensions["files"], current_app.config["FILES_ROOM"], False
    database.change(lambda tx: check_has_room(tx, viewer, room))

    def keep(tx: Transaction) -> File:
        check_has_room(tx, viewer, room, content.size)
        return act(tx, content)

    with _reachable():
        content = take_in(store, source, name, current_app.config["LARGEST_FILE"])
    try:
        file = database.change(keep)
        named = file.current_id == content.id
        return file
    finally:
        if not named:
            with _reachable():
                store.delete(content.key)


def _piece(key: str, start: int) -> bytes:
    with _reachable(), current_app.extensions["files"].open(key, start, start + PIECE) as opened:
        return b"".join(opened)


@contextmanager
def _reachable() -> Iterator[None]:
    """Say so when the file store does not answer."""
    try:
        yield
    except OSError as fault:
        log.error("file-store-unavailable", exc_info=fault)
        raise Unavailable("Files cannot be reached just now. Try again in a moment.") from fault


def _listed(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "name", "kind", "size")} | {"label": KINDS[row.kind].label}


def _opened(row: Any) -> dict[str, Any]:
    kind = KINDS[row.kind]
    copied = {name: getattr(row, name) for name in ("version_id", "sha256", "saved_at")}
    return _listed(row) | copied | {"type": kind.type, "inline": kind.inline}


def _with_history(rows: list[Any]) -> dict[str, Any]:
    first = rows[0]
    copied = ("id", "number", "name", "kind", "size", "saved_at", "text_state")
    versions = [
        {name: getattr(row, name) for name in copied} | {"label": KINDS[row.kind].label, "author": person(row)}
        for row in rows
    ]
    return {
        "id": first.file_id,
        "version": first.version,
        "removed_at": first.removed_at,
        "versions": versions,
    }
