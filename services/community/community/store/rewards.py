"""Rows of rewards and redemptions, and the points that somebody has left."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, String, func, or_, select

from community.model.reward import REFUSED, WAITING, Redemption, Reward
from community.store import tallies
from community.store.tables import people, redemptions, rewards
from portalkit.database import Reading, Transaction, columns, param, satisfied_keys
from portalkit.errors import Stale
from portalkit.viewer import Viewer

MOST = 100

_for = rewards.c.audience_key.in_(satisfied_keys())
ONE = select(*columns(rewards, Reward)).where(rewards.c.id == param("id"), _for)
_period = (
    rewards.c.starts_at <= param("now", type_=rewards.c.starts_at.type),
    or_(rewards.c.ends_at.is_(None), rewards.c.ends_at > param("now", type_=rewards.c.starts_at.type)),
)
_cheapest = (rewards.c.cost, rewards.c.title, rewards.c.id)
EVERY = select(*columns(rewards, Reward)).where(_for).order_by(*_cheapest).limit(MOST)
RUNNING = EVERY.where(*_period)
_spent = select(func.coalesce(func.sum(redemptions.c.cost), 0)).where(
    redemptions.c.person == param("viewer_id"), redemptions.c.state != REFUSED
)
BALANCE = select(func.coalesce(tallies.of(param("viewer_id", type_=String)), 0) - _spent.scalar_subquery())
_same = (redemptions.c.reward_id == param("reward"), redemptions.c.person == param("who"))
HAD = select(func.count()).where(*_same, redemptions.c.state != REFUSED)
NTH = select(func.coalesce(func.max(redemptions.c.nth), 0)).where(*_same)
TAKE = (
    rewards.update()
    .where(rewards.c.id == param("reward"), or_(rewards.c.stock.is_(None), rewards.c.given < rewards.c.stock))
    .values(given=rewards.c.given + 1)
)
PUT_BACK = rewards.update().where(rewards.c.id == param("reward")).values(given=rewards.c.given - 1)
REDEMPTION = (
    select(*columns(redemptions, Redemption), rewards.c.title)
    .join_from(redemptions, rewards)
    .where(redemptions.c.id == param("id"), _for)
)
_listed = (
    select(redemptions, rewards.c.title, people.c.name, people.c.kind)
    .join_from(redemptions, rewards)
    .join(people, people.c.id == redemptions.c.person, isouter=True)
)
MINE = (
    _listed.where(redemptions.c.person == param("viewer_id"))
    .order_by(redemptions.c.redeemed_at.desc(), redemptions.c.id)
    .limit(MOST)
)
WAITS = (
    _listed.where(redemptions.c.state == WAITING, _for)
    .order_by(redemptions.c.redeemed_at, redemptions.c.id)
    .limit(MOST)
)
SETTLED = (
    _listed.where(redemptions.c.state != WAITING, _for)
    .order_by(redemptions.c.settled_at.desc(), redemptions.c.id)
    .limit(20)
)


def get(db: Reading, viewer: Viewer, id: str) -> Reward:
    """The reward, if it is for `viewer`. Raises Missing."""
    return db.one(ONE, Reward, viewer, id=id)


def listed(db: Reading, viewer: Viewer, every: bool) -> list[Reward]:
    """What `viewer` could redeem now, or (`every`) could ever; the cheapest first."""
    if every:
        return db.all(EVERY, Reward, viewer)
    return db.all(RUNNING, Reward, viewer, now=db.now)


def add(tx: Transaction, reward: Reward) -> None:
    """Add a reward."""
    tx.insert(rewards, reward)


def change(tx: Transaction, reward: Reward, version: int | None, **values: Any) -> Reward:
    """Write `values` over `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(rewards, Reward, reward.id, version, values)
    if changed is None:
        raise Stale("This reward was changed since it was read.")
    return changed


def balance(db: Reading, viewer: Viewer) -> int:
    """The points of `viewer` in what they may read, without those that they gave for rewards."""
    return int(db.value(BALANCE, viewer))


def had(db: Reading, person: str, reward_id: str) -> tuple[int, int]:
    """How often somebody has had a reward, and how often they asked for it."""
    asked = {"reward": reward_id, "who": person}
    return int(db.value(HAD, **asked)), int(db.value(NTH, **asked))


def take(tx: Transaction, reward_id: str) -> bool:
    """Take one of a reward; whether there was one."""
    return tx.execute(TAKE, reward=reward_id) == 1


def put_back(tx: Transaction, reward_id: str) -> None:
    """There is one more again."""
    tx.execute(PUT_BACK, reward=reward_id)


def redeem(tx: Transaction, redemption: Redemption) -> None:
    """Add a redemption."""
    tx.insert(redemptions, redemption)


def redemption(db: Reading, staff: Viewer, id: str) -> tuple[Redemption, str]:
    """A redemption with the title of its reward, if that is for `staff`. Raises Missing."""
    return db.one(REDEMPTION, lambda *row: (Redemption(*row[:-1]), str(row[-1])), staff, id=id)  # type: ignore[arg-type]


def settle(tx: Transaction, known: Redemption, version: int | None, **values: Any) -> Redemption:
    """Write what became of it over `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(redemptions, Redemption, known.id, version, values)
    if changed is None:
        raise Stale("Somebody else settled this meanwhile.")
    return changed


def mine(db: Reading, viewer: Viewer) -> Sequence[Row[Any]]:
    """What `viewer` redeemed, the latest first."""
    return db.rows(MINE, viewer)


def waiting(db: Reading, staff: Viewer) -> Sequence[Row[Any]]:
    """What waits for staff, the longest waiting first."""
    return db.rows(WAITS, staff)


def settled(db: Reading, staff: Viewer) -> Sequence[Row[Any]]:
    """What staff settled lately."""
    return db.rows(SETTLED, staff)
