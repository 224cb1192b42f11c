"""Build the tree of categories, and decide who may read what stands in it."""

from dataclasses import replace
from functools import partial
from typing import Any

from community.model import facts
from community.model.category import Category, demanded, new_category
from community.store import categories, upkeep
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing
from portalkit.ids import new_id
from portalkit.keeping import check_keepers, check_new_keepers
from portalkit.viewer import Viewer, audience_key


def add_category(
    tx: Transaction,
    by: Viewer,
    name: str,
    description: str,
    audiences: list[str],
    parent_id: str | None = None,
    owner_id: str | None = None,
    deputy_id: str | None = None,
) -> Category:
    """Add a category; a child demands what its parent does, and its own besides. Raises Refused, Invalid.

    Who makes it looks after it unless somebody else is named.
    """
    check_keepers(partial(upkeep.can_own, tx), owner_id, deputy_id)
    categories.hold_tree(tx)
    try:
        parent = categories.at(tx, parent_id) if parent_id else None
    except Missing as fault:
        raise Invalid({"parent_id": ["There is no such category."]}) from fault
    category = new_category(new_id(), parent, name, description, audiences)
    category = replace(category, owner_id=owner_id or by.id, deputy_id=deputy_id)
    categories.add(tx, category)
    tx.publish("community.category.created.v1", category, facts.category(category))
    acts.note(tx, by, "category.created", category.id, after={"audiences": category.audiences})
    return category


def change_category(
    tx: Transaction,
    by: Viewer,
    category_id: str,
    version: int | None,
    name: str,
    description: str,
    audiences: list[str],
    **keepers: str | None,
) -> Category:
    """Rename a category and set whom it demands; everything below follows. Raises Missing, Invalid, Stale.

    `keepers` are its `owner_id` and `deputy_id`, as far as they change.
    """
    categories.hold_tree(tx)
    before = categories.at(tx, category_id)
    check_new_keepers(partial(upkeep.can_own, tx), before, keepers)
    after = rewrite(tx, before, version, name, description, audiences, "changed", **keepers)
    was, now = ({"audiences": each.audiences} for each in (before, after))
    fields = [field for field in ("name", "description") if getattr(before, field) != getattr(after, field)]
    acts.note_change(tx, by, "category.changed", after.id, was, now, fields)
    return after


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
