"""What editors find: everything, in any state, where they edit. Staff who do not write find what they may read."""

from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from knowledge.model.article import is_editor
from knowledge.model.revision import WORDS
from knowledge.store.pins import HOLDS
from knowledge.store.remits import IN_REMIT, remit_of
from knowledge.store.shelves import READABLE, TRANSLATED
from knowledge.store.tables import (
    articles,
    categories,
    is_published,
    is_waiting,
    pins,
    remits,
    reviews,
    revisions,
    upkeep,
)
from knowledge.store.upkeep import owner_id
from portalkit.database import Reading, param, readable_categories
from portalkit.errors import Missing
from portalkit.tables import audience_parts
from portalkit.viewer import Viewer, key_parts

ROWS_A_PAGE = 20

_now = param("now")
STATES = {
    "draft": articles.c.state == "draft",
    "scheduled": and_(is_published, articles.c.published_at > _now),
    "published": and_(is_published, articles.c.published_at <= _now),
    "in-review": reviews.c.id.is_not(None),
    "withdrawn": articles.c.state == "withdrawn",
}
_demanding = select(audience_parts.c.key).where(audience_parts.c.audience == param("audience"))
USES = select(func.count()).where(articles.c.state != "withdrawn", articles.c.audience_key.in_(_demanding))
LIST = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.genre,
        articles.c.category_id,
        categories.c.name.label("category"),
        articles.c.state,
        articles.c.updated_at,
        articles.c.published_at,
        articles.c.expires_at,
        articles.c.audience_key,
        categories.c.audience_key.label("category_key"),
        reviews.c.id.label("review_id"),
    )
    .select_from(articles.join(categories).outerjoin(reviews, and_(reviews.c.article_id == articles.c.id, is_waiting)))
    .where(IN_REMIT)
    .order_by(articles.c.updated_at.desc(), articles.c.id.desc())
    .limit(ROWS_A_PAGE + 1)
)
NEXT = and_(
    articles.c.updated_at <= param("last_at"),
    or_(
        articles.c.updated_at < param("last_at"),
        and_(articles.c.updated_at == param("last_at"), articles.c.id < param("last_id")),
    ),
)
# The newest revision, where it was only proposed: what its authors go on writing at.
_every = revisions.alias("every")
_newest = (
    select(func.max(_every.c.number)).where(_every.c.article_id == articles.c.id).correlate(articles).scalar_subquery()
)
_proposed = and_(revisions.c.article_id == articles.c.id, revisions.c.number == _newest, revisions.c.proposed)
_beside = (
    articles.join(categories)
    .outerjoin(reviews, and_(reviews.c.article_id == articles.c.id, is_waiting))
    .outerjoin(revisions, _proposed)
    .outerjoin(upkeep, upkeep.c.article_id == articles.c.id)
    .outerjoin(pins, HOLDS)
)
ONE = (
    select(
        *articles.c,
        TRANSLATED,
        categories.c.audience_key.label("category_key"),
        categories.c.path.label("category_path"),
        categories.c.needs_review,
        reviews.c.id.label("review_id"),
        reviews.c.asked_by,
        revisions.c.number.label("proposal"),
        owner_id.label("owner_id"),
        upkeep.c.deputy_id,
        upkeep.c.due_on,
        pins.c.place.label("pin_place"),
        pins.c.until.label("pin_until"),
        *(revisions.c[name].label(f"proposed_{name}") for name in WORDS),
    )
    .select_from(_beside)
    .where(articles.c.id == param("id"))
)
_charged = select(remits.c.category_id).where(remits.c.person_id == param("viewer_id"))
_counted = select(articles.c.category_id, func.count().label("n")).group_by(articles.c.category_id)


def _tree(counted: Select[Any]) -> Select[Any]:
    counts = counted.subquery()
    return select(
        categories.c.id,
        categories.c.parent_id,
        categories.c.name,
        categories.c.description,
        categories.c.own_key,
        categories.c.audience_key,
        categories.c.path,
        categories.c.version,
        categories.c.needs_review,
        categories.c.owner_id,
        categories.c.deputy_id,
        categories.c.products,
        categories.c.regions,
        categories.c.id.in_(_charged).label("charged"),
        func.coalesce(counts.c.n, 0).label("count"),
    ).select_from(categories.outerjoin(counts, counts.c.category_id == categories.c.id))


TREE = _tree(_counted)
MY_TREE = _tree(_counted.where(READABLE)).where(categories.c.id.in_(readable_categories(categories)))


def listed(db: Reading, viewer: Viewer, state: str | None, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what lies where `viewer` edits, and one more if there are more, last changed first."""
    statement = LIST if is_editor(viewer) else LIST.where(READABLE)
    if state is not None:
        statement = statement.where(STATES[state])
    more: dict[str, Any] = {"now": db.now, "remit_of": remit_of(viewer)}
    if last is not None:
        statement = statement.where(NEXT)
        more["last_at"], more["last_id"] = last
    return list(db.rows(statement, viewer, **more))


def one(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """An article in any state that `viewer` may work on. Raises Missing."""
    rows = db.rows(ONE if is_editor(viewer) else ONE.where(READABLE), viewer, id=id, now=db.now)
    if not rows:
        raise Missing()
    return rows[0]


def tree(db: Reading, viewer: Viewer) -> list[dict[str, Any]]:
    """The categories, children behind their parents, each level by name; `charged` are those that `viewer` edits in."""
    rows = db.rows(TREE if is_editor(viewer) else MY_TREE, viewer, now=db.now)
    names = {row.id: (row.name.casefold(), row.id) for row in rows}
    ordered = sorted(rows, key=lambda row: [names[id] for id in row.path.split("/") if id in names])
    return [
        {
            "id": row.id,
            "name": row.name,
            "description": row.description,
            "parent_id": row.parent_id,
            "path": row.path,
            "charged": row.charged,
            "depth": row.path.count("/"),
            "audiences": key_parts(row.own_key),
            "demanded": key_parts(row.audience_key),
            "version": row.version,
            "needs_review": row.needs_review,
            "owner_id": row.owner_id,
            "deputy_id": row.deputy_id,
            "products": row.products,
            "regions": row.regions,
            "count": row._mapping["count"],
        }
        for row in ordered
    ]


def uses(db: Reading, audience: str) -> int:
    """How many articles demand this audience themselves, withdrawn ones left out."""
    return int(db.value(USES, audience=audience))
