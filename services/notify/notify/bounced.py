"""The command that a mail server hands notifications to: `python -m notify bounce < message`."""

import argparse
import sys

from notify import NAME
from notify.actions.bounces import heed
from notify.actions.links import UnsubscribeLinks
from notify.model.bounce import read
from notify.settings import Settings
from portalkit.backends import open_database, secret
from portalkit.database import Database

MOST = 2_000_000  # bytes that are read; what tells stands at the beginning


def bounce(settings: Settings, _: argparse.Namespace) -> int:
    """Read one message from stdin and say what it changed; 0 too for what is none of ours, or it would come again."""
    database = open_database(settings, NAME)
    try:
        count = take(
            database, UnsubscribeLinks(settings.public_origin, secret(settings, NAME)), sys.stdin.buffer.read(MOST)
        )
    finally:
        database.close()
    print("A mail of ours came back." if count else "That is about no mail of ours; nothing was changed.")
    return 0


def take(database: Database, links: UnsubscribeLinks, raw: bytes) -> int:
    """Heed a notification; of how many mails of ours it tells."""
    told = read(raw)
    if not told:
        return 0
    with database.transaction() as tx:
        return sum(heed(tx, links, each) for each in told)
