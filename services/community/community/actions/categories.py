"""Build the tree of categories, and decide who may read what stands in it."""

from typing import Any

from community.model import facts
from community.model.category import Category, demanded, new_category
from community.store import categories
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing
from portalkit.ids import new_id
from portalkit.viewer import audience_key


def add_category(
    tx: Transaction, name: str, description: str, audiences: list[str], parent_id: str | None = None
) -> Category:
    """Add a category; a child demands what its parent does, and its own besides. Raises Refused, Invalid."""
    categories.hold_tree(tx)
    try:
        parent = categories.at(tx, parent_id) if parent_id else None
    except Missing as fault:
        raise Invalid({"parent_id": ["There is no such category."]}) from fault
    category = new_category(new_id(), parent, name, description, audiences)
    categories.add(tx, category)
    tx.publish("community.category.created.v1", category, facts.category(category))
    return category


def change_category(
    tx: Transaction,
    category_id: str,
    version: int | None,
    name: str,
    description: str,
    audiences: list[str],
) -> Category:
    """Rename a category and set whom it demands; everything below follows. Raises Missing, Invalid, Stale."""
    categories.hold_tree(tx)
    return rewrite(tx, categories.at(tx, category_id), version, name, description, audiences, "changed")


def rewrite(
    tx: Transaction,
    category: Category,
    version: int | None,
    name: str,
    description: str,
    audiences: list[str],
    verb: str,
    **more: Any,
) -> Category:
    """Write a category anew and tell of it, and of all below whose readers that changes."""
    own = audience_key(audiences)
    above = categories.at(tx, category.parent_id).audience_key if category.parent_id else None
    key = demanded(above, own)
    changed = categories.change(
        tx, category.id, version, name=name, description=description, own_key=own, audience_key=key, **more
    )
    tx.publish(f"community.category.{verb}.v1", changed, facts.category(changed))
    if key != category.audience_key:
        _pass_on(tx, changed, verb)
    return changed


def _pass_on(tx: Transaction, category: Category, verb: str) -> None:
    demands = {category.id: category.audience_key}
    for child in categories.below(tx, category):
        key = demanded(demands[child.parent_id or ""], child.own_key)
        demands[child.id] = key
        if key != child.audience_key:
            changed = categories.change(tx, child.id, None, audience_key=key)
            tx.publish(f"community.category.{verb}.v1", changed, facts.category(changed))
