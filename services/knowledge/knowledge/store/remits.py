"""Rows of remits: who edits in which categories."""

from sqlalchemy import literal, or_, select

from knowledge.model.remit import Remit, is_limited, is_unlimited, is_within
from knowledge.store.tables import articles, categories, remits
from portalkit.database import Reading, Transaction, param
from portalkit.viewer import Viewer

OF = select(remits.c.category_id).where(remits.c.person_id == param("person")).order_by(remits.c.category_id)
FORGET = remits.delete().where(remits.c.person_id == param("person"))

# Of the lists of the desk: what lies where an editor edits. Its statements need `remit_of`.
_inner = categories.alias("inner_category")
_any = select(remits.c.category_id).where(remits.c.person_id == param("remit_of")).correlate(None).exists()
_within = (
    select(_inner.c.id)
    .join(remits, (literal("/") + _inner.c.path + "/").contains(literal("/") + remits.c.category_id + "/"))
    .where(remits.c.person_id == param("remit_of"))
    .correlate(None)
)
IN_REMIT = or_(~_any, articles.c.category_id.in_(_within))
CATEGORY_IN_REMIT = or_(~_any, categories.c.id.in_(_within))


def remit_of(viewer: Viewer) -> str:
    """Whose remit narrows what `viewer` finds on the desk; nobody's has none."""
    return viewer.id if is_limited(viewer) else ""


def of(db: Reading, person_id: str) -> list[str]:
    """The categories that somebody edits in; none: everywhere."""
    return [row.category_id for row in db.rows(OF, person=person_id)]


def limits(db: Reading, viewer: Viewer) -> list[str]:
    """The categories that `viewer` has to keep to; none: everywhere."""
    return [] if is_unlimited(viewer) else of(db, viewer.id)


def edits_at(db: Reading, viewer: Viewer, path: str) -> bool:
    """Whether no remit keeps `viewer` from what lies at `path`; "" is the top of the tree."""
    return is_within(limits(db, viewer), path)


def replace(tx: Transaction, person_id: str, given: list[Remit]) -> None:
    """Somebody edits in these, and in no others any more."""
    tx.execute(FORGET, person=person_id)
    for each in given:
        tx.insert(remits, each)
