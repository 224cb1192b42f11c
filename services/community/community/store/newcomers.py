"""What is known of somebody who may be new here."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from community.store.tables import people, replies, topics
from portalkit.database import Reading, param
from portalkit.newcomers import Limits, Standing
from portalkit.viewer import Viewer


def _some(ids: Select[Any]) -> ColumnElement[int]:
    return select(func.count()).select_from(ids.limit(param("most")).subquery()).scalar_subquery()


_asked = select(topics.c.id).where(topics.c.author_id == param("writer"), topics.c.shown)
_replied = select(replies.c.id).where(replies.c.author_id == param("writer"), replies.c.state == "shown")
POSTS = _some(_asked) + _some(_replied)
STANDING = select(select(people.c.joined_at).where(people.c.id == param("writer")).scalar_subquery(), POSTS)


def standing(db: Reading, writer: Viewer, limits: Limits) -> Standing:
    """Since when `writer` is here, and how many of their posts are shown."""
    return db.one(STANDING, Standing, writer=writer.id, most=limits.posts)
