"""What the routes of moderation take and give."""

from marshmallow import fields, validate

from community.api.schemas import NamedSchema, PersonSchema
from community.api.views import TitledSchema
from community.model import history
from portalkit.decisions import OUTCOMES
from portalkit.posts import FLAG_REASONS, NOTE_MOST
from portalkit.web import Schema
from portalkit.web.decided import DecidedSchema
from portalkit.web.schemas import choice, text


class NewFlagSchema(Schema):
    """Why a post does not belong here."""

    reason = choice(*FLAG_REASONS, validate=validate.OneOf(FLAG_REASONS, error="Choose what is wrong with it."))
    note = text(NOTE_MOST, 0, required=False, load_default="")


class FlagSchema(Schema):
    """What one told the moderators."""

    id = fields.String(required=True)
    thing_id = fields.String(required=True)
    reason = choice(*FLAG_REASONS)
    note = fields.String(required=True)
    flagged_at = fields.AwareDateTime(required=True)


class PostSchema(Schema):
    """A post with the place it stands in."""

    kind = choice("topic", "reply")
    id = fields.String(required=True)
    topic = fields.Nested(TitledSchema, required=True)
    category = fields.Nested(NamedSchema, required=True)
    html = fields.String(required=True)
    author = fields.Nested(PersonSchema, required=True)
    written_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class SaidSchema(Schema):
    """What somebody said about a post."""

    by = fields.Nested(PersonSchema, required=True)
    reason = choice(*FLAG_REASONS)
    note = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class FlaggedSchema(Schema):
    """A post that `count` people told of; `said` has the first of them."""

    post = fields.Nested(PostSchema, required=True)
    count = fields.Integer(required=True)
    first_at = fields.AwareDateTime(required=True)
    said = fields.List(fields.Nested(SaidSchema), required=True)


class FlaggedListSchema(Schema):
    """Posts that wait for a moderator, the longest waiting first."""

    items = fields.List(fields.Nested(FlaggedSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class HeldListSchema(Schema):
    """Posts of people who are new that nobody but moderators and their writers has seen, the longest waiting first."""

    items = fields.List(fields.Nested(PostSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DecisionViewSchema(DecidedSchema):
    """Why a post was hidden, what its writer says to that, and what became of it. `mine`: the viewer wrote the post."""

    post = fields.Nested(PostSchema, required=True)


class DecisionSchema(Schema):
    """A decision after one has done something about it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    outcome = choice(*OUTCOMES, allow_none=True)
    topic_id = fields.String(required=True)


class AppealListSchema(Schema):
    """Appeals that wait for a moderator, the longest waiting first."""

    items = fields.List(fields.Nested(DecisionViewSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class EntrySchema(Schema):
    """Something that was done to a post; `title` and `body` are what stood there before it was edited.

    For its writer moderators have no names: `by` is null.
    """

    id = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.Nested(PersonSchema, required=True, allow_none=True)
    act = choice(*history.ACTS)
    note = fields.String(required=True)
    title = fields.String(required=True, allow_none=True)
    body = fields.String(required=True, allow_none=True)


class HistorySchema(Schema):
    """What was done to a post, newest first."""

    kind = choice("topic", "reply")
    id = fields.String(required=True)
    topic = fields.Nested(TitledSchema, required=True)
    items = fields.List(fields.Nested(EntrySchema), required=True)
    next = fields.String(required=True, allow_none=True)
