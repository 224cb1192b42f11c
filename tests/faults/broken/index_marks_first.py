"""Things are taken off the index's queue, and written to the index then."""

from faults.broken import run
from portalkit.indexing import Indexer


def write(self, generation):
    pending = self._source.pending(generation, self._batch)
    if not pending:
        return False
    self._source.mark(generation, [(each.id, each.version) for each in pending])
    documents = [each.document for each in pending if each.document is not None]
    self._index.write(generation, documents, [each.id for each in pending if each.document is None])
    return True


Indexer._write = write
run()
