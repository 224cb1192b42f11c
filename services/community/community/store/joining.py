"""Rows that change their place when topics are merged or split: a post keeps its id, as a topic and as a reply."""

from collections.abc import Sequence

from sqlalchemy import select

from community.model.decision import Decision
from community.model.follow import Follow
from community.model.reply import Reply
from community.model.topic import Topic
from community.store.replies import at
from community.store.tables import decisions, flags, follows, replies, topics
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.errors import Missing

IN_TOPIC = (
    select(*columns(replies, Reply))
    .where(replies.c.topic_id == param("topic_id"), replies.c.state != "gone")
    .order_by(replies.c.written_at, replies.c.id)
)
FOLLOWS = (
    select(*columns(follows, Follow))
    .where(follows.c.kind == "topic", follows.c.thing_id == param("topic_id"), follows.c.following)
    .order_by(follows.c.id)
)
DECISIONS = (
    select(*columns(decisions, Decision)).where(decisions.c.thing_id.in_(listed("posts"))).order_by(decisions.c.id)
)
_here = flags.c.thing_id.in_(listed("posts"))
MOVE_FLAGS = flags.update().where(_here).values(topic_id=param("place"))
RETYPE_FLAGS = flags.update().where(flags.c.thing_id == param("post")).values(kind=param("kind_now"))
EARLIER = topics.update().where(topics.c.merged_into_id == param("place")).values(merged_into_id=param("target"))
COUNT = topics.update().where(topics.c.id == param("place")).values(offshoots=topics.c.offshoots + 1)
TAKE_VOTES = {
    kind: now.update()
    .where(now.c.id == param("post"))
    .values(votes=select(before.c.votes).where(before.c.id == param("post")).scalar_subquery())
    for kind, now, before in (("reply", replies, topics), ("topic", topics, replies))
}


def replies_in(db: Reading, topic_id: str) -> list[Reply]:
    """All that was replied in a topic, hidden or not, oldest first."""
    return db.all(IN_TOPIC, Reply, topic_id=topic_id)


def followers(db: Reading, topic_id: str) -> list[Follow]:
    """What those said who follow the topic."""
    return db.all(FOLLOWS, Follow, topic_id=topic_id)


def move(tx: Transaction, reply: Reply, topic_id: str) -> Reply:
    """Put a reply into another topic. Neither topic is counted anew: there may be more to move.

    What an import called it is forgotten, since another reply there may be called the same.
    """
    moved = tx.update(replies, Reply, reply.id, None, {"topic_id": topic_id, "external_id": None})
    assert moved is not None
    return moved


def as_reply(tx: Transaction, reply: Reply) -> Reply:
    """Make a reply of what was a topic, with the votes for it; it may have been a reply once."""
    try:
        known = at(tx, reply.id)
    except Missing:
        tx.insert(replies, reply)
        known = reply
    else:
        written = {
            name: getattr(reply, name) for name in ("topic_id", "body", "html", "edited_at", "state", "mentions")
        }
        changed = tx.update(replies, Reply, known.id, None, written | {"removals": known.removals + 1})
        assert changed is not None
        known = changed
    tx.execute(TAKE_VOTES["reply"], post=reply.id)
    return known


def as_topic(tx: Transaction, reply: Reply) -> Reply:
    """Take away a reply that is a topic under the same id now, with the votes for it."""
    gone = {"state": "gone", "removals": reply.removals + 1}
    changed = tx.update(replies, Reply, reply.id, None, gone)
    assert changed is not None
    tx.execute(TAKE_VOTES["topic"], post=reply.id)
    return changed


def move_flags(tx: Transaction, posts: Sequence[str], topic_id: str, becoming: tuple[str, str]) -> None:
    """Let what was said about `posts` follow them into a topic; `becoming` is the id of one and what it is there."""
    tx.execute(MOVE_FLAGS, posts=list(posts), place=topic_id)
    tx.execute(RETYPE_FLAGS, post=becoming[0], kind_now=becoming[1])


def move_decisions(tx: Transaction, posts: Sequence[str], topic_id: str, becoming: tuple[str, str]) -> list[Decision]:
    """The same for what was decided about them, which is told to others and so counts its versions."""
    moved = []
    for decision in decided(tx, posts):
        kind = becoming[1] if decision.thing_id == becoming[0] else decision.kind
        changed = tx.update(decisions, Decision, decision.id, None, {"topic_id": topic_id, "kind": kind})
        assert changed is not None
        moved.append(changed)
    return moved


def decided(db: Reading, posts: Sequence[str]) -> list[Decision]:
    """What was decided about these posts."""
    return db.all(DECISIONS, Decision, posts=list(posts))


def lead_on(tx: Transaction, topic: Topic, target: Topic) -> None:
    """Let what was merged into a topic before lead to the topic that this one is merged into now."""
    tx.execute(EARLIER, place=topic.id, target=target.id)


def count_offshoot(tx: Transaction, topic_id: str) -> None:
    """One more topic was split from this one."""
    tx.execute(COUNT, place=topic_id)
