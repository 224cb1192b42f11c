"""What community tells of topics."""

from datetime import datetime

from notify.actions import telling
from notify.actions.copies import remember as keep
from notify.model.attention import Caps
from notify.model.copies import Topic
from notify.model.excerpt import excerpt
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the topic; hidden, without its words."""
    data, shown = event.data, event.data["shown"]
    topic = Topic(
        id=event.subject,
        version=event.version,
        category_id=data["category_id"],
        audience_key=data["audience_key"],
        author_id=data["author_id"],
        shown=shown,
        title=data["title"] if shown else None,
        excerpt=excerpt(data["body"]) if shown else None,
        accepted_reply_id=data["accepted_reply_id"],
        accepted_author_id=data["accepted_author_id"],
        accepted_by_id=data.get("accepted_by_id"),
        kind=data.get("kind"),
        tags=" ".join(data.get("tags", ())),
        mentions=" ".join(data.get("mentions", ())),
        asked_at=datetime.fromisoformat(data["asked_at"]) if data.get("asked_at") else None,
    )
    keep(tx, topic)


def tell_followers(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell those whom it names, and those who follow its category or one of its tags."""
    telling.tell_of_topic(tx, caps, event.subject)


def tell_named(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell those whom it names now."""
    telling.tell_of_naming(tx, caps, event.subject, None)


def tell_answerer(caps: Caps, tx: Transaction, event: Event) -> None:
    """Tell the writer of the accepted reply."""
    telling.tell_of_acceptance(tx, caps, event.subject)
