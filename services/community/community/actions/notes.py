"""Have somebody told of what concerns them alone, or followers of what became of a topic."""

from community.model import facts
from community.model.badge import Badge
from community.model.note import BADGE_EARNED, NOBODY, Note, shortened
from community.store import notes
from portalkit.database import Transaction
from portalkit.ids import new_id


def give(
    tx: Transaction,
    act: str,
    person_id: str | None,
    actor_id: str = NOBODY,
    topic_id: str | None = None,
    title: str = "",
    text: str = "",
) -> Note:
    """Tell a person, or (None) those who follow the topic, of what `actor_id` did."""
    note = Note(new_id(), act, person_id, topic_id, actor_id, title, shortened(text), tx.now)
    notes.add(tx, note)
    tx.publish("community.note.given.v1", note, facts.note(note))
    return note


def tell_badge(tx: Transaction, person_id: str, badge: Badge, topic_id: str) -> None:
    """Tell somebody of a badge; not who may no longer read the topic in which it was earned."""
    give(tx, BADGE_EARNED, person_id, topic_id=topic_id, text=badge.title)
