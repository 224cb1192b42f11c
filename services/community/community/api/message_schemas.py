"""What the routes of messages take and give."""

from marshmallow import fields

from community.api.moderated import SaidSchema
from community.api.schemas import PersonSchema
from community.model.message import OUTCOMES
from portalkit.posts import BODY_MOST
from portalkit.web import Schema
from portalkit.web.schemas import choice, identifier, text


class SendSchema(Schema):
    """A text, in Markdown."""

    body = text(BODY_MOST)


class SentSchema(Schema):
    """A message that was written."""

    id = fields.String(required=True)
    html = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)


class BlockSchema(Schema):
    """Whether somebody may write no more."""

    blocked = fields.Boolean(required=True)


class ReadSchema(Schema):
    """The latest message that was read."""

    until = identifier()


class SettleSchema(Schema):
    """What becomes of a message that was reported."""

    outcome = choice(*OUTCOMES)


class ConversationRowSchema(Schema):
    """A conversation in the list; `mine`: the latest message is one's own."""

    person = fields.Nested(PersonSchema, required=True)
    excerpt = fields.String(required=True)
    mine = fields.Boolean(required=True)
    removed = fields.Boolean(required=True)
    last_at = fields.AwareDateTime(required=True)
    unread = fields.Integer(required=True)


class ConversationsSchema(Schema):
    """One's conversations, the latest first; in how many of all something is unread."""

    items = fields.List(fields.Nested(ConversationRowSchema), required=True)
    unread = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class MessageViewSchema(Schema):
    """A message; of one that a moderator removed only that it was there."""

    id = fields.String(required=True)
    html = fields.String(required=True)
    mine = fields.Boolean(required=True)
    removed = fields.Boolean(required=True)
    written_at = fields.AwareDateTime(required=True)


class ConversationSchema(Schema):
    """What one and somebody else wrote to each other, oldest first; `next` leads to what is older."""

    person = fields.Nested(PersonSchema, required=True)
    can_write = fields.Boolean(required=True)
    blocked = fields.Boolean(required=True)
    unread = fields.Integer(required=True)
    items = fields.List(fields.Nested(MessageViewSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class OneMessageSchema(Schema):
    """A message with whoever wrote it."""

    message = fields.Nested(MessageViewSchema, required=True)
    author = fields.Nested(PersonSchema, required=True)


class NearSchema(Schema):
    """A message as moderators see it."""

    id = fields.String(required=True)
    author = fields.Nested(PersonSchema, required=True)
    html = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    reported = fields.Boolean(required=True)


class ReportedSchema(Schema):
    """A message that was reported, among its neighbours, and what was said about it."""

    id = fields.String(required=True)
    count = fields.Integer(required=True)
    first_at = fields.AwareDateTime(required=True)
    messages = fields.List(fields.Nested(NearSchema), required=True)
    said = fields.List(fields.Nested(SaidSchema), required=True)


class ReportedListSchema(Schema):
    """The messages that wait for a moderator, the longest waiting first."""

    items = fields.List(fields.Nested(ReportedSchema), required=True)
