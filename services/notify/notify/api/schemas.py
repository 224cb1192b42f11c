"""What notify takes and gives over HTTP."""

from typing import Any

from marshmallow import fields, validate

from notify.model.attention import DIGEST, FREQUENCIES
from notify.model.message import ACTS
from portalkit.web import Schema
from portalkit.web.schemas import choice, identifier, text


class PersonSchema(Schema):
    """Who did it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "customer or staff"})


class ThingSchema(Schema):
    """What a message is about."""

    kind = fields.String(required=True, metadata={"description": "topic, notice or note"})
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
        required=True,
        allow_none=True,
        metadata={"description": "What was decided about a post of the person; beside an article_id, about a comment."},
    )
    article_id = fields.String(required=True, allow_none=True, metadata={"description": "Of a notice."})
    text = fields.String(required=True, allow_none=True, metadata={"description": "What a notice or a note says."})
    created_at = fields.AwareDateTime(required=True)
    read = fields.Boolean(required=True)


class BecauseSchema(Schema):
    """What the person follows that a message came of; `itself`: it concerns them, whatever they follow."""

    kind = fields.String(required=True, metadata={"description": "topic, category, tag or itself"})
    id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class MailedSchema(Schema):
    """How the mail of a message goes, and why so."""

    how = fields.String(required=True, metadata={"description": "now, digest or none"})
    why = fields.String(required=True, allow_none=True, metadata={"description": "Null: told by an older release."})
    nth = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Of the day or week, where a cap was reached."}
    )
    at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When it, or its digest, is due."}
    )


class ExplainedSchema(MessageSchema):
    """One message, with why it came."""

    because = fields.Nested(BecauseSchema, required=True)
    mail = fields.Nested(MailedSchema, required=True)


class MessagesSchema(Schema):
    """A page of messages, newest first."""

    items = fields.List(fields.Nested(ExplainedSchema), required=True)
    unread = fields.Integer(required=True, metadata={"description": "Counted up to 1,000."})
    zone = fields.String(required=True, metadata={"description": "Of the person; UTC where nothing is listed."})
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


def clock(**more: Any) -> fields.String:
    """A time of day."""
    check = validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", error="Write it as 22:00.")
    return fields.String(required=True, validate=check, **more)


class WishSchema(Schema):
    """What somebody wants of one kind of message."""

    kind = choice(*ACTS)
    mail = choice(*FREQUENCIES)
    portal = fields.Boolean(required=True)
    also = fields.List(
        text(8),
        validate=validate.Length(0, 20),
        metadata={"description": "By which other channels it comes; left out: as it is."},
    )


class ReturnedSchema(Schema):
    """A mail that came back."""

    at = fields.AwareDateTime(required=True)
    status = fields.String(required=True, metadata={"description": "As RFC 3463 counts: 5.1.1 is no such mailbox."})


class ChannelSchema(Schema):
    """A way to people besides the portal and mail."""

    name = fields.String(required=True)
    public = fields.String(
        required=True, allow_none=True, metadata={"description": "What a place is made with: push's public key."}
    )


class PlaceSchema(Schema):
    """Where the person is reached by a channel: a browser, say."""

    id = fields.String(required=True)
    channel = fields.String(required=True)
    name = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(
        required=True, allow_none=True, metadata={"description": "When something last arrived there."}
    )
    here = fields.Boolean(required=True, metadata={"description": "It was made in the session that asks."})


class AddPlaceSchema(Schema):
    """A place that the person wants to be reached at."""

    channel = text(8)
    name = text(80)
    data = fields.Dict(
        keys=text(20),
        values=text(1000),
        required=True,
        validate=validate.Length(1, 10),
        metadata={"description": "What its channel sends to. Push: endpoint, p256dh and auth."},
    )


class ChosenSchema(WishSchema):
    """The same, as it stands."""

    critical = fields.Boolean(required=True, metadata={"description": "Told at once, in the portal always."})


class TimesSchema(Schema):
    """When somebody wants mail, on their own clock."""

    zone = text(64, metadata={"description": "An IANA name, such as Europe/Berlin."})
    quiet_from = clock(allow_none=True)
    quiet_until = clock(allow_none=True)
    digest = fields.Boolean(required=True, metadata={"description": "Whether what waits is mailed at all."})
    digest_at = clock()
    digest_on = fields.Integer(
        required=True, validate=validate.Range(0, 6), metadata={"description": "Of the weekly digest; 0 is Monday."}
    )


class ChooseSchema(TimesSchema):
    """What somebody wants, and when."""

    choices = fields.List(fields.Nested(WishSchema), required=True, validate=validate.Length(0, len(ACTS)))


class CapsSchema(Schema):
    """How many mails one person gets at most, critical ones and digests aside; 0 is without a cap."""

    day = fields.Integer(required=True)
    week = fields.Integer(required=True)


class ForecastSchema(Schema):
    """An estimate, from what the person was told lately."""

    mails_a_week = fields.Integer(required=True)
    messages = fields.Integer(required=True, metadata={"description": "What it is made from."})
    days = fields.Integer(required=True)


class ExpectedSchema(Schema):
    """How many mails there would be."""

    forecast = fields.Nested(ForecastSchema, required=True)


class ForecastQuery(Schema):
    """What the caller would follow besides."""

    kind = choice("category", "tag", "topic")
    thing_id = identifier()


class PreferencesSchema(TimesSchema):
    """What somebody wants, when, and what that would mean."""

    kinds = fields.List(fields.Nested(ChosenSchema), required=True)
    caps = fields.Nested(CapsSchema, required=True)
    forecast = fields.Nested(ForecastSchema, required=True)
    channels = fields.List(fields.Nested(ChannelSchema), required=True)
    places = fields.List(fields.Nested(PlaceSchema), required=True)
    returned = fields.Nested(
        ReturnedSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Mails to the caller's address come back, so none is sent."},
    )


class EndSchema(Schema):
    """Which kind is ended."""

    kind = choice(*ACTS)
