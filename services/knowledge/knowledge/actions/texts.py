"""What is read in files: who reads which just now, and what became of it."""

from datetime import timedelta

from knowledge.model.file import FAILED, MOST_ATTEMPTS, FileVersion
from knowledge.store import files, texts
from portalkit.database import Transaction
from portalkit.documents.pages import PageText
from portalkit.documents.reading import Text


def take_version(tx: Transaction, lease: timedelta) -> FileVersion | None:
    """A version whose text nobody has read, taken for as long as `lease`; None when there is none to be read.

    One that ended its reader with the whole process before, again and again, is given up.
    """
    taken = texts.take(tx, tx.now + lease)
    if taken is None or taken.attempts < MOST_ATTEMPTS:
        return taken
    texts.settle(tx, taken, FAILED)
    return None


def keep_text(tx: Transaction, version: FileVersion, text: Text) -> None:
    """Keep what was read in a version that was taken; it can be found soon, unless there is a newer version by now."""
    file = files.held(tx, version.file_id)
    if texts.settle(tx, version, text.state) and file.current_id == version.id:
        texts.replace_pages(tx, file.id, text.pages or (PageText(1, ""),))


def give_back(tx: Transaction, version: FileVersion) -> None:
    """Let a version that was taken, and that the store did not give out, be tried anew as if nothing had been."""
    texts.give_back(tx, version)
