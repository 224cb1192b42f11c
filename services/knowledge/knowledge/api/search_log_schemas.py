"""What is said about what was searched."""

from marshmallow import fields, validate

from knowledge.model.asked import LAST_POSITION
from knowledge.model.file import FILE
from portalkit.web import Schema
from portalkit.web.schemas import PageQuery, choice, identifier, text

PERIODS = (7, 30, 90)


class OpenedFrom(Schema):
    """A thing that was opened from the results of a search, and at which place it stood there."""

    text = text(1000)
    kind = choice("article", FILE, "topic")
    thing_id = identifier(validate=validate.Length(1, 36))
    position = fields.Integer(required=True, validate=validate.Range(1, LAST_POSITION))


def _days() -> fields.Integer:
    return fields.Integer(load_default=30, validate=validate.OneOf(PERIODS))


class SearchesQuery(PageQuery):
    """Which searches, of how many days; with `whole` as many as there can be at once."""

    which = choice("asked", "empty", "unopened", required=False, load_default="asked")
    days = _days()
    whole = fields.Boolean(load_default=False)


class DaysQuery(Schema):
    """How many days are looked back."""

    days = _days()


class OneSearchQuery(Schema):
    """One search, and how many days are looked back."""

    q = text(1000)
    days = _days()


class SearchCounts(Schema):
    """How often a search was asked, found nothing, and led to something; `found` is the fewest that anybody found."""

    query = fields.String()
    asked = fields.Integer()
    empty = fields.Integer()
    found = fields.Integer()
    opened = fields.Integer()


class Searches(Schema):
    """A page of searches."""

    items = fields.List(fields.Nested(SearchCounts))
    next = fields.String(allow_none=True)


class OpenedThing(Schema):
    """A thing that was opened, how often, and at which place it stood on average; a file has a `name`."""

    kind = choice("article", FILE, "topic")
    id = fields.String()
    name = fields.String(allow_none=True)
    count = fields.Integer()
    place = fields.Integer()


class OneSearch(SearchCounts):
    """One search with what was opened from it."""

    things = fields.List(fields.Nested(OpenedThing))


class AudienceSearch(Schema):
    """How often those in an audience asked for something, and found nothing."""

    query = fields.String()
    asked = fields.Integer()
    empty = fields.Integer()


class AudienceSearches(Schema):
    """What an audience asks most, and what it most often does not find; what few asked is left out."""

    asked = fields.List(fields.Nested(AudienceSearch))
    empty = fields.List(fields.Nested(AudienceSearch))
    least = fields.Integer()
