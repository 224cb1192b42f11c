"""What the portal's pages are made of."""

from marshmallow import fields, validate

from knowledge.api.comment_schemas import Comments
from knowledge.api.file_schemas import ListedFile
from knowledge.api.pin_schemas import PinPlace
from knowledge.api.schemas import Card, CardList, Named, Person, genre, language, moment
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice, identifier


class Counted(Schema):
    """A category with how many articles lie in it at any depth."""

    id = fields.String()
    name = fields.String()
    description = fields.String()
    article_count = fields.Integer()


class Subject(Counted):
    """A category at the top, with those right below it."""

    children = fields.List(fields.Nested(Named))


class Home(Schema):
    """The start page's part of knowledge."""

    categories = fields.List(fields.Nested(Subject))
    yours = fields.List(fields.Nested(Counted))
    latest = fields.List(fields.Nested(Card))


class CategoryHead(Named):
    """The category that a list is of; `open` when everyone may read it, so that it has a feed."""

    description = fields.String()
    open = fields.Boolean()
    saved = fields.Boolean()
    trail = fields.List(fields.Nested(Named))


class Articles(CardList):
    """A page of articles, with the categories around it; `pinned` ones stand on the first page, above the others."""

    pinned = fields.List(fields.Nested(Card))
    category = fields.Nested(CategoryHead, allow_none=True)
    children = fields.List(fields.Nested(Counted))


class Heading(Schema):
    """An entry of the contents list."""

    id = fields.String()
    title = fields.String()
    level = fields.Integer()


class ArticleView(Schema):
    """An article on its page; `audiences` only for staff. One that grew out of a topic gives credit.

    `products` and `regions` are its own and those of the categories that it lies in.
    """

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    html = fields.String()
    toc = fields.List(fields.Nested(Heading))
    files = fields.List(fields.Nested(ListedFile))
    trail = fields.List(fields.Nested(Named))
    author = fields.Nested(Person)
    published_at = moment()
    updated_at = moment()
    product = fields.String(allow_none=True)
    region = fields.String(allow_none=True)
    products = fields.List(fields.String())
    regions = fields.List(fields.String())
    genre = genre()
    language = fields.String()
    version = fields.Integer()
    helpful = fields.Integer()
    unhelpful = fields.Integer()
    topic_id = fields.String(allow_none=True)
    credits = fields.List(fields.Nested(Named))
    commentable = fields.Boolean()
    audiences = fields.List(fields.Nested(Named))


class MyArticle(Schema):
    """What this person has to do with it: whether they said that it helped, and saved it."""

    helped = fields.Boolean(allow_none=True)
    saved = fields.Boolean()


class Translation(Schema):
    """The same in another language."""

    id = fields.String()
    language = fields.String()
    title = fields.String()


class WrittenTranslation(Translation):
    """The same as its editors have it; `behind`: its original was changed since it was."""

    state = choice("draft", "published", "withdrawn")
    original = fields.Boolean()
    behind = fields.Boolean()


class NewQuery(Schema):
    """What is begun: an article of its own, or a translation of another one into a language."""

    translation_of = identifier(required=False, load_default=None)
    language = language(load_default=None)


class Original(Schema):
    """What is being translated."""

    id = fields.String()
    title = fields.String()
    summary = fields.String()
    body = fields.String()
    language = fields.String()


class CanEdit(Schema):
    """What this viewer may do with it."""

    edit = fields.Boolean()
    vote = fields.Boolean()
    comment = fields.Boolean()


class ArticlePage(Schema):
    """An article with what readers say under it, and those beside it."""

    article = fields.Nested(ArticleView)
    comments = fields.Nested(Comments)
    translations = fields.List(fields.Nested(Translation))
    instead_of = fields.String(allow_none=True)
    siblings = fields.List(fields.Nested(Card))
    mine = fields.Nested(MyArticle, allow_none=True)
    can = fields.Nested(CanEdit)


class Moved(Schema):
    """The article that took another's place."""

    to = fields.String()
    title = fields.String()


class SitemapEntry(Schema):
    """An article that everyone may read."""

    id = fields.String()
    title = fields.String()
    updated_at = moment()


class Sitemap(Schema):
    """A page of what everyone may read."""

    items = fields.List(fields.Nested(SitemapEntry))
    next = fields.String(allow_none=True)


class StaffQuery(PageQuery):
    """Which articles."""

    state = choice("draft", "in-review", "scheduled", "published", "withdrawn", required=False, load_default=None)


class StaffCard(Schema):
    """An article as its editors list it."""

    id = fields.String()
    title = fields.String()
    genre = genre()
    category = fields.Nested(Named)
    state = choice("draft", "scheduled", "published", "withdrawn")
    in_review = fields.Boolean()
    updated_at = moment()
    published_at = moment(allow_none=True)
    expires_at = moment(allow_none=True)
    audiences = fields.List(fields.String())


class StaffArticles(Schema):
    """A page of articles in any state."""

    items = fields.List(fields.Nested(StaffCard))
    next = fields.String(allow_none=True)


class StaffArticle(Schema):
    """An article as it is edited; a new one has no id."""

    id = fields.String(allow_none=True)
    title = fields.String()
    summary = fields.String()
    body = fields.String()
    category_id = fields.String()
    audiences = fields.List(fields.String())
    product = fields.String(allow_none=True)
    region = fields.String(allow_none=True)
    genre = genre()
    language = fields.String()
    commentable = fields.Boolean()
    translation_of = fields.String(allow_none=True)
    state = choice("draft", "scheduled", "published", "withdrawn")
    published_at = moment(allow_none=True)
    expires_at = moment(allow_none=True)
    version = fields.Integer()


class CategoryChoice(Schema):
    """A category one may choose, with what its whole path demands."""

    id = fields.String()
    name = fields.String()
    depth = fields.Integer()
    audiences = fields.List(fields.String())
    needs_review = fields.Boolean()


class ReviewState(Schema):
    """Whether it waits for a review, which revision is only proposed, and whether this viewer may publish or edit."""

    in_review = fields.Boolean()
    proposal = fields.Integer(allow_none=True)
    publish = fields.Boolean()
    edit = fields.Boolean()


class UpkeepOf(Schema):
    """Who looks after an article, and when somebody is to look at it again."""

    owner_id = fields.String()
    deputy_id = fields.String(allow_none=True)
    due_on = fields.Date(allow_none=True)


class Origin(Schema):
    """The topic that an article grew out of, and whether the article's readers are more than the topic's."""

    topic_id = fields.String()
    wider = fields.Boolean()


class StaffArticlePage(Schema):
    """An article to edit, and where it may stand."""

    origin = fields.Nested(Origin, allow_none=True)
    article = fields.Nested(StaffArticle)
    review = fields.Nested(ReviewState)
    upkeep = fields.Nested(UpkeepOf, allow_none=True)
    pin = fields.Nested(PinPlace, allow_none=True)
    staff = fields.List(fields.Nested(Named))
    translations = fields.List(fields.Nested(WrittenTranslation))
    original = fields.Nested(Original, allow_none=True)
    categories = fields.List(fields.Nested(CategoryChoice))


class NamesQuery(Schema):
    """Articles that something was done to."""

    ids = fields.List(identifier(), required=True, validate=validate.Length(max=200))


class NamedArticle(Schema):
    """What an article is called now."""

    id = fields.String()
    title = fields.String()


class NamedArticles(Schema):
    """Those of the articles that are for this viewer."""

    visible = fields.List(fields.Nested(NamedArticle))
