"""What the routes about people take and give."""

from marshmallow import fields

from community.api.level_schemas import TrustSchema
from community.api.schemas import PersonSchema
from community.api.views import TopicRowSchema
from portalkit.web import Schema
from portalkit.web.schemas import identifier, text


class NamesQuery(Schema):
    """What was typed after the @, and the topic in which."""

    typed = text(60, 0, required=False, load_default="")
    topic = identifier(required=False, load_default=None)


class HandleSchema(PersonSchema):
    """Somebody with what stands after an @ to name them."""

    handle = fields.String(required=True, allow_none=True)


class NamesSchema(Schema):
    """Whom one may be about to name, those first who wrote in the topic."""

    items = fields.List(fields.Nested(HandleSchema), required=True)


class ProfilePersonSchema(HandleSchema):
    """A person on their page; `verified_customer`: accounts knows that they buy here."""

    verified_customer = fields.Boolean(required=True)
    expert = fields.Boolean(required=True)
    joined_at = fields.AwareDateTime(required=True, allow_none=True)


class CountsSchema(Schema):
    """How much somebody wrote that the viewer may read, and the `points` they have for that."""

    topics = fields.Integer(required=True)
    replies = fields.Integer(required=True)
    accepted = fields.Integer(required=True)
    points = fields.Integer(required=True)


class LevelSchema(Schema):
    """What somebody has reached by all their points, and from how many on the next level is."""

    number = fields.Integer(required=True)
    name = fields.String(required=True)
    next_at = fields.Integer(required=True, allow_none=True)


class BadgeSchema(Schema):
    """Something that was earned once."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    given_on = fields.String(required=True)


class AnswerSchema(TopicRowSchema):
    """A topic in which a reply of somebody was accepted as the answer."""

    reply_id = fields.String(required=True)


class ProfileSchema(Schema):
    """The page of a person: the latest of what they wrote, as far as the viewer may read it.

    `trust`: what their level opens, which is told to themselves alone, and not to staff, whom nothing limits.
    `named`: whether they want to be named where they read, which is told to themselves alone, too.
    """

    person = fields.Nested(ProfilePersonSchema, required=True)
    counts = fields.Nested(CountsSchema, required=True)
    level = fields.Nested(LevelSchema, required=True)
    trust = fields.Nested(TrustSchema, required=True, allow_none=True)
    badges = fields.List(fields.Nested(BadgeSchema), required=True)
    listed = fields.Boolean(required=True)
    named = fields.Boolean(required=True, allow_none=True)
    topics = fields.List(fields.Nested(TopicRowSchema), required=True)
    answers = fields.List(fields.Nested(AnswerSchema), required=True)
