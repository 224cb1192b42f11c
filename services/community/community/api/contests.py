"""Contests over HTTP, and their pages."""

from marshmallow import fields, validate

from community.actions import contests as actions
from community.api import shapes
from community.api.recognition import LeaderSchema, leader
from community.api.schemas import NamedSchema
from community.api.views import CategoryNodeSchema
from community.model.category import KEEPERS, keeps
from community.model.contest import OVER, STATES, state
from community.model.points import KINDS
from community.model.writing import TITLE_MOST
from community.store import contests as store
from community.store import leaders, pages
from portalkit.posts import BODY_MOST
from portalkit.web import Blueprint, Schema
from portalkit.web.schemas import Moment, choice, identifier, text

blueprint = Blueprint("contests", __name__, description="Who helps most in a time that staff set")
PAGES = "/internal/v1/pages"


class ContestChangeSchema(Schema):
    """What can be changed until it is over."""

    title = text(TITLE_MOST)
    body = text(BODY_MOST)
    ends_at = Moment(required=True)


class NewContestSchema(ContestChangeSchema):
    """A contest; what counts stays as it is from then on."""

    starts_at = Moment(required=True)
    category_id = identifier(required=False, load_default=None, allow_none=True)
    kinds = fields.List(choice(*KINDS), required=True, validate=validate.Length(1, len(KINDS)))


class ContestSchema(NewContestSchema):
    """A contest as it is now."""

    id = fields.String(required=True)
    kinds = fields.Function(lambda contest: contest.kinds.split())
    version = fields.Integer(required=True)


class ContestRowSchema(Schema):
    """A contest in a list; without a category it goes on everywhere."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    state = choice(*STATES)


class ContestsSchema(Schema):
    """The latest contests, and where one could be made."""

    items = fields.List(fields.Nested(ContestRowSchema), required=True)
    categories = fields.List(fields.Nested(CategoryNodeSchema), required=True)
    can_make = fields.Boolean(required=True)


class ContestDetailSchema(Schema):
    """A contest on its page; `body` only for who may change it."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    html = fields.String(required=True)
    body = fields.String()
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    state = choice(*STATES)
    category = fields.Nested(NamedSchema, required=True, allow_none=True)
    kinds = fields.List(choice(*KINDS), required=True)
    version = fields.Integer(required=True)
    can_change = fields.Boolean(required=True)


class ContestViewSchema(Schema):
    """A contest with its standing, by what the viewer may read."""

    contest = fields.Nested(ContestDetailSchema, required=True)
    items = fields.List(fields.Nested(LeaderSchema), required=True)


@blueprint.reads(f"{PAGES}/contests", by="anyone", gives=ContestsSchema)
def contests(db, viewer):
    """The contests there are, were and will be."""
    items = [
        {"id": row.id, "title": row.title, "category": row.name, "starts_at": row.starts_at, "ends_at": row.ends_at}
        | {"state": state(row.starts_at, row.ends_at, db.now)}
        for row in store.latest(db, viewer)
    ]
    tree = shapes.tree(pages.readable_categories(db, viewer))
    return {"items": items, "categories": tree, "can_make": keeps(viewer)}


@blueprint.reads(f"{PAGES}/contest/<contest_id>", by="anyone", gives=ContestViewSchema)
def contest(db, viewer, contest_id):
    """A contest and who has most points in it; what happens after its end changes nothing."""
    found = store.get(db, viewer, contest_id)
    rows = pages.readable_categories(db, viewer) if found.category_id else ()
    category = shapes.chosen(rows, found.category_id)
    now = state(found.starts_at, found.ends_at, db.now)
    view = {name: getattr(found, name) for name in ("id", "title", "html", "starts_at", "ends_at", "version")}
    view |= {"state": now, "kinds": found.kinds.split(), "can_change": keeps(viewer) and now != OVER}
    view["category"] = category and {"id": category.id, "name": category.name}
    if view["can_change"]:
        view["body"] = found.body
    within = shapes.inside(rows, category) if category else None
    best = leaders.of_contest(db, viewer, found, within)
    return {"contest": view, "items": [leader(row) for row in best]}


@blueprint.creates("/v1/contests", by=KEEPERS, takes=NewContestSchema, gives=ContestSchema)
def make(tx, viewer, body):
    """Make a contest."""
    return actions.make_contest(tx, viewer, **body)


@blueprint.changes("/v1/contests/<contest_id>", by=KEEPERS, takes=ContestChangeSchema, gives=ContestSchema)
def change(tx, viewer, body, version, contest_id):
    """Change what it says, and when it ends, while it is not over."""
    return actions.change_contest(tx, viewer, contest_id, version, **body)
