"""A record of what editors reached although it is not for them."""

from collections.abc import Iterable

from sqlalchemy.dialects.postgresql import insert as insert_or

from knowledge.store.tables import reaches
from portalkit.database import Transaction


def add(tx: Transaction, person_id: str, act: str, kind: str, thing_ids: Iterable[str]) -> None:
    """Record that a person `listed`, `opened` or `changed` these things today."""
    rows = [
        {
            "person_id": person_id,
            "thing_id": id,
            "act": act,
            "day": tx.now.date().isoformat(),
            "kind": kind,
            "at": tx.now,
        }
        for id in thing_ids
    ]
    tx.execute_many(insert_or(reaches).on_conflict_do_nothing(), rows)
