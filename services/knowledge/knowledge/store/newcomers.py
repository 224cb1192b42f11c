"""What is known of somebody who may be new here."""

from sqlalchemy import func, select

from knowledge.model.comment import SHOWN
from knowledge.store.tables import comments, people
from portalkit.database import Reading, param
from portalkit.newcomers import Limits, Standing
from portalkit.viewer import Viewer

_said = select(comments.c.id).where(comments.c.author_id == param("writer"), comments.c.state == SHOWN)
STANDING = select(
    select(people.c.joined_at).where(people.c.id == param("writer")).scalar_subquery(),
    select(func.count()).select_from(_said.limit(param("most")).subquery()).scalar_subquery(),
)


def standing(db: Reading, writer: Viewer, limits: Limits) -> Standing:
    """Since when `writer` is here, and how many of their comments are shown."""
    return db.one(STANDING, Standing, writer=writer.id, most=limits.posts)
