"""What community tells people by itself."""

from notify.actions import telling_notes
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Note
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the note."""
    names = ("act", "person_id", "topic_id", "actor_id", "title", "text")
    keep(tx, Note(event.subject, event.version, **{name: event.data[name] for name in names}))


def tell(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the one whom it is for, or those who follow its topic."""
    telling_notes.tell_of_note(tx, caps, event.subject)
