"""Tell again what is so, for copies that others have lost."""

from collections.abc import Mapping, Sequence

from community.model import facts
from community.store import categories, decisions, follows, notes, replies, tables, topics
from portalkit.database import Transaction
from portalkit.restating import Owned


def restate_categories(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these categories as they are."""
    for id in ids:
        category = categories.at(tx, id)
        tx.publish("community.category.restated.v1", category, facts.category(category))


def restate_topics(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these topics as they are."""
    for id in ids:
        topic = topics.at(tx, id)
        tx.publish("community.topic.restated.v1", topic, facts.topic(topic))


def restate_replies(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these replies as they are."""
    for id in ids:
        reply = replies.at(tx, id)
        tx.publish("community.reply.restated.v1", reply, facts.reply(reply))


def restate_follows(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish as it is who follows what."""
    for id in ids:
        follow = follows.at(tx, id)
        tx.publish("community.follow.restated.v1", follow, facts.follow(follow))


def restate_decisions(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these decisions as they are."""
    for id in ids:
        decision = decisions.at(tx, id)
        tx.publish("community.decision.restated.v1", decision, facts.decision(decision))


def restate_notes(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these notes as they are; nobody is told again."""
    for id in ids:
        note = notes.at(tx, id)
        tx.publish("community.note.restated.v1", note, facts.note(note))


OWNED: Mapping[str, Owned] = {
    "category": Owned(tables.categories, restate_categories),
    "topic": Owned(tables.topics, restate_topics),
    "reply": Owned(tables.replies, restate_replies),
    "follow": Owned(tables.follows, restate_follows),
    "decision": Owned(tables.decisions, restate_decisions),
    "note": Owned(tables.notes, restate_notes),
}
