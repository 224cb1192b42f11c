"""Small shapes that several answers share."""

from typing import Any

from sqlalchemy import Row

from portalkit.posts import FORMER


def person(row: Row[Any]) -> dict[str, Any]:
    """The author of an article."""
    return {"id": row.author_id, "name": row.author_name or FORMER, "kind": row.author_kind or "staff"}
