"""What people want to be told by mail."""

from notify.actions.links import UnsubscribeLinks
from notify.store import preferences
from portalkit.database import Reading, Transaction


def look_at_link(db: Reading, links: UnsubscribeLinks, token: str) -> tuple[str, bool]:
    """The kind of mail that a link ends, and whether it is still sent. Raises Refused."""
    person, kind = links.read(token)
    return kind, preferences.wants_mail(db, person, kind)


def unsubscribe(tx: Transaction, links: UnsubscribeLinks, token: str) -> str:
    """End one kind of mail to one person; the kind. Saying it twice changes nothing. Raises Refused."""
    person, kind = links.read(token)
    if preferences.wants_mail(tx, person, kind):
        preferences.refuse_mail(tx, person, kind)
    return kind
