"""What is said about who looks after articles."""

from marshmallow import fields

from knowledge.api.schemas import Named, genre, moment
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice, identifier


class SetUpkeep(Schema):
    """Who looks after an article, and when."""

    owner_id = identifier()
    deputy_id = identifier(required=False, allow_none=True, load_default=None)
    due_on = fields.Date(allow_none=True, load_default=None)


class UpkeepSchema(Schema):
    """Who looks after an article, and when."""

    article_id = fields.String()
    owner_id = fields.String()
    deputy_id = fields.String(allow_none=True)
    due_on = fields.Date(allow_none=True)


class UpkeepQuery(PageQuery):
    """Those whose owner is gone, whose day has come, or that did not help."""

    which = choice("ownerless", "due", "unhelpful", required=False, load_default="ownerless")


class UpkeepRow(Schema):
    """An article to be looked after; an owner who is gone has no name. Votes are those of the last 90 days."""

    id = fields.String()
    title = fields.String()
    genre = genre()
    category = fields.Nested(Named)
    state = choice("draft", "scheduled", "published")
    published_at = moment(allow_none=True)
    owner = fields.Nested(Named)
    deputy = fields.Nested(Named, allow_none=True)
    due_on = fields.Date(allow_none=True)
    helpful = fields.Integer()
    unhelpful = fields.Integer()


class OwnerlessCategory(Schema):
    """A category that nobody looks after; `owner` is who did, if anybody."""

    id = fields.String()
    name = fields.String()
    owner = fields.Nested(Named, allow_none=True)
    deputy = fields.Nested(Named, allow_none=True)


class UpkeepList(Schema):
    """A page of articles to be looked after, and with the first of those that need an owner the categories that do."""

    items = fields.List(fields.Nested(UpkeepRow))
    next = fields.String(allow_none=True)
    categories = fields.List(fields.Nested(OwnerlessCategory))
