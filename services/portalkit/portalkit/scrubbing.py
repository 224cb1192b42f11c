"""Leave nothing in a file of SQLite of what was deleted or written over."""

import sqlite3

import structlog

log = structlog.get_logger(__name__)


def scrub(db: sqlite3.Connection) -> bool:
    """Write the file of `db` anew, and cut its log off; False while somebody uses it, or there is no room for that.

    `secure_delete` empties what is deleted. But a page that gives rows to another keeps their bytes between its cells
    (`rebuildPage` of SQLite's btree.c), where no row leads any more. A file that is written anew has no such places.
    """
    try:
        db.execute("VACUUM")
        return bool(db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
    except sqlite3.OperationalError as fault:
        log.info("not-scrubbed", fault=str(fault))
        return False
