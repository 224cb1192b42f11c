"""Keep what was searched, and forget it in time."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from knowledge.model.asked import Asked, AskedBy, Opened, kept_query
from knowledge.store import audience_searches, searches
from portalkit.database import Transaction


def keep_searches(
    tx: Transaction, asked: Iterable[Asked], opened: Iterable[Opened], by: Iterable[AskedBy] = ()
) -> None:
    """Add what was asked and opened meanwhile, some of it `by` audiences, to what is known of these days."""
    searches.keep(tx, asked, opened)
    audience_searches.keep(tx, by)


def import_searches(tx: Transaction, items: Iterable[dict[str, Any]]) -> int:
    """Take in what was searched elsewhere, masked too, in place of what is known of these days and words. How many."""
    kept = {(item["day"], query): item for item in items if (query := kept_query(item["query"]))}
    for (day, query), item in kept.items():
        searches.drop(tx, day, query)
        audience_searches.drop(tx, day, query)
        asked = Asked(day, query, item["asked"], item["empty"], item["found"])
        opened = [Opened(day, query, **each) for each in item["opened"]]
        keep_searches(tx, [asked], opened, [AskedBy(day, query=query, **each) for each in item["by"]])
    return len(kept)


def forget_searches(days: int, tx: Transaction) -> None:
    """Drop what is older than so many days."""
    before = tx.now.date() - timedelta(days=days)
    searches.forget(tx, before)
    audience_searches.forget(tx, before)
