"""Rows of categories, for those who write; what readers see of them is in `shelves`."""

from sqlalchemy import select

from knowledge.model.category import Category
from knowledge.store.tables import categories
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Missing, Stale

ALL = select(*columns(categories, Category))
ONE = ALL.where(categories.c.id == param("id"))
BY_EXTERNAL_ID = ALL.where(categories.c.external_id == param("external_id"))
BELOW = ALL.where(categories.c.path.startswith(param("path"), autoescape=False)).order_by(categories.c.path)

WRITTEN = (
    "parent_id",
    "name",
    "description",
    "own_key",
    "audience_key",
    "path",
    "trail",
    "needs_review",
    "owner_id",
    "deputy_id",
    "products",
    "regions",
    "all_products",
    "all_regions",
)


def find(db: Reading, id: str) -> Category | None:
    """The category, whoever may read it, or None."""
    return db.find(ONE, Category, id=id)


def get(db: Reading, id: str) -> Category:
    """The category, whoever may read it. Raises Missing."""
    return db.one(ONE, Category, id=id)


def by_external_id(db: Reading, external_id: str) -> Category | None:
    """The category that was imported under `external_id`, or None."""
    return db.find(BY_EXTERNAL_ID, Category, external_id=external_id)


def below(db: Reading, category: Category) -> list[Category]:
    """Everything that lies in `category` at any depth, parents before children."""
    found = db.all(BELOW, Category, path=f"{category.path}/")
    return sorted(found, key=lambda each: each.depth)


def hold_tree(tx: Transaction) -> None:
    """Keep others from building at the tree: what stands below a category has to demand all that it demands."""
    tx.alone("categories")


def all_of_them(db: Reading) -> list[Category]:
    """Every category, whoever may read it."""
    return db.all(ALL, Category)


def add(tx: Transaction, category: Category) -> None:
    """Add a row."""
    tx.insert(categories, category)


def change(tx: Transaction, category: Category, version: int | None) -> Category:
    """Write `category` over the row at `version` (None: whatever it is). Raises Missing, Stale."""
    values = {name: getattr(category, name) for name in WRITTEN}
    changed = tx.update(categories, Category, category.id, version, values)
    if changed is None:
        raise Stale("The category has changed since you read it.") if find(tx, category.id) else Missing()
    return changed


def move_along(tx: Transaction, category: Category) -> None:
    """Write what follows from where a category stands; nothing that others are told of has changed."""
    statement = categories.update().where(categories.c.id == param("category"))
    follows = {name: getattr(category, name) for name in ("path", "trail", "all_products", "all_regions")}
    tx.execute(statement.values(**follows), category=category.id)
