"""What feeds are made of."""

from marshmallow import fields

from knowledge.api.schemas import Person, genre, moment
from portalkit.web import Schema
from portalkit.web.schemas import identifier


class FeedQuery(Schema):
    """Of what."""

    category = identifier(required=False, allow_none=True, load_default=None)
    genre = genre(required=False, allow_none=True, load_default=None)


class FeedEntry(Schema):
    """An article with its text."""

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    html = fields.String()
    genre = genre()
    language = fields.String()
    category = fields.String()
    author = fields.Nested(Person)
    published_at = moment()
    updated_at = moment()


class Feed(Schema):
    """The newest articles; `name` is the category's, where they are of one."""

    name = fields.String(allow_none=True)
    items = fields.List(fields.Nested(FeedEntry))
