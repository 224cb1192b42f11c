"""The statements behind the list of ideas: by what most people find helpful, or by their latest activity."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select, tuple_

from community.model.idea import IDEA, LATEST, SORTS, VOTES
from community.store.listing import LAST, NEWEST, TOPICS_PAGE, Rows, shown_of
from community.store.tables import topics
from portalkit.database import Reading, listed, param, visible
from portalkit.viewer import Viewer

MOST_VOTES = 2**31 - 1
COLUMNS = {VOTES: topics.c.votes, LATEST: topics.c.last_activity_at}
FIRST = {VOTES: (MOST_VOTES, LAST), LATEST: (NEWEST, LAST)}
FIELDS = {VOTES: "votes", LATEST: "last_activity_at"}
NARROWED = {
    "state": topics.c.idea_state == param("state"),
    "within": topics.c.category_id.in_(listed("within")),
}


def _list(sort: str, names: Sequence[str]) -> Select[Any]:
    by = COLUMNS[sort]
    order = (by.desc(), topics.c.id.desc())
    after = tuple_(by, topics.c.id) < tuple_(param("at", type_=by.type), param("id"))
    narrowed = (NARROWED[name] for name in names)
    found = select(topics.c.id).where(topics.c.kind == IDEA, topics.c.shown, visible(topics), after, *narrowed)
    return shown_of(found.order_by(*order).limit(TOPICS_PAGE + 1).subquery()).order_by(None).order_by(*order)


LISTS = {
    (sort, names): _list(sort, names) for sort in SORTS for names in ((), ("state",), ("within",), ("state", "within"))
}


def best(
    db: Reading, viewer: Viewer, sort: str, after: list[Any] | None, state: str | None, within: list[str] | None
) -> Rows:
    """One more than a page of ideas in this state (None: any), in the categories `within` (None: all)."""
    at, id = after or FIRST[sort]
    asked = {"state": state, "within": within}
    more: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    return db.rows(LISTS[sort, tuple(more)], viewer, at=at, id=id, **more)
