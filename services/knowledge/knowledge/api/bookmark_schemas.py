"""What is said about saved things."""

from marshmallow import fields

from knowledge.api.schemas import genre, moment
from knowledge.model.bookmark import KINDS
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice


class SaveThing(Schema):
    """Whether it is saved."""

    saved = fields.Boolean(required=True)


class SavedQuery(PageQuery):
    """Things of one kind, or all."""

    kind = choice(*KINDS, required=False, allow_none=True, load_default=None)


class SavedThing(Schema):
    """A thing that somebody saved; `category` is what it lies in, which a category at the top does not."""

    id = fields.String()
    kind = choice(*KINDS)
    title = fields.String()
    genre = genre(allow_none=True)
    category = fields.String(allow_none=True)
    saved_at = moment()


class SavedList(Schema):
    """A page of them."""

    items = fields.List(fields.Nested(SavedThing))
    next = fields.String(allow_none=True)
