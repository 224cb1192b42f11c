"""The worker's loop that reads the text of files, one after the other, each in a process of its own."""

import time
from datetime import timedelta
from tempfile import TemporaryFile

import structlog

from knowledge.actions.texts import give_back, keep_text, take_version
from knowledge.model.file import FileVersion
from knowledge.settings import Settings
from portalkit.database import Database
from portalkit.documents.reading import NOTHING, Text, read_text
from portalkit.errors import Missing
from portalkit.files import Files
from portalkit.indexing import Pause

log = structlog.get_logger(__name__)


class TextReader:
    """Reads what nobody has read yet. A file that cannot be read stays so; a store that is away is asked again."""

    def __init__(self, database: Database, files: Files, settings: Settings) -> None:
        self._database, self._files, self._seconds = database, files, settings.file_seconds
        # Longer than any reading takes, so that a file is taken again only after its reader died.
        self._lease = timedelta(seconds=max(settings.lease_seconds, 4 * settings.file_seconds))
        self._pause = Pause()

    def step(self) -> bool:
        """Read one file, if one waits; whether one did."""
        if self._pause.lasts(time.monotonic()):
            return False
        with self._database.transaction(counted=False) as tx:
            version = take_version(tx, self._lease)
        if version is None:
            return False
        try:
            text = self._read(version)
        except Missing:
            text = Text(NOTHING)
        except OSError as fault:
            log.warning("file-store-unavailable", seconds=self._pause.begin(time.monotonic()), exc_info=fault)
            with self._database.transaction(counted=False) as tx:
                give_back(tx, version)
            return False
        self._pause.end()
        self._keep(version, text)
        return True

    def _read(self, version: FileVersion) -> Text:
        with TemporaryFile() as held, self._files.open(version.key) as opened:
            for piece in opened:
                held.write(piece)
            held.flush()
            return read_text(held, version.kind, self._seconds)

    def _keep(self, version: FileVersion, text: Text) -> None:
        with self._database.transaction() as tx:
            try:
                keep_text(tx, version, text)
            except Missing:
                log.info("file-gone", version=version.id)
