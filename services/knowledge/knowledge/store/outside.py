"""Rows of links to other sites: where articles lead, when each is asked next, and what was heard."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from knowledge.model.outside import (
    A_HOST,
    BROKEN,
    BROKEN_LIST,
    MOVED_LIST,
    OK,
    THRICE,
    UNKNOWN,
    UNKNOWN_LIST,
    OutsideLink,
    host_of,
)
from knowledge.store.remits import IN_REMIT, remit_of
from knowledge.store.shelves import OUT
from knowledge.store.tables import articles, categories, outside_hosts, outside_links, outside_places, people, upkeep
from knowledge.store.upkeep import owner_id
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.viewer import Viewer

ROWS_A_PAGE, PLACES_A_LINK, AT_ONCE = 20, 5, 200
OF_ARTICLES = (
    select(outside_places.c.article_id, outside_places.c.link_id, outside_links.c.address)
    .join_from(outside_places, outside_links)
    .where(outside_places.c.article_id.in_(listed("ids")))
)
BY_ADDRESS = select(outside_links.c.id, outside_links.c.address).where(outside_links.c.address.in_(listed("addresses")))
ADD = insert_or(outside_links).on_conflict_do_nothing()
PLACE = insert_or(outside_places).on_conflict_do_nothing()
LEAVE = outside_places.delete().where(
    outside_places.c.article_id == param("of"), outside_places.c.link_id.in_(listed("links"))
)
_still_out = select(articles.c.id).where(articles.c.id == outside_places.c.article_id, OUT).exists()
FORGET_PLACES = outside_places.delete().where(~_still_out)
_linked = select(outside_places.c.link_id).where(outside_places.c.link_id == outside_links.c.id).exists()
FORGET_LINKS = outside_links.delete().where(~_linked)
FORGET_HOSTS = outside_hosts.delete().where(outside_hosts.c.next_at < param("now"))

_host_waits = select(outside_hosts.c.host).where(
    outside_hosts.c.host == outside_links.c.host, outside_hosts.c.next_at > param("now")
)
NEXT = (
    select(*columns(outside_links, OutsideLink))
    .where(outside_links.c.next_at <= param("now"), ~_host_waits.exists())
    .order_by(outside_links.c.next_at, outside_links.c.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=outside_links)
)
CHANGE = outside_links.update().where(outside_links.c.id == param("of"))
HOST = select(outside_hosts.c.next_at).where(outside_hosts.c.host == param("one"))

is_broken = outside_links.c.strikes >= THRICE
HEALED = (
    outside_places.update()
    .where(outside_places.c.link_id == param("of"), outside_places.c.told_at.is_not(None))
    .values(told_at=None)
)
UNTOLD = (
    select(outside_places.c.article_id, outside_places.c.link_id, outside_links.c.address)
    .select_from(outside_places.join(outside_links).join(articles, articles.c.id == outside_places.c.article_id))
    .where(outside_places.c.told_at.is_(None), is_broken, OUT)
    .order_by(outside_places.c.article_id, outside_links.c.address)
    .limit(AT_ONCE)
)
TOLD = (
    outside_places.update()
    .where(outside_places.c.article_id == param("of"), outside_places.c.link_id.in_(listed("links")))
    .values(told_at=param("at"))
)

LISTS = {
    BROKEN_LIST: is_broken & outside_links.c.outcome.in_((*BROKEN, *UNKNOWN)),
    MOVED_LIST: (outside_links.c.outcome == OK) & outside_links.c.moved_to.is_not(None),
    UNKNOWN_LIST: ~is_broken & outside_links.c.outcome.in_(UNKNOWN),
}
_places = outside_places.join(articles, articles.c.id == outside_places.c.article_id).join(categories)
_of_mine = (
    select(outside_places.c.link_id)
    .select_from(_places)
    .where(outside_places.c.link_id == outside_links.c.id, OUT, IN_REMIT)
    .correlate(outside_links)
    .exists()
)
_list = (
    select(
        outside_links.c.id,
        outside_links.c.address,
        outside_links.c.outcome,
        outside_links.c.status,
        outside_links.c.asked_at,
        outside_links.c.next_at,
        outside_links.c.moved_to,
    )
    .where(_of_mine)
    .order_by(outside_links.c.address)
    .limit(ROWS_A_PAGE + 1)
)
LIST = {which: _list.where(predicate) for which, predicate in LISTS.items()}
FURTHER = {which: one.where(outside_links.c.address > param("last_address")) for which, one in LIST.items()}
ONE = select(*columns(outside_links, OutsideLink)).where(outside_links.c.id == param("one"), _of_mine)
_ordered = {"partition_by": outside_places.c.link_id, "order_by": (articles.c.title, articles.c.id)}
_ranked = (
    select(
        outside_places.c.link_id,
        articles.c.id,
        articles.c.title,
        articles.c.audience_key,
        categories.c.audience_key.label("category_key"),
        people.c.name.label("owner_name"),
        owner_id.label("owner_id"),
        func.row_number().over(**_ordered).label("place"),
        func.count().over(partition_by=outside_places.c.link_id).label("n"),
    )
    .select_from(
        _places.outerjoin(upkeep, upkeep.c.article_id == articles.c.id).outerjoin(people, people.c.id == owner_id)
    )
    .where(outside_places.c.link_id.in_(listed("links")), OUT, IN_REMIT)
    .subquery()
)
PLACES = select(_ranked).where(_ranked.c.place <= PLACES_A_LINK).order_by(_ranked.c.link_id, _ranked.c.place)


def replace(tx: Transaction, leading: dict[str, set[str]]) -> None:
    """Write where articles lead now: addresses by article."""
    before: dict[str, dict[str, str]] = {id: {} for id in leading}
    for row in tx.rows(OF_ARTICLES, ids=list(leading)) if leading else ():
        before[row.article_id][row.address] = row.link_id
    fresh = {address for id, wanted in leading.items() for address in wanted if address not in before[id]}
    ids = _ids(tx, fresh) if fresh else {}
    for id, wanted in leading.items():
        if left := [link for address, link in before[id].items() if address not in wanted]:
            tx.execute(LEAVE, of=id, links=left)
        rows = [{"article_id": id, "link_id": ids[address]} for address in sorted(wanted) if address not in before[id]]
        tx.execute_many(PLACE, rows)


def _ids(tx: Transaction, addresses: Iterable[str]) -> dict[str, str]:
    known = sorted(addresses)
    rows = [{"id": new_id(), "address": each, "host": host_of(each), "next_at": tx.now, "strikes": 0} for each in known]
    tx.execute_many(ADD, rows)
    return {row.address: row.id for row in tx.rows(BY_ADDRESS, addresses=known)}


def forget(tx: Transaction) -> None:
    """Forget what no article that is out leads to any more, and hosts that may be asked again."""
    tx.execute(FORGET_PLACES, now=tx.now)
    tx.execute(FORGET_LINKS)
    tx.execute(FORGET_HOSTS, now=tx.now)


def take(tx: Transaction, until: datetime) -> OutsideLink | None:
    """The link that is due longest and whose host may be asked, nobody else's before `until`; None if there is none."""
    link = tx.find(NEXT, OutsideLink, now=tx.now)
    if link is not None:
        tx.execute(CHANGE.values(next_at=param("until")), of=link.id, until=until)
    return link


