"""Who looks after articles: set by who writes, and what needs somebody, categories too."""

from typing import Any

from knowledge.actions.upkeep import set_upkeep
from knowledge.api.desk import record
from knowledge.api.upkeep_schemas import SetUpkeep, UpkeepList, UpkeepQuery, UpkeepSchema
from knowledge.model.article import EDITORS, shown_state
from knowledge.store import upkeep
from portalkit.keeping import named_keepers
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("upkeep", __name__, description="Who looks after articles")


@blueprint.reads("/internal/v1/pages/staff/upkeep", by=EDITORS, takes=UpkeepQuery, gives=UpkeepList)
def needing(db, viewer, query):
    """The articles whose owner is gone, whose day to be looked at again has come, or that did not help lately.

    Beside the first of those whose owner is gone stand the categories that nobody looks after.
    """
    last = decode(query["cursor"])
    if query["which"] == "due":
        rows, further = page(upkeep.due(db, viewer, last), upkeep.ROWS_A_PAGE, "due_on", "id")
    elif query["which"] == "unhelpful":
        rows, further = page(upkeep.unhelpful(db, viewer, last), upkeep.ROWS_A_PAGE, "share", "id")
    else:
        rows, further = page(upkeep.ownerless(db, viewer, last), upkeep.ROWS_A_PAGE, "id")
    record(viewer, "listed", rows)
    alone = upkeep.ownerless_categories(db, viewer) if query["which"] == "ownerless" and last is None else []
    return {
        "items": [_row(row, db.now) for row in rows],
        "next": further,
        "categories": [{"id": row.id, "name": row.name, **named_keepers(row)} for row in alone],
    }


@blueprint.acts("/v1/articles/<article_id>/upkeep", by=EDITORS, takes=SetUpkeep, gives=UpkeepSchema, method="PUT")
def change_upkeep(tx, viewer, body, article_id):
    """Give an article an owner, perhaps a deputy and a day to look at it again."""
    return set_upkeep(tx, viewer, article_id, **body)


def _row(row: Any, now: Any) -> dict[str, Any]:
    copied = {name: getattr(row, name) for name in ("id", "title", "genre", "published_at", "due_on")}
    return copied | {
        "category": {"id": row.category_id, "name": row.category},
        "state": shown_state(row.state, row.published_at, now),
        **named_keepers(row),
        **{name: getattr(row, name) for name in ("helpful", "unhelpful") if hasattr(row, name)},
    }
