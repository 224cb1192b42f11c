"""Ideas over HTTP, and their page."""

from marshmallow import fields

from community.actions import ideas as actions
from community.api import shapes
from community.api.schemas import NamedSchema, TopicSchema
from community.api.views import CategoryNodeSchema, TopicListSchema
from community.model.category import KEEPERS
from community.model.idea import SORTS, STATES
from community.store import ideas as store
from community.store import listing, pages
from portalkit.posts import REASON_MOST
from portalkit.web import Blueprint, Schema
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery, choice, identifier, text

blueprint = Blueprint("ideas", __name__, description="Ideas, and what becomes of them")
PAGES = "/internal/v1/pages"


class IdeasQuery(PageQuery):
    """Which ideas, in which order."""

    category = identifier(required=False, load_default=None)
    state = choice(*STATES, required=False, load_default=None)
    sort = choice(*SORTS, required=False, load_default=SORTS[0])


class IdeasSchema(TopicListSchema):
    """A page of ideas, beside the categories."""

    category = fields.Nested(NamedSchema, required=True, allow_none=True)
    categories = fields.List(fields.Nested(CategoryNodeSchema), required=True)


class JudgeSchema(Schema):
    """What becomes of an idea, and why."""

    state = choice(*STATES)
    reason = text(REASON_MOST)


@blueprint.reads(f"{PAGES}/ideas", by="anyone", takes=IdeasQuery, gives=IdeasSchema, etag="state")
def ideas(db, viewer, query):
    """Ideas by votes or by their latest activity; a category stands for all below it too."""
    rows = pages.readable_categories(db, viewer)
    category = shapes.chosen(rows, query["category"])
    within = shapes.inside(rows, category) if category else None
    sort = query["sort"]
    found = store.best(db, viewer, sort, decode(query["cursor"]), query["state"], within)
    items, following = page(found, listing.TOPICS_PAGE, store.FIELDS[sort], "id")
    return {
        "category": category and {"id": category.id, "name": category.name},
        "categories": shapes.tree(rows),
        "items": [shapes.topic_row(row) for row in items],
        "next": following,
    }


@blueprint.changes("/v1/topics/<topic_id>/idea", by=KEEPERS, takes=JudgeSchema, gives=TopicSchema, method="PUT")
def judge(tx, viewer, body, version, topic_id):
    """Set the state of an idea, for a reason that its followers are told."""
    return actions.judge_idea(tx, viewer, topic_id, version, **body)
