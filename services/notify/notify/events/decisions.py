"""What community tells of decisions about posts."""

from notify.actions import telling
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Decision
from notify.model.message import APPEAL_UPHELD, POST_HIDDEN, POST_SHOWN
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the decision."""
    data = event.data
    keep(
        tx,
        Decision(
            id=event.subject,
            version=event.version,
            kind=data["kind"],
            thing_id=data["thing_id"],
            topic_id=data["topic_id"],
            author_id=data["author_id"],
            reason=data["reason"],
            outcome=data["outcome"],
            outcome_reason=data["outcome_reason"],
        ),
    )


def tell_of_hiding(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the writer that the post was hidden, and why."""
    telling.tell_of_decision(tx, caps, event.subject, POST_HIDDEN, event.data["made_by_id"])


def tell_of_upholding(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the writer that the appeal was turned down, and why."""
    telling.tell_of_decision(tx, caps, event.subject, APPEAL_UPHELD, event.data["ended_by_id"] or "")


def tell_of_showing(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the writer that the post is shown again."""
    telling.tell_of_decision(tx, caps, event.subject, POST_SHOWN, event.data["ended_by_id"] or "")
