"""The ledger of points: what was scored, refused and taken back, in rows that are only ever added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, func, literal_column, not_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.points import ANSWERED, BETWEEN_TWO, PAIR_TIME, SELF, VOTED, Deed, Done, Rule, Rules
from community.model.topic import Topic
from community.store import tallies
from community.store.tables import people, point_rules, points, topics
from portalkit.database import Reading, Transaction, listed, param, visible
from portalkit.errors import Stale
from portalkit.viewer import Viewer

REFUSED_MOST = 100

_same = (points.c.kind == param("kind"), points.c.person == param("person"), points.c.thing_id == param("thing"))
ENTRIES = select(func.coalesce(func.sum(points.c.amount), 0).label("standing"), func.count().label("turn")).where(
    *_same, points.c.actor == param("actor")
)
TODAY = select(func.count()).where(
    points.c.actor == param("actor"),
    points.c.kind == param("kind"),
    points.c.day == param("day"),
    points.c.amount > 0,
    points.c.why == "",
)
# What every member may read is limited by what was done there alone: else a limit would tell of acts elsewhere.
EVERY_MEMBER = Viewer("", "customer", audiences=frozenset({"everyone", "members"}))
_open = points.c.topic_id.in_(select(topics.c.id).where(visible(topics)))
IS_OPEN = select(topics.c.id).where(topics.c.id == param("topic"), visible(topics))
_two = [(points.c.person == param(one), points.c.actor == param(other)) for one, other in (("a", "b"), ("b", "a"))]
BETWEEN = [
    select(func.count()).where(
        *pair,
        points.c.kind.in_(BETWEEN_TWO),
        points.c.day >= param("since"),
        points.c.amount > 0,
        points.c.why == "",
    )
    for pair in _two
]
IN_THE_OPEN = {each: each.where(_open) for each in (TODAY, *BETWEEN)}
ADD = insert_or(points).on_conflict_do_nothing()
OF_THING = (
    select(points)
    .where(points.c.thing_id == param("thing"), points.c.kind.in_(listed("kinds")))
    .order_by(points.c.person, points.c.kind, points.c.actor, points.c.turn)
)
OF_ACTOR = OF_THING.where(points.c.actor == param("actor"))
IN_TOPIC = (
    select(points.c.thing_id).distinct().where(points.c.topic_id == param("topic"), points.c.kind == param("kind"))
)
MOVE_TOPIC = points.update().where(points.c.topic_id == param("place")).values(topic_id=param("target"))
MOVE_POSTS = points.update().where(points.c.thing_id.in_(listed("posts"))).values(topic_id=param("target"))
LATEST = select(point_rules).order_by(point_rules.c.version.desc()).limit(1)
_whose, _who = people.alias("whose"), people.alias("who")
REFUSED = (
    select(
        points.c.kind,
        points.c.why,
        points.c.at,
        points.c.person,
        _whose.c.name,
        _whose.c.kind.label("is_kind"),
        points.c.actor,
        _who.c.name.label("actor_name"),
        _who.c.kind.label("actor_kind"),
        topics.c.id.label("topic_id"),
        topics.c.title,
    )
    .join_from(points, topics, topics.c.id == points.c.topic_id)
    .join(_whose, _whose.c.id == points.c.person, isouter=True)
    .join(_who, _who.c.id == points.c.actor, isouter=True)
    .where(points.c.amount == literal_column("0"), topics.c.shown, visible(topics))
    .where(not_(and_(points.c.kind == VOTED, points.c.why == SELF)))  # `store.self_votes` counts these
    .order_by(points.c.at.desc(), points.c.person, points.c.actor, points.c.thing_id)
    .limit(REFUSED_MOST)
)
CHANGE = insert_or(point_rules).on_conflict_do_nothing()
_answers = (
    select(func.min(points.c.day).label("day"))
    .where(points.c.person == param("person"), points.c.kind == ANSWERED)
    .group_by(points.c.thing_id)
    .having(func.sum(points.c.amount) > 0)
    .subquery()
)
DAYS = select(func.count(func.distinct(_answers.c.day)))


class Entries(NamedTuple):
    """What one deed has brought until now, and in how many entries."""

    standing: int
    turn: int


def entries(db: Reading, deed: Deed) -> Entries:
    """What is written of a deed."""
    row = db.rows(ENTRIES, kind=deed.kind, person=deed.person, thing=deed.thing_id, actor=deed.actor)[0]
    return Entries(row.standing, row.turn)


def done(db: Reading, deed: Deed) -> Done:
    """How much the actor has done today, and the two of them for each other; in the open, what was done there."""
    is_open = db.value(IS_OPEN, EVERY_MEMBER, topic=deed.topic_id) is not None

    def count(statement: Select[Any], **params: Any) -> int:
        found = db.value(IN_THE_OPEN[statement], EVERY_MEMBER, **params) if is_open else db.value(statement, **params)
        return int(found)

    today = count(TODAY, actor=deed.actor, kind=deed.kind, day=day_of(db.now))
    pair = {"a": deed.person, "b": deed.actor, "since": day_of(db.now - PAIR_TIME)}
    between = sum(count(each, **pair) for each in BETWEEN) if deed.kind in BETWEEN_TWO else 0
    return Done(today, between)


def add(
    tx: Transaction, deed: Deed, turn: int, amount: int, rule: int, why: str = "", at: datetime | None = None
) -> None:
    """Write an entry that counts at a time, now unless it says when; one that is there already stays as it is."""
    tx.execute(ADD, **_entry(deed, turn, amount, rule, why, tx.now, at or tx.now))


def _entry(deed: Deed, turn: int, amount: int, rule: int, why: str, now: datetime, at: datetime) -> dict[str, Any]:
    return {
        "person": deed.person,
        "kind": deed.kind,
        "thing_id": deed.thing_id,
        "actor": deed.actor,
        "turn": turn,
        "amount": amount,
        "why": why,
        "topic_id": deed.topic_id,
        "category_id": deed.category_id,
        "at": now,
        "counts_at": at,
        "day": day_of(at),
        "rule": rule,
    }


def day_of(at: datetime) -> str:
    """The day of a time, as the ledger has it."""
    return at.date().isoformat()


def of_thing(db: Reading, thing_id: str, kinds: Sequence[str], actor: str | None = None) -> list[list[Row[Any]]]:
    """What was written of a thing (by one actor): the entries of each deed, first to last."""
    more = {"actor": actor} if actor is not None else {}
    deeds: dict[tuple[str, ...], list[Row[Any]]] = {}
    for row in db.rows(OF_ACTOR if more else OF_THING, thing=thing_id, kinds=list(kinds), **more):
        deeds.setdefault((row.person, row.kind, row.actor), []).append(row)
    return list(deeds.values())


def things_in(db: Reading, topic_id: str, kind: str) -> list[str]:
    """The things in a topic of which something of `kind` was written."""
    return [row.thing_id for row in db.rows(IN_TOPIC, topic=topic_id, kind=kind)]


def move_topic(tx: Transaction, topic_id: str, target: Topic) -> None:
    """All that stood in a topic, which is shown no more, stands in another one now."""
    tallies.put(tx, target, -1)
    tx.execute(MOVE_TOPIC, place=topic_id, target=target.id)
    tallies.put(tx, target, 1)


def move_posts(tx: Transaction, posts: Sequence[str], topic: Topic, target: Topic) -> None:
    """These posts of a topic stand in another one now."""
    tallies.put(tx, topic, -1, posts)
    tx.execute(MOVE_POSTS, posts=list(posts), target=target.id)
    tallies.put(tx, target, 1, posts)


def answering_days(db: Reading, person: str) -> int:
    """On how many days somebody wrote an answer that scored."""
    return int(db.value(DAYS, person=person))


def rules(db: Reading) -> Rules:
    """The rules that hold now."""
    rows = db.rows(LATEST)
    if not rows:
        return Rules()
    kinds = {kind: Rule(*numbers) for kind, numbers in rows[0].kinds.items()}
    return Rules(rows[0].version, kinds, rows[0].pair_cap)


def refused(db: Reading, viewer: Viewer) -> Sequence[Row[Any]]:
    """What scored nothing for a reason, latest first, in topics that `viewer` may read."""
    return db.rows(REFUSED, viewer)


def change_rules(tx: Transaction, new: Rules, by: str) -> None:
    """Let new rules hold from now on. Raises Stale if somebody else was faster."""
    kinds = {kind: [rule.points, rule.cap] for kind, rule in new.kinds.items()}
    row = {"version": new.version, "kinds": kinds, "pair_cap": new.pair_cap, "made_by": by, "made_at": tx.now}
    if not tx.execute(CHANGE, **row):
        raise Stale("Somebody else changed the rules meanwhile.")
