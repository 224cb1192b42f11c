"""Keep what others tell of their things."""

from datetime import timedelta

from notify.model.person import Person
from notify.store import copies, messages, users
from portalkit.database import Transaction
from portalkit.events import Event


def remember_person(tx: Transaction, person: Person) -> None:
    """Keep the copy of a person."""
    users.keep(tx, person)


def remember(tx: Transaction, copy: copies.Copy) -> None:
    """Keep the copy of a thing."""
    copies.keep(tx, copy)


def move_messages(tx: Transaction, event: Event) -> None:
    """What people were told of a reply leads to the topic where it stands now."""
    known = copies.reply(tx, event.subject)
    newer = known is not None and known.version > event.version
    messages.move(tx, event.subject, known.topic_id if known and newer else event.data["topic_id"])


def note_pulse(tx: Transaction, event: Event) -> None:
    """Know that a service's facts have arrived up to now."""
    copies.keep_pulse(tx, event)


def note_ended_session(tx: Transaction, event: Event) -> None:
    """Know that a session has ended; its stream ends at the next look."""
    copies.keep_ended(tx, event)
    tx.wakes = True


def forget_ended_sessions(tx: Transaction) -> None:
    """Forget sessions whose last stream has ended long ago."""
    copies.forget_ended(tx, tx.now - timedelta(days=1))
