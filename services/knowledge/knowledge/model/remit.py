"""Where an editor edits: in some categories and all that lies in them, or, without a remit, everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.model.category import Category
from portalkit.errors import Forbidden
from portalkit.viewer import Viewer

ELSEWHERE = "You edit in another part of the categories. An administrator says where."


@dataclass(frozen=True, slots=True)
class Remit:
    """Somebody edits in this category, as an administrator said."""

    person_id: str
    category_id: str
    given_by: str
    given_at: datetime


def is_unlimited(viewer: Viewer) -> bool:
    """Whether no remit limits `viewer`: an administrator."""
    return viewer.has("administrator")


def is_limited(viewer: Viewer) -> bool:
    """Whether a remit, if there is one, limits `viewer`: whoever works on articles and says not who does where."""
    return not is_unlimited(viewer) and (viewer.has("author") or viewer.has("reviewer"))


def is_within(remit: Sequence[str], path: str) -> bool:
    """Whether what lies at `path` may be edited by whoever edits in the categories of `remit` (none: everywhere)."""
    return not remit or any(id in remit for id in path.split("/"))


def check_within(remit: Sequence[str], category: Category | None) -> None:
    """Raise Forbidden for a category, or the top of the tree, that lies in none of those of `remit`."""
    if not is_within(remit, category.path if category else ""):
        raise Forbidden(ELSEWHERE)
