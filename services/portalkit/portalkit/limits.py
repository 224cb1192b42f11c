"""Rate limits that hold across processes and restarts: one row per key, one statement per question."""

import math
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, case
from sqlalchemy.dialects.postgresql import insert as insert_or

from portalkit.database import Database, Transaction, param
from portalkit.errors import Throttled
from portalkit.tables import limits

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` in `seconds`, as a bucket that empties evenly (generic cell rate algorithm, ITU-T I.371)."""

    name: str
    most: int
    seconds: int

    @property
    def step(self) -> int:
        """Microseconds that one costs."""
        return self.seconds * MICRO // self.most


NOW, STEP, ROOM = (param(name, type_=BigInteger) for name in ("t_now", "t_step", "t_room"))
_start = case((limits.c.empty_at > NOW, limits.c.empty_at), else_=NOW)
_insert = insert_or(limits).values(key=param("t_key"), empty_at=NOW + STEP)
TAKE = _insert.on_conflict_do_update(
    index_elements=["key"], set_={"empty_at": _start + STEP}, where=_start + STEP - NOW <= ROOM
).returning(limits.c.empty_at)


def _micros(moment: datetime) -> int:
    return int(moment.timestamp() * MICRO)


def take(tx: Transaction, limit: Limit, key: str) -> int:
    """Take one of `limit` for `key`; how many are left now. Raises Throttled when there is none."""
    now = _micros(tx.now)
    room = limit.seconds * MICRO
    full_key = f"{limit.name}:{key}"[:160]
    empty_at = tx.value(TAKE, t_key=full_key, t_now=now, t_step=limit.step, t_room=room)
    if empty_at is None:
        at = tx.value(
            limits.select().with_only_columns(limits.c.empty_at).where(limits.c.key == param("k")), k=full_key
        )
        raise Throttled(max(1, math.ceil(((at or now) + limit.step - room - now) / MICRO)))
    return int((room - (empty_at - now)) // limit.step)


def spend(database: Database, limit: Limit, key: str) -> int:
    """`take` in a transaction of its own, for a question that is asked before the work begins."""
    with database.transaction(counted=False) as tx:
        return take(tx, limit, key)


def forget(tx: Transaction, limit: Limit, key: str) -> None:
    """Empty the bucket of `key`."""
    tx.execute(limits.delete().where(limits.c.key == f"{limit.name}:{key}"[:160]))


def prune_limits(tx: Transaction) -> None:
    """Drop buckets that are empty by now."""
    tx.execute(limits.delete().where(limits.c.empty_at < _micros(tx.now)))
