"""What may be asked about things that somebody would like to show, and what is answered."""

from marshmallow import fields, validate

from community.model.topic import STATES
from portalkit.web import Schema
from portalkit.web.schemas import Records, choice, identifier


class ThingSchema(Schema):
    """A thing somebody else found. `removals`: how much of its text the finder knows to be gone."""

    kind = choice("topic", "reply", "decision", "note", "article")
    id = identifier()
    removals = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.Range(0, 1_000_000_000)
    )


class VisibleQuery(Schema):
    """Which things were found."""

    things = Records(ThingSchema, required=True, validate=validate.Length(0, 100))


class VisibleThingSchema(Schema):
    """A thing the viewer may read now; a reply, and a decision about a post, has title and state of its topic.

    A note to the viewer has a title of its own, and is always open.
    """

    id = fields.String(required=True)
    kind = choice("topic", "reply", "decision", "note")
    title = fields.String(required=True)
    state = choice(*STATES)


class VisibleSchema(Schema):
    """Those of the things that may be shown."""

    visible = fields.List(fields.Nested(VisibleThingSchema), required=True)
