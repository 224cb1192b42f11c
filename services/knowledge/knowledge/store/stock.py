"""Rows of templates and snippets, and of which articles include which."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from knowledge.model.article import Article
from knowledge.model.stock import SNIPPET, Stock
from knowledge.store.tables import articles, categories, inclusions, people, stock
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.errors import Missing, Stale

MOST_SHOWN = 200
ONE = select(*columns(stock, Stock)).where(stock.c.id == param("id"))
HELD = ONE.with_for_update(key_share=True)
NAMED = select(stock.c.id).where(stock.c.kind == param("kind_of"), stock.c.name == param("name"))
BODIES = select(stock.c.name, stock.c.body).where(stock.c.kind == SNIPPET, stock.c.name.in_(listed("names")))
_uses = (
    select(func.count())
    .where(inclusions.c.name == stock.c.name, stock.c.kind == SNIPPET)
    .correlate(stock)
    .scalar_subquery()
)
LIST = (
    select(
        stock.c.id,
        stock.c.kind,
        stock.c.name,
        stock.c.genre,
        stock.c.changed_at,
        people.c.name.label("changed_by"),
        _uses.label("uses"),
    )
    .select_from(stock.outerjoin(people, people.c.id == stock.c.changed_by))
    .order_by(stock.c.name, stock.c.id)
)
USED_IN = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.state,
        articles.c.published_at,
        articles.c.audience_key,
        categories.c.audience_key.label("category_key"),
    )
    .select_from(inclusions.join(articles).join(categories))
    .where(inclusions.c.name == param("name"))
    .order_by(articles.c.title, articles.c.id)
    .limit(MOST_SHOWN)
)
PLACES = (
    select(categories.c.path, categories.c.needs_review, articles.c.state)
    .select_from(inclusions.join(articles).join(categories))
    .where(inclusions.c.name == param("name"))
    .distinct()
)
HELD_USERS = (
    select(*columns(articles, Article))
    .join_from(articles, inclusions)
    .where(inclusions.c.name == param("name"))
    .order_by(articles.c.id)
    .with_for_update(key_share=True, of=articles)
)
FORGET = inclusions.delete().where(inclusions.c.article_id == param("of"))
DROP = stock.delete().where(stock.c.id == param("gone"))


def get(db: Reading, id: str) -> Stock:
    """One of them. Raises Missing."""
    return db.one(ONE, Stock, id=id)


def held(tx: Transaction, id: str) -> Stock:
    """`get` for whoever is going to change it. Raises Missing."""
    return tx.one(HELD, Stock, id=id)


def is_taken(db: Reading, kind: str, name: str) -> bool:
    """Whether there is one of this kind and name."""
    return bool(db.rows(NAMED, kind_of=kind, name=name))


def bodies(db: Reading, names: Sequence[str]) -> dict[str, str]:
    """What the snippets of these names say, as far as there are such."""
    return {row.name: row.body for row in db.rows(BODIES, names=list(names))} if names else {}


def every(db: Reading) -> Sequence[Row[Any]]:
    """All of them, by name."""
    return db.rows(LIST)


def used_in(db: Reading, name: str) -> list[Row[Any]]:
    """The articles that include a snippet, in any state, by title."""
    return list(db.rows(USED_IN, name=name))


def places(db: Reading, name: str) -> Sequence[Row[Any]]:
    """Where the articles lie that include a snippet, whether that needs a review, and in which states they are."""
    return db.rows(PLACES, name=name)


def held_users(tx: Transaction, name: str) -> list[Article]:
    """The articles that include a snippet, for whoever is going to change them."""
    return tx.all(HELD_USERS, Article, name=name)


def note_inclusions(tx: Transaction, article_id: str, names: Sequence[str]) -> None:
    """An article includes these, and no others any more."""
    tx.execute(FORGET, of=article_id)
    tx.execute_many(inclusions.insert(), [{"article_id": article_id, "name": name} for name in names])


def add(tx: Transaction, made: Stock) -> None:
    """Add a row."""
    tx.insert(stock, made)


def change(tx: Transaction, id: str, version: int | None, values: dict[str, Any]) -> Stock:
    """Write `values` over one that was read at `version` (None: whatever it was). Raises Stale."""
    changed = tx.update(stock, Stock, id, version, values)
    if changed is None:
        raise Stale("It has changed since you read it.")
    return changed


def drop(tx: Transaction, id: str) -> None:
    """Delete one. Raises Missing."""
    if not tx.execute(DROP, gone=id):
        raise Missing()
