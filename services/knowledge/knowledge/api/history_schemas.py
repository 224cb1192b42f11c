"""What the pages about an article's revisions are made of."""

from marshmallow import fields, validate

from knowledge.api.schemas import LAST_NUMBER, Person, moment
from portalkit.web import Schema
from portalkit.web.schemas import choice


class ArticleHead(Schema):
    """The article that a page is about."""

    id = fields.String()
    title = fields.String()
    version = fields.Integer()


class RevisionSchema(Schema):
    """Words that somebody saved."""

    number = fields.Integer()
    title = fields.String()
    note = fields.String()
    proposed = fields.Boolean()
    saved_at = moment()
    author = fields.Nested(Person)


class Revisions(Schema):
    """A page of an article's revisions; `edit`: this viewer may give it the words of an earlier one."""

    article = fields.Nested(ArticleHead)
    edit = fields.Boolean()
    items = fields.List(fields.Nested(RevisionSchema))
    next = fields.String(allow_none=True)


class DifferenceQuery(Schema):
    """Which two revisions, by their numbers; the first, where none is named."""

    older = fields.Integer(load_default=1, validate=validate.Range(1, LAST_NUMBER))
    newer = fields.Integer(load_default=1, validate=validate.Range(1, LAST_NUMBER))


class PieceSchema(Schema):
    """A part of a line."""

    text = fields.String()
    changed = fields.Boolean()


class RowSchema(Schema):
    """Two lines beside each other; one that is null is not there. A gap stands for `hidden` equal lines."""

    mark = choice("same", "changed", "added", "removed", "gap")
    left = fields.List(fields.Nested(PieceSchema), allow_none=True)
    right = fields.List(fields.Nested(PieceSchema), allow_none=True)
    hidden = fields.Integer()


class Part(Schema):
    """One of an article's words that differs."""

    name = choice("title", "summary", "body")
    rows = fields.List(fields.Nested(RowSchema))


class Difference(Schema):
    """Two revisions side by side."""

    article = fields.Nested(ArticleHead)
    older = fields.Nested(RevisionSchema)
    newer = fields.Nested(RevisionSchema)
    parts = fields.List(fields.Nested(Part))
