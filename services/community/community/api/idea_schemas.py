"""What becomes of an idea, as pages show it."""

from marshmallow import fields

from community.model.idea import STATES
from portalkit.web import Schema
from portalkit.web.schemas import choice


class IdeaSchema(Schema):
    """What becomes of an idea, and why."""

    state = choice(*STATES)
    reason = fields.String(required=True)
