"""What is said about links to other sites."""

from marshmallow import fields

from knowledge.api.schemas import Named
from knowledge.model.outside import BROKEN_LIST, LISTS, OUTCOMES
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice


class OutsideQuery(PageQuery):
    """Which list, and where it goes on."""

    which = choice(*LISTS, load_default=BROKEN_LIST)


class LinkingArticle(Schema):
    """An article that leads there; an owner who is gone has no name."""

    id = fields.String()
    title = fields.String()
    owner = fields.Nested(Named)


class OutsideLinkSchema(Schema):
    """An address of another site: what was heard last, and where it says that it went for good.

    `articles` are the first few of the `count` that lead there, among those that the viewer edits.
    """

    id = fields.String()
    address = fields.String()
    outcome = choice(*OUTCOMES)
    status = fields.Integer(allow_none=True)
    asked_at = fields.AwareDateTime()
    moved_to = fields.String(allow_none=True)
    waits = fields.Boolean(metadata={"description": "Whether it is going to be asked as soon as possible."})
    count = fields.Integer()
    articles = fields.List(fields.Nested(LinkingArticle))


class OutsideList(Schema):
    """A page of links to other sites; nothing where those are not `checked`."""

    checked = fields.Boolean()
    items = fields.List(fields.Nested(OutsideLinkSchema))
    next = fields.String(allow_none=True)
