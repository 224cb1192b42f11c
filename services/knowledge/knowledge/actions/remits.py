"""Say where an editor edits, and hold them to it."""

from knowledge.model.category import Category
from knowledge.model.remit import Remit, check_within, is_unlimited
from knowledge.store import categories, remits
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Forbidden, Invalid
from portalkit.viewer import Viewer

MOST = 50


def give_remit(tx: Transaction, administrator: Viewer, person_id: str, category_ids: list[str]) -> list[str]:
    """Let somebody edit in these categories and what lies in them; in none of them named: everywhere.

    Raises Forbidden, Invalid.
    """
    if not is_unlimited(administrator):
        raise Forbidden("Only administrators say where somebody edits.")
    wanted = sorted(set(category_ids))
    if len(wanted) > MOST:
        raise Invalid({"categories": [f"Choose at most {MOST}; what lies in a category is in it."]})
    if any(categories.find(tx, id) is None for id in wanted):
        raise Invalid({"categories": ["There is no such category."]})
    before = {"categories": sorted(remits.of(tx, person_id))}
    acts.note_change(tx, administrator, "remit.given", person_id, before, {"categories": wanted})
    remits.replace(tx, person_id, [Remit(person_id, id, administrator.id, tx.now) for id in wanted])
    return wanted


def check_in_remit(tx: Transaction, editor: Viewer, category: Category | None) -> None:
    """Raise Forbidden where `editor` edits in another part of the categories; None is the top of the tree."""
    if not is_unlimited(editor):
        check_within(remits.of(tx, editor.id), category)
