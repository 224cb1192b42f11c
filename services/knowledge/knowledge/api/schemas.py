"""What comes in over HTTP, and what goes out to whoever uses the public API."""

from typing import Any

from marshmallow import fields, validate

from knowledge.model.article import ARTICLE, CREDITS_MOST, GENRES
from portalkit.web import Schema
from portalkit.web.schemas import Moment, PageQuery, choice, identifier, text

LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?\Z"
LAST_NUMBER = 2**31 - 1
AUDIENCE = r"^(everyone|members|staff|a[0-9]{1,9})\Z"
TITLE, SUMMARY, BODY, NOTE = 200, 500, 60_000, 200
WORDS_MOST = 20


def audiences(**more: object) -> fields.List:
    """The audiences a thing demands; a reader must be in all of them."""
    each = fields.String(validate=validate.Regexp(AUDIENCE, error="There is no such audience."))
    return fields.List(each, **{"required": True, "validate": validate.Length(max=50)} | more)  # type: ignore[arg-type]


def words(**more: Any) -> fields.List:
    """Products or regions, each a word of an article's."""
    return fields.List(text(100), validate=validate.Length(0, WORDS_MOST), **more)


def moment(**more: object) -> Moment:
    """A time with its zone."""
    return Moment(**{"format": "iso"} | more)  # type: ignore[arg-type]


def language(**more: object) -> fields.String:
    """A language tag such as `en` or `pt-BR`."""
    check = validate.Regexp(LANGUAGE, error="Write a language such as en or pt-BR.")
    return fields.String(**{"validate": check} | more)  # type: ignore[arg-type]


def genre(**more: Any) -> fields.String:
    """What sort of article it is."""
    return choice(*GENRES, **more)


class WriteArticle(Schema):
    """A new draft."""

    title = text(TITLE)
    summary = text(SUMMARY, 0, required=False, load_default="")
    body = text(BODY, 0, required=False, load_default="")
    category_id = identifier()
    audiences = audiences(required=False, load_default=list)
    product = text(100, required=False, allow_none=True, load_default=None)
    region = text(100, required=False, allow_none=True, load_default=None)
    language = language(load_default="en")
    genre = genre(load_default=ARTICLE)
    commentable = fields.Boolean(load_default=True)
    translation_of = identifier(required=False, allow_none=True, load_default=None)
    published_at = moment(load_default=None, allow_none=True)
    expires_at = moment(load_default=None, allow_none=True)
    topic_id = identifier(required=False, allow_none=True, load_default=None, validate=validate.Length(1, 36))
    credits = fields.List(identifier(), load_default=list, validate=validate.Length(0, CREDITS_MOST))


class EditArticle(Schema):
    """What changes; what is left out stays."""

    title = text(TITLE, required=False)
    summary = text(SUMMARY, 0, required=False)
    body = text(BODY, 0, required=False)
    category_id = identifier(required=False)
    audiences = audiences(required=False)
    product = text(100, required=False, allow_none=True)
    region = text(100, required=False, allow_none=True)
    language = language()
    genre = genre(required=False)
    commentable = fields.Boolean()
    published_at = moment(allow_none=True)
    expires_at = moment(allow_none=True)
    note = text(NOTE, 0, required=False)


class MergeArticle(Schema):
    """Into which one."""

    into = identifier()


class RestoreRevision(Schema):
    """Which revision."""

    number = fields.Integer(required=True, strict=True, validate=validate.Range(1, LAST_NUMBER))


class ArticleSchema(Schema):
    """An article as its editors have it."""

    id = fields.String()
    category_id = fields.String()
    audiences = fields.List(fields.String())
    author_id = fields.String()
    title = fields.String()
    summary = fields.String()
    body = fields.String()
    product = fields.String(allow_none=True)
    region = fields.String(allow_none=True)
    language = fields.String()
    genre = genre()
    commentable = fields.Boolean()
    translation_of = fields.String(allow_none=True)
    state = choice("draft", "published", "withdrawn")
    published_at = moment(allow_none=True)
    expires_at = moment(allow_none=True)
    updated_at = moment()
    version = fields.Integer()


class MakeCategory(Schema):
    """A new category."""

    name = text(100)
    description = text(300, 0, required=False, load_default="")
    parent_id = identifier(required=False, allow_none=True, load_default=None)
    audiences = audiences(required=False, load_default=list)
    needs_review = fields.Boolean(load_default=False)
    owner_id = identifier(required=False, allow_none=True, load_default=None)
    deputy_id = identifier(required=False, allow_none=True, load_default=None)
    products = words(load_default=list)
    regions = words(load_default=list)


class ChangeCategory(Schema):
    """What changes; what is left out stays. A `parent_id` moves it, null to the top."""

    name = text(100, required=False)
    description = text(300, 0, required=False)
    parent_id = identifier(required=False, allow_none=True)
    audiences = audiences(required=False)
    needs_review = fields.Boolean()
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)
    products = words()
    regions = words()


class CategorySchema(Schema):
    """A category as its editors have it."""

    id = fields.String()
    name = fields.String()
    description = fields.String()
    parent_id = fields.String(allow_none=True)
    audiences = fields.List(fields.String())
    needs_review = fields.Boolean()
    owner_id = fields.String(allow_none=True)
    deputy_id = fields.String(allow_none=True)
    products = fields.List(fields.String())
    regions = fields.List(fields.String())
    version = fields.Integer()


class Person(Schema):
    """Somebody, as shown beside what they wrote."""

    id = fields.String()
    name = fields.String()
    kind = fields.String()


class Named(Schema):
    """A thing by its name."""

    id = fields.String()
    name = fields.String()


class Card(Schema):
    """An article as lists show it."""

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    genre = genre()
    category = fields.Nested(Named)
    product = fields.String(allow_none=True)
    updated_at = moment()
    published_at = moment()


class CardList(Schema):
    """A page of articles; `next` goes into `cursor` for the one behind it."""

    items = fields.List(fields.Nested(Card))
    next = fields.String(allow_none=True)


class ReadArticle(Schema):
    """An article as its readers have it; `products` and `regions` have those of its categories, too."""

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    html = fields.String()
    genre = genre()
    category = fields.Nested(Named)
    author = fields.Nested(Person)
    product = fields.String(allow_none=True)
    region = fields.String(allow_none=True)
    products = fields.List(fields.String())
    regions = fields.List(fields.String())
    language = fields.String()
    published_at = moment()
    updated_at = moment()
    version = fields.Integer()


class PublicCategory(Schema):
    """A category as readers have it; `article_count` counts what lies in it at any depth."""

    id = fields.String()
    name = fields.String()
    description = fields.String()
    parent_id = fields.String(allow_none=True)
    article_count = fields.Integer()


class CategoryList(Schema):
    """All categories, by name."""

    items = fields.List(fields.Nested(PublicCategory))


class ArticlesQuery(PageQuery):
    """Which articles."""

    category = identifier(required=False, load_default=None)
    genre = genre(required=False, load_default=None)
