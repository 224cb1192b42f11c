"""Small shapes that several answers share."""

from typing import Any

from sqlalchemy import Row

from knowledge.model.article import NOBODY


def person(row: Row[Any]) -> dict[str, Any]:
    """The author of an article."""
    return {"id": row.author_id, "name": row.author_name or NOBODY, "kind": row.author_kind or "staff"}
