"""Say that one reads a topic, and hear who else does."""

from dataclasses import dataclass

from community.model.presence import Seen
from community.store import presences, standings, topics
from portalkit.database import Database, Transaction
from portalkit.viewer import Viewer

NAMES_MOST = 5


@dataclass(frozen=True, slots=True)
class Readers:
    """Others who read a topic, and who of them write a reply: how many, and the names of some."""

    readers: int
    names: list[str]
    writers: int
    writing: list[str]


def read(database: Database, viewer: Viewer, topic_id: str, writing: bool) -> Readers:
    """Be one of those who read a topic, `writing` a reply or not, and see the others. Raises Missing.

    Most calls write nothing down. What they do write changes nothing that any page shows, and waits for no disk.
    """
    with database.reading() as db:
        topics.get(db, viewer, topic_id)
        before, now = presences.mine(db, viewer, topic_id), db.now
        rows = presences.others(db, viewer, topic_id)
    if before is None or before.is_news(now, writing):
        with database.transaction(counted=False, lasting=False) as tx:
            presences.put(tx, viewer, topic_id, writing)
    writers = [row for row in rows if Seen(row.seen_at, row.writing_at).writes(now)]
    names, busy = ([row.name for row in each if row.name] for each in (rows, writers))
    return Readers(len(rows), names[:NAMES_MOST], len(writers), busy[:NAMES_MOST])


def choose_named(tx: Transaction, viewer: Viewer, named: bool) -> bool:
    """Be named to others who read the same, or be one of a number."""
    standings.name(tx, viewer.id, named)
    return named
