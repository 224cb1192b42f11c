"""Keep what was searched, and forget it in time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from knowledge.model.asked import Asked, Opened, kept_query
from knowledge.store import searches
from portalkit.database import Transaction


def keep_searches(tx: Transaction, asked: Iterable[Asked], opened: Iterable[Opened]) -> None:
    """Add what was asked and opened meanwhile to what is known of these days."""
    searches.keep(tx, asked, opened)


def import_searches(tx: Transaction, items: Iterable[dict[str, Any]]) -> int:
    """Take in what was searched elsewhere, masked too, in place of what is known of these days and words. How many."""
    kept = {(item["day"], query): item for item in items if (query := kept_query(item["query"]))}
    for (day, query), item in kept.items():
        searches.drop(tx, day, query)
        asked = Asked(day, query, item["asked"], item["empty"], item["found"])
        searches.keep(tx, [asked], [Opened(day, query, **each) for each in item["opened"]])
    return len(kept)


def forget_searches(days: int, tx: Transaction) -> None:
    """Drop what is older than so many days."""
    searches.forget(tx, tx.now.date() - timedelta(days=days))
