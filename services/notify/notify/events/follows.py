"""What community tells of who follows what."""

from notify.actions import telling
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Follow
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep that somebody follows something, or does no more."""
    keep(tx, _follow(event))


def tell_late(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell whoever begins to follow something of what was posted since, and arrived here before."""
    telling.tell_late(tx, caps, _follow(event), event.id)


def _follow(event: Event) -> Follow:
    data = event.data
    return Follow(event.subject, event.version, data["user_id"], data["kind"], data["thing_id"], data["following"])
