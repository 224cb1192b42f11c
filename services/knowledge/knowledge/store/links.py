"""Rows about links: what articles link to, what stands there, and which links were found broken."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from knowledge.model.link import ARTICLE, CATEGORY, FILE, TOPIC, Place, Target, headings
from knowledge.store.remits import IN_REMIT, remit_of
from knowledge.store.shelves import OUT
from knowledge.store.tables import (
    articles,
    broken_links,
    categories,
    files,
    is_removed,
    link_rounds,
    people,
    topic_categories,
    topics,
    upkeep,
)
from knowledge.store.upkeep import owner_id
from portalkit.database import Reading, Transaction, listed, param
from portalkit.viewer import Viewer

AT_ONCE, ROWS_A_PAGE = 200, 20
_text = (articles.c.id, articles.c.html, articles.c.audience_key, categories.c.audience_key.label("category_key"))
_texts = select(*_text).join_from(articles, categories).where(OUT)
BATCH = _texts.where(articles.c.id > param("last_id")).order_by(articles.c.id).limit(AT_ONCE)
ROUND_ID = "links"
ROUND = select(link_rounds.c.last_id).where(link_rounds.c.id == ROUND_ID)
ONE = _texts.where(articles.c.id == param("one"))
# What was merged leads on to what took its place, so that this is what stands there.
_first = articles.alias("first")
ARTICLES = (
    select(_first.c.id.label("named"), *_text)
    .select_from(
        _first.join(articles, articles.c.id == func.coalesce(_first.c.merged_into, _first.c.id)).join(categories)
    )
    .where(_first.c.id.in_(listed("ids")), OUT)
)
TOPICS = (
    select(topics.c.id, topics.c.audience_key, topic_categories.c.audience_key.label("category_key"))
    .join_from(topics, topic_categories, topic_categories.c.id == topics.c.category_id)
    .where(topics.c.id.in_(listed("ids")), topics.c.shown)
)
FILES = (
    select(files.c.id, articles.c.audience_key, categories.c.audience_key.label("category_key"))
    .select_from(files.join(articles).join(categories))
    .where(files.c.id.in_(listed("ids")), ~is_removed, OUT)
)
CATEGORIES = select(categories.c.id, categories.c.audience_key).where(categories.c.id.in_(listed("ids")))
KNOWN = select(broken_links).where(broken_links.c.article_id.in_(listed("ids")))
MEND = broken_links.delete().where(
    broken_links.c.article_id == param("of"), broken_links.c.address.in_(listed("addresses"))
)
_still_out = select(articles.c.id).where(articles.c.id == broken_links.c.article_id, OUT).exists()
FORGET = broken_links.delete().where(~_still_out)
_worst = (
    select(
        broken_links.c.article_id,
        func.count().label("n"),
    )
    .group_by(broken_links.c.article_id)
    .subquery()
)
LIST = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.audience_key,
        categories.c.audience_key.label("category_key"),
        owner_id.label("owner_id"),
        people.c.name.label("owner_name"),
        _worst.c.n,
    )
    .select_from(
        articles.join(categories)
        .join(_worst, _worst.c.article_id == articles.c.id)
        .outerjoin(upkeep, upkeep.c.article_id == articles.c.id)
        .outerjoin(people, people.c.id == owner_id)
    )
    .where(IN_REMIT)
    .order_by(_worst.c.n.desc(), articles.c.id)
    .limit(ROWS_A_PAGE + 1)
)
FURTHER = LIST.where(
    or_(_worst.c.n < param("last_n"), and_(_worst.c.n == param("last_n"), articles.c.id > param("last_id")))
)


def one(db: Reading, article_id: str) -> list[Row[Any]]:
    """What an article says, if it is out."""
    return list(db.rows(ONE, one=article_id, now=db.now))


def next_texts(tx: Transaction) -> tuple[list[Row[Any]], bool]:
    """What the next articles say that are out, and whether with them a round is over; then the next one begins."""
    (last,) = [row.last_id for row in tx.rows(ROUND)] or [""]
    rows = list(tx.rows(BATCH, last_id=last, now=tx.now))
    is_over = len(rows) < AT_ONCE
    tx.put(link_rounds, id=ROUND_ID, last_id="" if is_over else rows[-1].id)
    return rows, is_over


def targets(db: Reading, places: Collection[Place]) -> dict[tuple[str, str], Target]:
    """What stands at these places, by kind and id; what is not there, or not out, is left out."""
    ids = {kind: sorted({place.id for place in places if place.kind == kind}) for kind in STATEMENTS}
    deep = {place.id for place in places if place.heading}
    found: dict[tuple[str, str], Target] = {}
    for kind, statement in STATEMENTS.items():
        for row in db.rows(statement, ids=ids[kind], now=db.now) if ids[kind] else ():
            id, keys = (row.named if kind == ARTICLE else row.id), (row.audience_key,)
            keys += () if kind == CATEGORY else (row.category_key,)
            found[kind, id] = Target(keys, headings(row.html) if id in deep and kind == ARTICLE else frozenset())
    return found


STATEMENTS = {ARTICLE: ARTICLES, TOPIC: TOPICS, FILE: FILES, CATEGORY: CATEGORIES}


def known(db: Reading, article_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """The links of these articles that were found broken: their faults by address."""
    found: dict[str, dict[str, str]] = {id: {} for id in article_ids}
    for row in db.rows(KNOWN, ids=list(article_ids)) if article_ids else ():
        found[row.article_id][row.address] = row.fault
    return found


def settle(tx: Transaction, article_id: str, before: dict[str, str], after: dict[str, str]) -> None:
    """Write which links of an article are broken now."""
    if mended := sorted(set(before) - set(after)):
        tx.execute(MEND, of=article_id, addresses=mended)
    for address, fault in after.items():
        if before.get(address) != fault:
            tx.put(broken_links, article_id=article_id, address=address, fault=fault, found_at=tx.now)


def forget(tx: Transaction) -> None:
    """Forget the links of articles that are not out any more."""
    tx.execute(FORGET, now=tx.now)


def listing(db: Reading, viewer: Viewer, last: list[Any] | None) -> list[Row[Any]]:
    """A page of articles with broken links that `viewer` edits, and one more if there are more, the worst first."""
    if last is None:
        return list(db.rows(LIST, remit_of=remit_of(viewer)))
    return list(db.rows(FURTHER, last_n=last[0], last_id=last[1], remit_of=remit_of(viewer)))
