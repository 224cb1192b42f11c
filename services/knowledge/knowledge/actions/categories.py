"""Build the tree of categories, and say who may read what lies in it."""

from dataclasses import replace
from functools import partial
from typing import Any

from knowledge.actions.reaches import note
from knowledge.actions.remits import check_in_remit
from knowledge.model import facts
from knowledge.model.article import check_can_write
from knowledge.model.category import Category, key_of, placed, without_doubles
from knowledge.store import articles, categories, upkeep
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.keeping import NAMES, check_keepers, check_new_keepers
from portalkit.viewer import Viewer

WORDS = ("products", "regions")
TEXTS = ("name", "description", *WORDS)


def make_category(
    tx: Transaction,
    editor: Viewer,
    *,
    name: str,
    description: str,
    parent_id: str | None,
    audiences: list[str],
    needs_review: bool = False,
    owner_id: str | None = None,
    deputy_id: str | None = None,
    **words: list[str],
) -> Category:
    """Add a category, in another one or at the top; who makes it looks after it unless somebody else is named.

    `words` are the `products` and `regions` that all that lies in it is for.

    Raises Forbidden, Invalid, Refused.
    """
    check_can_write(editor)
    check_keepers(partial(upkeep.can_own, tx), owner_id, deputy_id)
    categories.hold_tree(tx)
    made = Category(new_id(), None, name, description, key_of(audiences), needs_review=needs_review)
    made = replace(made, owner_id=owner_id or editor.id, deputy_id=deputy_id, **unique(words))
    parent = _parent(tx, parent_id)
    check_in_remit(tx, editor, parent)
    category = placed(made, parent)
    categories.add(tx, category)
    tx.publish("knowledge.category.created.v1", category, facts.category(category))
    acts.note(tx, editor, "category.created", category.id, after=_rules(category))
    return category


def change_category(tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Category:
    """Rename, describe, move, narrow or give away a category, or say what it is for.

    What lies in it follows in the same transaction.

    Raises Forbidden, Missing, Stale, Invalid, Refused.
    """
    check_can_write(editor)
    categories.hold_tree(tx)
    before = categories.get(tx, id)
    check_in_remit(tx, editor, before)
    if changes.get("parent_id", before.parent_id) != before.parent_id:
        check_in_remit(tx, editor, _parent(tx, changes["parent_id"]))
    check_new_keepers(partial(upkeep.can_own, tx), before, changes)
    note(tx, editor, "changed", "category", {id: (before.audience_key,)})
    after = settle(tx, before, version, changes, "changed")
    fields = [name for name in TEXTS if getattr(before, name) != getattr(after, name)]
    acts.note_change(tx, editor, "category.changed", id, _decided(before), _decided(after), fields)
    return after


def settle(tx: Transaction, before: Category, version: int | None, changes: dict[str, Any], verb: str) -> Category:
    """Write `changes` over a category, and everything below it as it then is; tell of each that others see change."""
    values = unique(changes)
    if "audiences" in values:
        values["own_key"] = key_of(values.pop("audiences"))
    parent = _parent(tx, values.pop("parent_id", before.parent_id))
    below = categories.below(tx, before)
    after = categories.change(tx, placed(replace(before, **values), parent), version)
    tx.publish(f"knowledge.category.{verb}.v1", after, facts.category(after))
    settled = {after.id: after}
    for child in below:
        moved = placed(child, settled[str(child.parent_id)])
        if moved.audience_key != child.audience_key:
            moved = categories.change(tx, moved, None)
            tx.publish(f"knowledge.category.{verb}.v1", moved, facts.category(moved))
        elif moved != child:
            categories.move_along(tx, moved)
        settled[moved.id] = moved
    anew = [each.id for each in (before, *below) if _is_for(each) != _is_for(settled[each.id])]
    if anew:
        articles.shelve_anew(tx, anew)
    return after


def unique(values: dict[str, Any]) -> dict[str, Any]:
    """The same with each product and region once."""
    return {name: without_doubles(each) if name in WORDS else each for name, each in values.items()}


def _is_for(category: Category) -> tuple[list[str], list[str]]:
    return category.all_products, category.all_regions


def _rules(category: Category) -> dict[str, Any]:
    """What is decided by a category; what it is called is not for everybody."""
    return {"audiences": category.audiences, "needs_review": category.needs_review, "parent_id": category.parent_id}


def _decided(category: Category) -> dict[str, Any]:
    """The same with who looks after it."""
    return _rules(category) | {name: getattr(category, name) for name in NAMES}


def _parent(tx: Transaction, id: str | None) -> Category | None:
    parent = categories.find(tx, id) if id else None
    if id and parent is None:
        raise Invalid({"parent_id": ["There is no such category."]})
    return parent
