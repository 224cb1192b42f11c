"""Who helps others most, and whether one is listed among them."""

from marshmallow import fields

from community.actions import standings as actions
from community.api import shapes
from community.api.boards import named
from community.api.schemas import NamedSchema, PersonSchema
from community.api.views import CategoryNodeSchema
from community.model.badge import level_name
from community.model.period import ALL, PERIODS, bounds
from community.store import boards, leaders, pages
from portalkit.errors import Missing
from portalkit.posts import person
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import choice, identifier

blueprint = Blueprint("recognition", __name__, description="Points, and who has most of them")
PAGES = "/internal/v1/pages"


class LeadersQuery(Schema):
    """Of which time, in which category with all below it, and among whom: an audience that the viewer is in."""

    when = choice(*PERIODS, required=False, load_default=PERIODS[0])
    category = identifier(required=False, load_default=None)
    audience = identifier(required=False, load_default=None)


class LeaderSchema(PersonSchema):
    """Somebody with the points they have in what the viewer may read; `level` by all they have."""

    points = fields.Integer(required=True)
    level = fields.String(required=True, allow_none=True)


class LeadersSchema(Schema):
    """Who has most points; those who do not want to be listed are not. `audiences` are those that can be chosen."""

    when = choice(*PERIODS)
    since = fields.AwareDateTime(required=True, allow_none=True)
    category = fields.Nested(NamedSchema, required=True, allow_none=True)
    categories = fields.List(fields.Nested(CategoryNodeSchema), required=True)
    audience = fields.Nested(NamedSchema, required=True, allow_none=True)
    audiences = fields.List(fields.Nested(NamedSchema), required=True)
    items = fields.List(fields.Nested(LeaderSchema), required=True)


class ListedSchema(Schema):
    """Whether somebody wants to be listed."""

    listed = fields.Boolean(required=True)


@blueprint.reads(f"{PAGES}/leaderboard", by="anyone", takes=LeadersQuery, gives=LeadersSchema)
def leaderboard(db, viewer, query):
    """Who has most points of a month or of all time, by what the viewer may read of that; of all or of an audience."""
    rows = pages.readable_categories(db, viewer)
    category = shapes.chosen(rows, query["category"])
    offered, among = boards.of(db, viewer), query["audience"]
    if among is not None and among not in offered:
        raise Missing()  # alike for one that the viewer is not in, one without a board, and none at all
    since, until = bounds(query["when"], db.now)
    within = shapes.inside(rows, category) if category else None
    return {
        "when": query["when"],
        "since": since if query["when"] != ALL else None,
        "category": category and {"id": category.id, "name": category.name},
        "categories": shapes.tree(rows),
        "audience": {"id": among, "name": offered[among]} if among is not None else None,
        "audiences": named(offered),
        "items": [leader(row) for row in leaders.best(db, viewer, since, until, within, among)],
    }


@blueprint.acts("/v1/recognition/listed", by="member", takes=ListedSchema, gives=ListedSchema, method="PUT")
def choose_listed(tx, viewer, body):
    """Be listed among those who help most, or not."""
    return {"listed": actions.choose_listed(tx, viewer, **body)}


def leader(row):
    """Somebody on a list of those with most points."""
    return person(row.id, row.name, row.kind) | {"points": row.points, "level": level_name(row.standing)}
