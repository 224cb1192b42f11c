"""Small shapes that several answers share."""

from typing import Any

from sqlalchemy import Row

from knowledge.model.category import with_own
from portalkit.posts import FORMER


def person(row: Row[Any]) -> dict[str, Any]:
    """The author of an article."""
    return {"id": row.author_id, "name": row.author_name or FORMER, "kind": row.author_kind or "staff"}


def for_what(row: Row[Any]) -> dict[str, Any]:
    """What an article is for and where it holds, with what it has of its categories."""
    return {
        "products": with_own(row.product, row.all_products),
        "regions": with_own(row.region, row.all_regions),
    }
