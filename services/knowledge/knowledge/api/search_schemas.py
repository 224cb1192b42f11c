"""What the search takes and gives."""

from marshmallow import fields, validate

from knowledge.api.schemas import Named, genre, moment
from knowledge.model.article import GENRES
from knowledge.model.file import FILE
from knowledge.store.search import FACETS
from portalkit.documents.kinds import KINDS
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, Records, choice, identifier, text

MOST_CHOSEN = 30
KINDS_OF_TOPICS = ("question", "discussion", "idea", "announcement")


def _chosen(*words: str) -> fields.List:
    each = validate.OneOf(words) if words else validate.Length(1, 100)
    return fields.List(fields.String(validate=each), load_default=list, validate=validate.Length(max=MOST_CHOSEN))


class SearchQuery(PageQuery):
    """Words, what is chosen in the facets (each may be repeated), and the order."""

    q = text(1000, 0, required=False, load_default="", validate=validate.Length(max=1000))
    kind = _chosen(*GENRES, FILE, "topic")
    category = _chosen()
    product = _chosen()
    region = _chosen()
    topic_kind = _chosen(*KINDS_OF_TOPICS)
    tag = _chosen()
    author = _chosen()
    year = _chosen()
    solved = _chosen("yes", "no")
    language = _chosen()
    file_type = _chosen(*KINDS)
    sort = choice("relevance", "newest", required=False, load_default="relevance")


class SearchPageQuery(SearchQuery):
    """The same, and for which audience of who searches it counts."""

    audience = identifier(required=False, validate=validate.Length(1, 16))


class SuggestQuery(Schema):
    """What is typed so far."""

    q = text(1000, 0, required=False, load_default="", validate=validate.Length(max=1000))


class HitSchema(Schema):
    """One thing found; `snippet` is HTML with <mark>, escaped. `removals` goes to the topic's owner. What staff put
    first for this search is `pinned`.

    Of a file it is one page, by its number or, where its pages have names, its `label`.
    """

    kind = choice("article", FILE, "topic")
    genre = genre(allow_none=True)
    id = fields.String()
    title = fields.String()
    snippet = fields.String()
    category = fields.Nested(Named)
    product = fields.String(allow_none=True)
    solved = fields.Boolean(allow_none=True)
    language = fields.String(allow_none=True)
    date = moment()
    removals = fields.Integer()
    pinned = fields.Boolean()
    page = fields.Integer()
    label = fields.String(allow_none=True)
    file_type = choice(*KINDS, required=False)
    inline = fields.Boolean()
    article = fields.Nested(Named)


class FacetValue(Schema):
    """One value of a facet, with how many things have it."""

    value = fields.String()
    label = fields.String()
    count = fields.Integer()
    chosen = fields.Boolean()


class Facet(Schema):
    """One way to narrow a search."""

    name = choice(*FACETS)
    label = fields.String()
    values = fields.List(fields.Nested(FacetValue))


class SearchAnswer(Schema):
    """A page of hits, behind `from` others.

    `loosely`: too little has the words as they were typed, so close ones were taken too.
    """

    query = fields.String()
    total = fields.Integer()
    loosely = fields.Boolean()
    from_ = fields.Integer(data_key="from")
    hits = fields.List(fields.Nested(HitSchema))
    facets = fields.List(fields.Nested(Facet))
    next = fields.String(allow_none=True)


class Suggestion(Schema):
    """A thing whose title has these words."""

    kind = choice("article", FILE, "topic")
    genre = genre(allow_none=True)
    id = fields.String()
    title = fields.String()
    removals = fields.Integer()


class Suggestions(Schema):
    """At most eight."""

    suggestions = fields.List(fields.Nested(Suggestion))


class Thing(Schema):
    """A thing somebody would like to show."""

    kind = choice("article", "notice", "topic")
    id = identifier()
    removals = fields.Integer(validate=validate.Range(0, 1_000_000_000))


class Things(Schema):
    """Things somebody would like to show."""

    things = Records(Thing, required=True, validate=validate.Length(max=100))


class VisibleThing(Schema):
    """A thing that this viewer may read now; `genre` and `updated_at` are of articles."""

    id = fields.String()
    kind = choice("article", "notice")
    title = fields.String()
    state = choice("published", "given")
    genre = choice(*GENRES, required=False)
    updated_at = fields.AwareDateTime()


class VisibleThings(Schema):
    """Those that this viewer may read now."""

    visible = fields.List(fields.Nested(VisibleThing))
