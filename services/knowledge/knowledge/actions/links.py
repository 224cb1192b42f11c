"""Look whether the links of articles lead somewhere, for everybody who reads them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from knowledge.actions.notices import NOBODY, give
from knowledge.actions.outside import remember_places
from knowledge.model.article import check_can_write
from knowledge.model.link import BROKEN, addresses, fault_of, place_of, said
from knowledge.store import articles, links, outside, upkeep
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def check_links(tx: Transaction, origin: str, others: bool = False) -> None:
    """Check the links within the portal at `origin` of the next articles of a round through all that are out.

    Who looks after an article is told once of each that is broken. With `others`, links to other sites are noted, to
    be asked.
    """
    rows, is_over = links.next_texts(tx)
    _check(tx, origin, rows)
    links.forget(tx)
    if others:
        remember_places(tx, origin, rows)
    if others and is_over:
        outside.forget(tx)


def check_again(tx: Transaction, editor: Viewer, origin: str, article_id: str) -> dict[str, str]:
    """Check the links of one article now; the faults that there are, by address. Raises Forbidden, Missing."""
    check_can_write(editor)
    articles.get(tx, article_id)
    _check(tx, origin, links.one(tx, article_id))
    return links.known(tx, [article_id])[article_id]


def checking(origin: str, others: bool) -> partial[None]:
    """What the worker does now and then."""
    return partial(check_links, origin=origin, others=others)


def _check(tx: Transaction, origin: str, rows: Sequence[Any]) -> None:
    places = {row.id: {address: place_of(address, row.id, origin) for address in addresses(row.html)} for row in rows}
    there = links.targets(tx, {place for each in places.values() for place in each.values() if place})
    before = links.known(tx, places)
    for row in rows:
        keys = (row.audience_key, row.category_key)
        faults = {
            address: fault
            for address, place in places[row.id].items()
            if place and (fault := fault_of(place, there.get((place.kind, place.id)), keys))
        }
        links.settle(tx, row.id, before[row.id], faults)
        if fresh := [address for address in faults if address not in before[row.id]]:
            _tell(tx, row.id, fresh)


def _tell(tx: Transaction, article_id: str, fresh: list[str]) -> None:
    article = articles.get(tx, article_id)
    for person_id in upkeep.keepers(tx, article_id):
        give(tx, person_id, BROKEN, article, NOBODY, said(fresh))
