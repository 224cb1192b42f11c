"""What community tells of replies."""

from datetime import datetime

from notify.actions import telling
from notify.actions.copies import move_messages
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Reply
from notify.model.excerpt import excerpt
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the reply; hidden, without its words."""
    data, shown = event.data, event.data["state"] == "shown"
    words = excerpt(data["body"]) if shown else None
    named = " ".join(data.get("mentions", ()))
    written_at = datetime.fromisoformat(data["written_at"]) if data.get("written_at") else None
    keep(tx, Reply(event.subject, event.version, data["topic_id"], data["author_id"], shown, words, named, written_at))


def tell_followers(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell those whom it names, and those who follow its topic."""
    telling.tell_of_reply(tx, caps, event.subject)


def tell_named(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell those whom it names now."""
    telling.tell_of_naming(tx, caps, event.data["topic_id"], event.subject)


def follow_move(tx: Transaction, event: Event) -> None:
    """Let what was told of it lead to the topic where it stands now."""
    move_messages(tx, event)
