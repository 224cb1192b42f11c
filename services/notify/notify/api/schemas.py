"""What notify takes and gives over HTTP."""

from marshmallow import fields, validate

from notify.model.attention import DIGEST
from notify.model.message import ACTS
from portalkit.web import Schema
from portalkit.web.schemas import text


class PersonSchema(Schema):
    """Who did it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "customer or staff"})


class ThingSchema(Schema):
    """What a message is about."""

    kind = fields.String(required=True, metadata={"description": "topic or notice"})
    id = fields.String(required=True)


class MessageSchema(Schema):
    """One message. Titles come from notify's copies; their owner has the last word on who may see them."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(ACTS))
    title = fields.String(required=True)
    topic_kind = fields.String(required=True, metadata={"description": "question, discussion, idea or announcement"})
    actor = fields.Nested(PersonSchema, required=True)
    thing = fields.Nested(ThingSchema, required=True)
    reply_id = fields.String(required=True, allow_none=True)
    decision_id = fields.String(
        required=True, allow_none=True, metadata={"description": "What moderators decided about a post of the person."}
    )
    article_id = fields.String(required=True, allow_none=True, metadata={"description": "Of a notice."})
    text = fields.String(required=True, allow_none=True, metadata={"description": "What a notice says."})
    created_at = fields.AwareDateTime(required=True)
    read = fields.Boolean(required=True)


class MessagesSchema(Schema):
    """A page of messages, newest first."""

    items = fields.List(fields.Nested(MessageSchema), required=True)
    unread = fields.Integer(required=True, metadata={"description": "Counted up to 1,000."})
    next = fields.String(required=True, allow_none=True, metadata={"description": "The cursor of the next page."})


class BellSchema(Schema):
    """The newest messages, and how many are unread."""

    items = fields.List(fields.Nested(MessageSchema), required=True)
    unread = fields.Integer(required=True)


class ReadUntilSchema(Schema):
    """Which messages have been read: this one and all older ones."""

    until = fields.UUID(required=True, metadata={"description": "The id of the newest message that was shown."})


class UnreadSchema(Schema):
    """How many are unread."""

    unread = fields.Integer(required=True)


class TokenSchema(Schema):
    """The token of an unsubscribe link."""

    token = text(500)


class UnsubscribeSchema(Schema):
    """Which mails a link ends."""

    what = fields.String(required=True, metadata={"description": "Such as: mails about replies in topics you follow."})
    kind = fields.String(required=True, validate=validate.OneOf((*ACTS, DIGEST)))
    wanted = fields.Boolean(required=True, metadata={"description": "Whether they are still sent."})
