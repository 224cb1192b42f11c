"""What is said about the rules of the search, and about why something stands where it does."""

from marshmallow import fields, validate

from knowledge.api.schemas import Person, genre, moment
from knowledge.model.file import FILE
from knowledge.model.search_rules import LANGUAGES, MOST_PINS, MOST_SYNONYMS, MOST_WORDS
from portalkit.search import MOST_PINNED
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice, identifier, text

LETTERS = 60


def _words(least: int) -> fields.List:
    return fields.List(text(LETTERS), required=True, validate=validate.Length(least, MOST_WORDS))


class SynonymSchema(Schema):
    """Who types one of the words finds what it means, too; without a meaning the words mean each other."""

    words = _words(1)
    means = _words(0)
    language = choice(*LANGUAGES)


class PinnedThing(Schema):
    """What stands first."""

    kind = choice("article", "topic")
    id = identifier(validate=validate.Length(1, 36))


class PinSchema(Schema):
    """What stands first for a search, in this order."""

    query = text(120)
    things = fields.List(fields.Nested(PinnedThing), required=True, validate=validate.Length(1, MOST_PINNED))


class RulesBody(Schema):
    """All rules together."""

    synonyms = fields.List(fields.Nested(SynonymSchema), required=True, validate=validate.Length(0, MOST_SYNONYMS))
    pins = fields.List(fields.Nested(PinSchema), required=True, validate=validate.Length(0, MOST_PINS))


class RulesNote(Schema):
    """Why rules change."""

    note = text(300, 0, required=False, load_default="")


class EarlierRules(RulesNote):
    """Rules by the number under which they were published."""

    number = fields.Integer(required=True, validate=validate.Range(1, 1_000_000_000))


class RuleDraftSchema(Schema):
    """The draft as it is now; version 0 where nobody has begun one."""

    version = fields.Integer()
    based_on = fields.Integer()
    rules = fields.Nested(RulesBody)


class RuleSetSchema(Schema):
    """Rules that count."""

    number = fields.Integer()
    note = fields.String()
    again = fields.Integer(allow_none=True)
    rules = fields.Nested(RulesBody)


class RuleVersion(Schema):
    """What was published: by whom, when, why, and which earlier ones it brought back."""

    number = fields.Integer()
    note = fields.String()
    again = fields.Integer(allow_none=True)
    author = fields.Nested(Person)
    published_at = moment()


class RulesPage(Schema):
    """The draft, the rules that count (`live` is their number), how they differ, and what was published so far."""

    draft = fields.Nested(RuleDraftSchema)
    live = fields.Integer()
    counts = fields.Nested(RulesBody)
    changed = fields.Boolean()
    added = fields.Nested(RulesBody)
    removed = fields.Nested(RulesBody)
    items = fields.List(fields.Nested(RuleVersion))
    next = fields.String(allow_none=True)


class RulesQuery(PageQuery):
    """Where the list of what was published goes on."""


class PreviewHit(Schema):
    """One thing found, and its place under the other rules if it is among the first there."""

    kind = choice("article", FILE, "topic")
    genre = genre(allow_none=True)
    id = fields.String()
    title = fields.String()
    removals = fields.Integer()
    page = fields.Integer()
    other_place = fields.Integer(allow_none=True)


class PreviewOne(Schema):
    """A search that the draft changes, before and after.

    `asked` is how often it was asked lately. The scores say how high what people opened stands, from 0 to 1.
    """

    query = fields.String()
    asked = fields.Integer()
    before = fields.List(fields.Nested(PreviewHit))
    after = fields.List(fields.Nested(PreviewHit))
    score_before = fields.Float(allow_none=True)
    score_after = fields.Float(allow_none=True)


class RulesPreview(Schema):
    """What the draft changes: of the searches that were asked most, and of those that it names."""

    looked_at = fields.Integer()
    items = fields.List(fields.Nested(PreviewOne))


class WhyQuery(Schema):
    """A search, and one thing that it found; of a file, which page."""

    q = text(1000)
    kind = choice("article", FILE, "topic")
    id = identifier()
    page = fields.Integer(load_default=1, validate=validate.Range(1, 1_000_000))


class WhyMatch(Schema):
    """A word of the search that a field has: as it was typed, with a typo, or another `word` for it."""

    typed = fields.String()
    word = fields.String()
    field = choice("title", "text")
    how = choice("exact", "typo", "synonym")


class WhyBoost(Schema):
    """What counts besides the words."""

    name = choice("solved", "helps", "fresh")
    points = fields.Float()


class Why(Schema):
    """Why something stands where it does; `pinned` is its place among what was put first."""

    query = fields.String()
    title = fields.String()
    removals = fields.Integer()
    matches = fields.List(fields.Nested(WhyMatch))
    absent = fields.List(fields.String())
    boosts = fields.List(fields.Nested(WhyBoost))
    pinned = fields.Integer(allow_none=True)
