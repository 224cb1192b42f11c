"""What is said about links that lead nowhere."""

from marshmallow import fields

from knowledge.api.schemas import Named
from knowledge.model.link import FAULTS
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice


class LinksQuery(PageQuery):
    """Where the list goes on."""


class BrokenLink(Schema):
    """A link: to what is not there, or not for all who read the article, or to a heading that there is not."""

    address = fields.String()
    fault = choice(*FAULTS)


class LinkedArticle(Schema):
    """An article with links that are broken; an owner who is gone has no name."""

    id = fields.String()
    title = fields.String()
    owner = fields.Nested(Named)
    links = fields.List(fields.Nested(BrokenLink))


class LinkList(Schema):
    """A page of articles with broken links."""

    items = fields.List(fields.Nested(LinkedArticle))
    next = fields.String(allow_none=True)


class Checked(Schema):
    """The links of an article that are broken now."""

    links = fields.List(fields.Nested(BrokenLink))