def book(tx: Transaction, host: str, longest: timedelta) -> timedelta | None:
    """How long until `host` may be asked, which nobody else does then; None where that is longer than `longest`."""
    tx.alone(f"host {host}")
    row = next(iter(tx.rows(HOST, one=host)), None)
    at = max(tx.now, row.next_at) if row else tx.now
    if at - tx.now > longest:
        return None
    tx.put(outside_hosts, host=host, next_at=at + A_HOST)
    return at - tx.now


def rest(tx: Transaction, host: str, until: datetime) -> None:
    """A host wants to be left alone until then."""
    tx.put(outside_hosts, host=host, next_at=until)


def change(tx: Transaction, link_id: str, values: dict[str, object]) -> None:
    """Write what was heard of a link. Of one that leads somewhere again, who looks after it can be told anew."""
    tx.execute(CHANGE.values(values), of=link_id)
    if values.get("strikes") == 0:
        tx.execute(HEALED, of=link_id)


def untold(db: Reading) -> dict[str, dict[str, str]]:
    """Links that are broken and of which nobody was told yet: ids by address, by article."""
    found: dict[str, dict[str, str]] = {}
    for row in db.rows(UNTOLD, now=db.now):
        found.setdefault(row.article_id, {})[row.address] = row.link_id
    return found


def remember_told(tx: Transaction, article_id: str, link_ids: Collection[str]) -> None:
    """Who looks after the article has been told of these."""
    tx.execute(TOLD, of=article_id, links=list(link_ids), at=tx.now)


def get(db: Reading, viewer: Viewer, link_id: str) -> OutsideLink:
    """A link of an article that is out and that `viewer` edits. Raises Missing."""
    link = db.find(ONE, OutsideLink, one=link_id, now=db.now, remit_of=remit_of(viewer))
    if link is None:
        raise Missing()
    return link


def listing(db: Reading, viewer: Viewer, which: str, last: list[Any] | None) -> list[Row[Any]]:
    """A page of links in articles that `viewer` edits, and one more if there are more, by address."""
    asked = {"now": db.now, "remit_of": remit_of(viewer)}
    if last is None:
        return list(db.rows(LIST[which], **asked))
    return list(db.rows(FURTHER[which], last_address=last[0], **asked))


def places(db: Reading, viewer: Viewer, link_ids: Collection[str]) -> list[Row[Any]]:
    """The first few articles of each link that `viewer` edits, by title, with how many there are."""
    asked = {"now": db.now, "remit_of": remit_of(viewer)}
    return list(db.rows(PLACES, links=list(link_ids), **asked)) if link_ids else []
