"""Keep a record of what editors reach only because they are editors."""

from collections.abc import Mapping

from knowledge.model.article import is_outside
from knowledge.store import reaches
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def note(tx: Transaction, editor: Viewer, act: str, kind: str, keys: Mapping[str, tuple[str, ...]]) -> None:
    """Record those of the things (audience keys by id) whose audiences `editor` is not in, once a day each."""
    outside = [id for id, demanded in keys.items() if is_outside(editor, *demanded)]
    if outside:
        reaches.add(tx, editor.id, act, kind, outside)
