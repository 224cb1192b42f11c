"""Tell people of what concerns them alone, or what became of a topic they follow."""

from notify.actions.telling import readable, tell, tell_on
from notify.model.attention import Caps
from notify.model.message import NO_TOPIC, OF_NOTES, Fact, NotYet
from notify.model.telling import Telling
from notify.store import copies, messages
from portalkit.database import Transaction
from portalkit.viewer import EVERYONE


def tell_of_note(tx: Transaction, caps: Caps, note_id: str) -> None:
    """Tell the one whom a note is for, or followers of its topic; of an unknown kind nobody. Raises NotYet."""
    note = copies.note(tx, note_id)
    if note is None:
        raise NotYet(f"note {note_id}")
    if note.act not in OF_NOTES:
        return
    if note.person_id is None:
        if note.topic_id:
            tell_on(tx, caps, Telling(note.act, note.id, "topic", note.topic_id), begun=False)
        return
    keys: tuple[str, ...] = (EVERYONE,)
    if note.topic_id:
        topic, category = readable(tx, note.topic_id)
        if not topic.shown:
            return
        keys = (topic.audience_key, category.audience_key)
    fact = Fact(note.act, note.id, note.topic_id or NO_TOPIC, None, note.actor_id, keys)
    tell(tx, caps, fact, [messages.person(tx, note.person_id)])
