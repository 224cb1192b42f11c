"""Rows of categories."""

from sqlalchemy import func, select

from community.model.category import Category
from community.store.tables import categories, topic_counts, topics
from portalkit.database import Reading, Transaction, columns, param, satisfied_keys
from portalkit.errors import Missing, Stale
from portalkit.viewer import Viewer

ANY = select(*columns(categories, Category)).where(categories.c.id == param("id"))
ONE = ANY.where(categories.c.audience_key.in_(satisfied_keys()))
BELOW = (
    select(*columns(categories, Category))
    .where(categories.c.path.startswith(param("path")), categories.c.id != param("id"))
    .order_by(categories.c.path)
)
IMPORTED = select(categories.c.id, categories.c.imported).where(categories.c.external_id == param("external_id"))
# Where several can write at once, the second waits here; its next statement sees what the first one wrote.
LOCK = select(categories.c.id).where(categories.c.id == param("id")).with_for_update(key_share=True)
SHOWN = select(func.count()).where(
    topics.c.category_id == param("category_id"), topics.c.audience_key == param("key"), topics.c.shown
)


def get(db: Reading, viewer: Viewer, id: str) -> Category:
    """The category, if `viewer` may read it. Raises Missing."""
    return db.one(ONE, Category, viewer=viewer, id=id)


def at(db: Reading, id: str) -> Category:
    """The category, whoever asks: for staff's paths alone. Raises Missing."""
    return db.one(ANY, Category, id=id)


def below(db: Reading, category: Category) -> list[Category]:
    """Everything inside `category`, parents before children."""
    return db.all(BELOW, Category, path=category.path + "/", id=category.id)


def hold_tree(tx: Transaction) -> None:
    """Keep others from building at the tree: what stands below a category has to demand all that it demands."""
    tx.alone("categories")


def imported(db: Reading, external_id: str) -> tuple[str, str | None] | None:
    """Id and digest of what was imported under `external_id`, or None."""
    rows = db.rows(IMPORTED, external_id=external_id)
    return (rows[0].id, rows[0].imported) if rows else None


def add(tx: Transaction, category: Category, external_id: str | None = None, digest: str | None = None) -> None:
    """Add a category."""
    tx.insert(categories, category, external_id=external_id, imported=digest)


def change(tx: Transaction, id: str, version: int | None, **values: str | None) -> Category:
    """Write `values` over version `version` (None: any). Raises Stale if somebody else was faster."""
    changed = tx.update(categories, Category, id, version, dict(values))
    if changed is None:
        raise Stale("This category was changed since it was read.")
    return changed


def recount(tx: Transaction, category_id: str, audience_key: str) -> None:
    """Bring the number of shown topics under this category and key up to date."""
    tx.rows(LOCK, id=category_id)
    count = tx.value(SHOWN, category_id=category_id, key=audience_key)
    tx.put(topic_counts, category_id=category_id, audience_key=audience_key, count=count)


def by_external_id(db: Reading, external_id: str) -> Category:
    """The category imported under `external_id`. Raises Missing."""
    known = imported(db, external_id)
    if known is None:
        raise Missing()
    return at(db, known[0])
