"""Know where articles lead on other sites, ask there from time to time, and tell who looks after the article."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from knowledge.actions.notices import NOBODY, give
from knowledge.model.article import check_can_write
from knowledge.model.link import BROKEN, addresses
from knowledge.model.outside import Heard, OutsideLink, after, bounded, outside_address, said
from knowledge.store import articles, outside, upkeep
from portalkit.database import Transaction
from portalkit.viewer import Viewer

LEASE = timedelta(minutes=15)  # longer than asking takes, redirects and waiting included
LONGEST_WAIT = timedelta(seconds=10)  # for a host that was asked just now


def remember_places(tx: Transaction, origin: str, rows: Sequence[Any]) -> None:
    """Keep where these articles lead on other sites than the portal at `origin`; what is new is asked soon."""
    asked = {row.id: {outside_address(address, origin) for address in addresses(row.html)} for row in rows}
    outside.replace(tx, {id: {address for address in found if address} for id, found in asked.items()})


def take_link(tx: Transaction) -> OutsideLink | None:
    """A link to ask now, taken for a while; None when none is due."""
    return outside.take(tx, tx.now + LEASE)


def book_host(tx: Transaction, host: str) -> timedelta | None:
    """How long to wait before a host is asked, which nobody else does meanwhile; None when it is to be left alone."""
    return outside.book(tx, host, LONGEST_WAIT)


def keep_heard(tx: Transaction, link: OutsideLink, heard: Heard, every: timedelta, host: str) -> None:
    """Keep what was heard of a link. The `host` that answered is left alone as long as it wants."""
    outside.change(tx, link.id, after(link, heard, tx.now, every))
    if heard.wait is not None:
        outside.rest(tx, host, tx.now + bounded(heard.wait, every))


def tell_keepers(tx: Transaction) -> None:
    """Tell who looks after articles whose links to other sites are broken, once of each."""
    for article_id, links in outside.untold(tx).items():
        article = articles.get(tx, article_id)
        for person_id in upkeep.keepers(tx, article_id):
            give(tx, person_id, BROKEN, article, NOBODY, said(list(links)))
        outside.remember_told(tx, article_id, links.values())


def ask_again(tx: Transaction, editor: Viewer, link_id: str) -> None:
    """Have a link asked as soon as its host may be. Raises Forbidden, Missing."""
    check_can_write(editor)
    link = outside.get(tx, editor, link_id)
    outside.change(tx, link.id, {"next_at": tx.now})
    tx.wakes = True
