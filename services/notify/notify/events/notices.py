"""What knowledge tells those who work on its articles, or commented on them."""

from notify.actions import telling
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Notice
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the notice."""
    data = event.data
    names = ("person_id", "act", "article_id", "actor_id", "title", "text")
    said = {name: data[name] for name in names}
    more = {name: data.get(name) for name in ("audience_key", "decision_id")}
    keep(tx, Notice(event.subject, event.version, **said, **more))


def tell_person(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the one whom it is for."""
    telling.tell_of_notice(tx, caps, event.subject)
