"""What can be imported, and what is answered."""

from marshmallow import fields, validate

from knowledge.api.schemas import BODY, SUMMARY, TITLE, audiences, genre, language, moment, words
from knowledge.model.article import ARTICLE, CREDITS_MOST
from knowledge.model.asked import LAST_POSITION
from knowledge.model.file import FILE
from portalkit.posts import BODY_MOST
from portalkit.web import Schema
from portalkit.web.schemas import choice, identifier, text

MOST_ITEMS, MOST_COUNTED = 100, 1_000_000


class ImportedCategory(Schema):
    """A category; its parent comes before it. What it is for and who looks after it stay as they are when left out."""

    external_id = text(100)
    name = text(100)
    description = text(300, 0, required=False, load_default="")
    parent = text(100, required=False, allow_none=True, load_default=None)
    audiences = audiences()
    needs_review = fields.Boolean(load_default=False)
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)
    products = words()
    regions = words()


class ImportedArticle(Schema):
    """A published article with its own dates and author; the topic that it grew out of, if any, and who wrote that."""

    external_id = text(100)
    title = text(TITLE)
    summary = text(SUMMARY, 0)
    body = text(BODY, 0)
    category = text(100)
    audiences = audiences()
    product = text(100, required=False, allow_none=True, load_default=None)
    region = text(100, required=False, allow_none=True, load_default=None)
    language = language(load_default="en")
    translation_of = text(100, required=False, allow_none=True, load_default=None)
    genre = genre(load_default=ARTICLE)
    commentable = fields.Boolean()
    author_id = identifier()
    published_at = moment(required=True)
    updated_at = moment(required=True)
    expires_at = moment(allow_none=True, load_default=None)
    topic_id = identifier(required=False, allow_none=True, load_default=None, validate=validate.Length(1, 36))
    credits = fields.List(identifier(), load_default=list, validate=validate.Length(0, CREDITS_MOST))


class ImportCategories(Schema):
    """At most a hundred."""

    items = fields.List(fields.Nested(ImportedCategory), required=True, validate=validate.Length(1, MOST_ITEMS))


class ImportArticles(Schema):
    """At most a hundred."""

    items = fields.List(fields.Nested(ImportedArticle), required=True, validate=validate.Length(1, MOST_ITEMS))


class ImportedComment(Schema):
    """A comment with its own date and author, under an article that was imported before."""

    external_id = text(100)
    article = text(100)
    author_id = identifier()
    body = text(BODY_MOST)
    written_at = moment(required=True)


class ImportComments(Schema):
    """At most a hundred."""

    items = fields.List(fields.Nested(ImportedComment), required=True, validate=validate.Length(1, MOST_ITEMS))


class ImportedOpening(Schema):
    """What was opened from the results of a search, and how often."""

    kind = choice("article", FILE, "topic")
    thing_id = identifier(validate=validate.Length(1, 36))
    position = fields.Integer(required=True, validate=validate.Range(1, LAST_POSITION))
    n = fields.Integer(required=True, validate=validate.Range(1, MOST_COUNTED))


class ImportedAskedBy(Schema):
    """How often those in an audience asked it; a search counts for one audience at most."""

    audience_id = text(16)
    asked = fields.Integer(required=True, validate=validate.Range(1, MOST_COUNTED))
    empty = fields.Integer(required=True, validate=validate.Range(0, MOST_COUNTED))


class ImportedSearch(Schema):
    """What was asked on a day, how often it found nothing, and the fewest that it found."""

    day = fields.Date(required=True)
    query = text(1000)
    asked = fields.Integer(required=True, validate=validate.Range(1, MOST_COUNTED))
    empty = fields.Integer(required=True, validate=validate.Range(0, MOST_COUNTED))
    found = fields.Integer(required=True, validate=validate.Range(0, MOST_COUNTED))
    opened = fields.List(fields.Nested(ImportedOpening), load_default=list, validate=validate.Length(max=50))
    by = fields.List(fields.Nested(ImportedAskedBy), load_default=list, validate=validate.Length(max=50))


class ImportSearches(Schema):
    """At most a hundred."""

    items = fields.List(fields.Nested(ImportedSearch), required=True, validate=validate.Length(1, MOST_ITEMS))


class Kept(Schema):
    """How many were taken in."""

    count = fields.Integer()


class Imported(Schema):
    """What became of an item."""

    external_id = fields.String()
    id = fields.String()
    outcome = choice("created", "changed", "unchanged")


class ImportedText(Imported):
    """What became of an article. `alike` is another one of its title and language: perhaps it came in twice."""

    alike = fields.String(allow_none=True)


class ImportArticlesAnswer(Schema):
    """What became of each article, in their order."""

    items = fields.List(fields.Nested(ImportedText))


class ImportAnswer(Schema):
    """What became of each item, in their order."""

    items = fields.List(fields.Nested(Imported))
