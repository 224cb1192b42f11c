"""Write and delete internal notes. Nothing is published: no copy, index, mail or feed ever has a word of them."""

from community.model.internal_note import InternalNote, check_can_delete, check_room_for_another, clean_note
from community.store import internal_notes, topics
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def write_internal_note(tx: Transaction, staff: Viewer, topic_id: str, note: str) -> InternalNote:
    """Note something beside a topic that `staff` reads. Raises Missing, Invalid, Refused."""
    topic = topics.held(tx, staff, topic_id)
    check_room_for_another(internal_notes.count(tx, topic.id))
    made = InternalNote(new_id(), topic.id, staff.id, clean_note(note), tx.now)
    internal_notes.add(tx, made)
    return made


def delete_internal_note(tx: Transaction, staff: Viewer, note_id: str) -> None:
    """Delete one beside a topic that `staff` reads. Raises Missing, Refused."""
    note = internal_notes.at(tx, note_id)
    topics.get(tx, staff, note.topic_id)
    check_can_delete(staff, note.author_id)
    internal_notes.drop(tx, note.id)
