"""Heed mails that came back, and let people go on with their address."""

import structlog

from notify.actions.links import UnsubscribeLinks
from notify.model.bounce import Returned
from notify.store import bounces
from portalkit.database import Transaction
from portalkit.errors import Refused
from portalkit.viewer import Viewer

log = structlog.get_logger(__name__)


def heed(tx: Transaction, links: UnsubscribeLinks, returned: Returned) -> bool:
    """Keep that a mail came back, if it was one of ours to that address; whether it was.

    Message-IDs follow from ids that others may know, so the mail has to bring its own signed link back, too: anybody
    could write that a mail to somebody failed, but only who had it has that.
    """
    try:
        person, _ = links.read(returned.token)
    except Refused:
        return False
    address = bounces.sent_to(tx, returned.delivery_id, person)
    if address is None or address.casefold() not in returned.addresses:
        return False
    bounces.keep(tx, returned.delivery_id, person, address, returned.status, returned.lasting)
    log.info("mail-returned", delivery=returned.delivery_id, status=returned.status, lasting=returned.lasting)
    return True


def try_again(tx: Transaction, person: Viewer) -> None:
    """Somebody says that their address takes mail again."""
    bounces.forgive(tx, person.id)


def forget_bounces(tx: Transaction) -> None:
    """Forget what came back for a while only; its delivery is forgotten, too."""
    bounces.forget(tx)
