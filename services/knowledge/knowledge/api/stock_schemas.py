"""What the routes of templates and snippets take and give."""

from marshmallow import fields

from knowledge.api.history_schemas import Part
from knowledge.api.schemas import Person, genre, moment
from knowledge.model.article import ARTICLE
from knowledge.model.stock import KINDS
from portalkit.web import Schema
from portalkit.web.schemas import choice, text

BODY = 20_000


class KeepStock(Schema):
    """A new template, for articles of a genre, or a new snippet."""

    kind = choice(*KINDS)
    name = text(100)
    genre = genre(required=False, allow_none=True, load_default=ARTICLE)
    body = text(BODY)


class ChangeStock(Schema):
    """What changes; what is left out stays. Its name stays in any case."""

    genre = genre(required=False)
    body = text(BODY, required=False)


class StockSchema(Schema):
    """A template or a snippet."""

    id = fields.String()
    kind = choice(*KINDS)
    name = fields.String()
    genre = genre(allow_none=True)
    body = fields.String()
    changed_at = moment()
    version = fields.Integer()


class StockRow(Schema):
    """One of a list; `uses` counts the articles that include a snippet."""

    id = fields.String()
    kind = choice(*KINDS)
    name = fields.String()
    genre = genre(allow_none=True)
    changed_at = moment()
    changed_by = fields.String()
    uses = fields.Integer()


class StockList(Schema):
    """All of them, by name."""

    items = fields.List(fields.Nested(StockRow))


class UsedIn(Schema):
    """An article that includes a snippet."""

    id = fields.String()
    title = fields.String()
    state = choice("draft", "scheduled", "published", "withdrawn")


class StockPage(Schema):
    """One as it is edited, and where it is used; `edit`: this viewer may change it there."""

    stock = fields.Nested(StockSchema)
    edit = fields.Boolean()
    used_in = fields.List(fields.Nested(UsedIn))


class StockHead(Schema):
    """The template or snippet that a page is about."""

    id = fields.String()
    kind = choice(*KINDS)
    name = fields.String()
    version = fields.Integer()


class StockRevisionSchema(Schema):
    """A text that somebody saved."""

    number = fields.Integer()
    note = fields.String()
    saved_at = moment()
    author = fields.Nested(Person)


class StockRevisions(Schema):
    """A page of what one said before; `edit`: this viewer may let it say that again."""

    stock = fields.Nested(StockHead)
    edit = fields.Boolean()
    items = fields.List(fields.Nested(StockRevisionSchema))
    next = fields.String(allow_none=True)


class StockDifference(Schema):
    """Two revisions side by side."""

    stock = fields.Nested(StockHead)
    older = fields.Nested(StockRevisionSchema)
    newer = fields.Nested(StockRevisionSchema)
    parts = fields.List(fields.Nested(Part))
