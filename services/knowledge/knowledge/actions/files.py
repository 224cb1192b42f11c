"""Attach files to articles, replace and remove them."""

from knowledge.actions.writing import reached
from knowledge.model.article import Article, check_can_write
from knowledge.model.file import Content, File, FileVersion, Room, check_can_add, check_room, first_state
from knowledge.store import articles, files, texts
from portalkit import acts
from portalkit.database import Transaction
from portalkit.documents.pages import PageText
from portalkit.errors import Refused, Stale
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def attach_file(tx: Transaction, editor: Viewer, article_id: str, content: Content) -> File:
    """Give an article a file; one that it has under the same name already gets the new content.

    The file has the same readers as the article from now on. Raises Forbidden, Missing, Refused.
    """
    article = _article(tx, editor, article_id)
    there = files.of_article(tx, article_id)
    same = next((each for each in there if each.name == content.name), None)
    if same is not None:
        return _replace(tx, editor, files.held(tx, same.id), None, content)
    check_can_add(len(there))
    file = File(new_id(), article.id, content.id, content.name, content.kind.name, content.size, added_at=tx.now)
    files.add(tx, file)
    _keep(tx, editor, file, 1, content)
    return file


def replace_file(tx: Transaction, editor: Viewer, file_id: str, version: int | None, content: Content) -> File:
    """Give a file a new content, and the old one a place in its history. Raises Forbidden, Missing, Refused, Stale."""
    file = _held(tx, editor, file_id)
    if file.removed_at is not None:
        raise Refused("file-removed", "This file was removed. Bring it back first.")
    return _replace(tx, editor, file, version, content)


def remove_file(tx: Transaction, editor: Viewer, file_id: str, version: int | None) -> File:
    """Take a file from its article: nobody finds or opens it any more; for a week it can be brought back.

    Raises Forbidden, Missing, Stale.
    """
    file = _held(tx, editor, file_id)
    if file.removed_at is None:
        acts.note(tx, editor, "file.removed", file_id, article_id=file.article_id)
    return files.change(tx, file, version, {"removed_at": file.removed_at or tx.now})


def restore_file(tx: Transaction, editor: Viewer, file_id: str, version: int | None) -> File:
    """Bring a file back that was removed. Raises Forbidden, Missing, Stale, Refused."""
    file = _held(tx, editor, file_id)
    check_can_add(len(files.of_article(tx, file.article_id)))
    if file.removed_at is not None:
        acts.note(tx, editor, "file.restored", file_id, article_id=file.article_id)
    return files.change(tx, file, version, {"removed_at": None})


def check_can_attach(tx: Transaction, editor: Viewer, article_id: str) -> None:
    """Raise Forbidden or Missing before anything is taken in."""
    _article(tx, editor, article_id)


def check_can_replace(tx: Transaction, editor: Viewer, file_id: str, version: int | None) -> None:
    """Raise Forbidden, Missing or Stale before anything is taken in."""
    if version not in (None, _held(tx, editor, file_id).version):
        raise Stale("The file has changed since you read it.")


def check_has_room(tx: Transaction, editor: Viewer, room: Room, size: int = 0) -> None:
    """Raise Refused unless there is room for `size` bytes more. What was removed takes room until it is forgotten."""
    tx.alone("room-for-files")
    check_room(room, size, files.used(tx), files.used_by(tx, editor.id))


def _replace(tx: Transaction, editor: Viewer, file: File, version: int | None, content: Content) -> File:
    if files.version(tx, file.current_id).sha256 == content.sha256 and file.name == content.name:
        return file  # the same once more, as when a form is sent twice
    values = {"current_id": content.id, "name": content.name, "kind": content.kind.name, "size": content.size}
    changed = files.change(tx, file, version, values)
    _keep(tx, editor, changed, files.last_number(tx, file.id) + 1, content)
    return changed


def _keep(tx: Transaction, editor: Viewer, file: File, number: int, content: Content) -> None:
    """Keep the content as a version. Until its text is read the file is found by its name alone."""
    made = FileVersion(
        id=content.id,
        file_id=file.id,
        number=number,
        name=content.name,
        kind=content.kind.name,
        size=content.size,
        sha256=content.sha256,
        key=content.key,
        author_id=editor.id,
        saved_at=tx.now,
        text_state=first_state(content.kind),
    )
    files.add_version(tx, made)
    texts.replace_pages(tx, file.id, [PageText(1, "")])


def _held(tx: Transaction, editor: Viewer, file_id: str) -> File:
    """The file, its article held before it, as whoever changes the article does."""
    check_can_write(editor)
    article_id = files.article_of(tx, file_id)
    _article(tx, editor, article_id)
    return files.held(tx, file_id)


def _article(tx: Transaction, editor: Viewer, article_id: str) -> Article:
    check_can_write(editor)
    article = articles.held(tx, article_id)
    reached(tx, editor, article)
    return article
