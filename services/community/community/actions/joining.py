"""Merge a topic into another, and split replies out into a topic of their own. Addresses go on leading to posts."""

from collections.abc import Sequence
from dataclasses import replace

from community.actions.follows import follow_by_writing, unite_followers
from community.actions.points import take_back
from community.actions.writing import written
from community.model import facts
from community.model.history import MERGED, REPLIED, SPLIT, SPLIT_OFF
from community.model.joining import (
    as_reply_text,
    as_topic_text,
    check_can_merge,
    chosen_replies,
    split_answer,
    split_kind,
)
from community.model.points import ACCEPTED
from community.model.reply import Reply
from community.model.topic import Topic, check_shown
from community.model.writing import clean_title, excerpt
from community.store import categories, history, internal_notes, joining, points, topics
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing
from portalkit.viewer import Viewer

NOT_THERE = "There is no other topic at that address."
NO_ANSWER = {"accepted_reply_id": None, "accepted_author_id": None, "accepted_by_id": None}


def merge_topic(tx: Transaction, moderator: Viewer, topic_id: str, version: int | None, into_id: str) -> Topic:
    """Make a topic and its replies a part of another one, which is what its address leads to from now on.

    What few could read is opened to nobody. Raises Missing, Invalid, Refused, Stale.
    """
    for id in sorted({topic_id, into_id}):
        topics.hold(tx, id)
    topic, target = topics.get(tx, moderator, topic_id), _target(tx, moderator, topic_id, into_id)
    check_can_merge(topic, target, _keys(tx, target), _keys(tx, topic))
    closed = {"shown": False, "pinned": False, "merged_into_id": target.id, "removals": topic.removals + 1, **NO_ANSWER}
    changed = topics.change(tx, topic, version, **closed)
    posts = _move(tx, joining.replies_in(tx, topic.id), target.id)
    text = written(tx, None, topic.author_id, as_reply_text(topic.title, topic.body), topic.mentions)
    reply = Reply(topic.id, target.id, topic.author_id, text.body, text.html, topic.asked_at, topic.edited_at)
    reply = replace(reply, mentions=text.mentions)
    reply = joining.as_reply(tx, reply)
    tx.publish("community.reply.moved.v1", reply, facts.reply(reply))
    _carry(tx, [*posts, topic.id], target.id, (topic.id, "reply"))
    joining.lead_on(tx, topic, target)
    take_back(tx, topic.accepted_reply_id, ACCEPTED)
    points.move_topic(tx, topic.id, target)
    internal_notes.move(tx, topic.id, target.id)
    topics.recount(tx, topic.id)
    topics.recount(tx, target.id)
    unite_followers(tx, topic.id, target.id)
    history.note(tx, moderator, target.id, MERGED)
    history.note(tx, moderator, topic.id, REPLIED)
    acts.note(tx, moderator, "topic.merged", topic.id, into=target.id)
    tx.publish("community.topic.merged.v1", changed, facts.topic(changed))
    return topics.get(tx, moderator, target.id)


def split_topic(
    tx: Transaction, moderator: Viewer, topic_id: str, version: int, title: str, reply_ids: Sequence[str]
) -> Topic:
    """Make a topic of some replies of another one: the oldest begins it, the others answer it.

    Whoever may read the one may read the other. Raises Missing, Invalid, Refused, Stale.
    """
    topic = topics.held(tx, moderator, topic_id)
    check_shown(topic)
    first, *others = chosen_replies(joining.replies_in(tx, topic.id), reply_ids)
    made = _begin(tx, topic, first, clean_title(title))
    posts = _move(tx, others, made.id)
    gone = joining.as_topic(tx, first)
    tx.publish("community.reply.moved.v1", gone, facts.reply(gone))
    _carry(tx, [*posts, first.id], made.id, (first.id, "topic"))
    points.move_posts(tx, [*posts, first.id], topic, made)
    if answer := split_answer(topic, made.kind, others):
        chosen = {"accepted_reply_id": answer.id, "accepted_author_id": answer.author_id}
        made = topics.change(tx, made, None, accepted_by_id=topic.accepted_by_id, **chosen)
    elif topic.accepted_reply_id in {first.id, *posts}:
        take_back(tx, topic.accepted_reply_id, ACCEPTED)
    topics.recount(tx, made.id)
    _leave(tx, topic, version, [first, *others])
    for writer in dict.fromkeys(reply.author_id for reply in (first, *others)):
        follow_by_writing(tx, writer, made.id)
    history.note(tx, moderator, topic.id, SPLIT)  # not what is called how now: who reads this may not read that
    history.note(tx, moderator, made.id, SPLIT_OFF)
    acts.note(tx, moderator, "topic.split", topic.id, into=made.id)
    tx.publish("community.topic.split.v1", made, facts.topic(made))
    return made


def _target(tx: Transaction, moderator: Viewer, topic_id: str, into_id: str) -> Topic:
    try:
        if into_id != topic_id:
            return topics.get(tx, moderator, into_id)
    except Missing as fault:
        raise Invalid({"into_id": [NOT_THERE]}) from fault
    raise Invalid({"into_id": [NOT_THERE]})


def _keys(tx: Transaction, topic: Topic) -> tuple[str, str]:
    return topic.audience_key, categories.at(tx, topic.category_id).audience_key


def _move(tx: Transaction, replies: Sequence[Reply], topic_id: str) -> list[str]:
    for reply in replies:
        moved = joining.move(tx, reply, topic_id)
        tx.publish("community.reply.moved.v1", moved, facts.reply(moved))
    return [reply.id for reply in replies]


def _carry(tx: Transaction, posts: Sequence[str], topic_id: str, becoming: tuple[str, str]) -> None:
    joining.move_flags(tx, posts, topic_id, becoming)
    for decision in joining.move_decisions(tx, posts, topic_id, becoming):
        tx.publish("community.decision.restated.v1", decision, facts.decision(decision))


def _begin(tx: Transaction, origin: Topic, first: Reply, title: str) -> Topic:
    known = topics.find(tx, first.id)
    text = written(tx, None, first.author_id, as_topic_text(known, first.body), first.mentions)
    made = Topic(
        id=first.id,
        category_id=origin.category_id,
        audience_key=origin.audience_key,
        author_id=first.author_id,
        title=title,
        body=text.body,
        html=text.html,
        excerpt=excerpt(text.plain),
        mentions=text.mentions,
        product=origin.product,
        asked_at=first.written_at,
        last_activity_at=first.written_at,
        edited_at=first.edited_at,
        kind=split_kind(origin.kind),
        split_from_id=origin.id,
    )
    if known is None:
        topics.add(tx, made)
        return made
    made = replace(made, removals=known.removals + 1)
    values = {name: getattr(made, name) for name in made.__slots__ if name not in ("id", "version", "last_activity_at")}
    return topics.change(tx, known, None, **values)


def _leave(tx: Transaction, topic: Topic, version: int, moved: Sequence[Reply]) -> None:
    """What is left of a topic. Words have gone from it, and the sum of its removals must not get smaller by that."""
    answered = topic.accepted_reply_id in {reply.id for reply in moved}
    removals = topic.removals + 1 + sum(reply.removals for reply in moved)
    values = {"removals": removals} | (NO_ANSWER if answered else {})
    changed = topics.change(tx, topic, version, **values)
    joining.count_offshoot(tx, topic.id)
    tx.publish(f"community.topic.{'reopened' if answered else 'edited'}.v1", changed, facts.topic(changed))
