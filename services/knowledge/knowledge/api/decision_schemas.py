"""Decisions about comments, as the routes give them."""

from marshmallow import fields

from knowledge.api.comment_schemas import QueuedComment
from portalkit.decisions import OUTCOMES
from portalkit.web import Schema
from portalkit.web.decided import DecidedSchema
from portalkit.web.schemas import choice


class DecisionView(DecidedSchema):
    """Why a comment was hidden, what its writer says to that, and what became of it. `mine`: the viewer wrote it."""

    comment = fields.Nested(QueuedComment, required=True)


class CommentDecision(Schema):
    """A decision after one has done something about it."""

    id = fields.String()
    version = fields.Integer()
    outcome = choice(*OUTCOMES, allow_none=True)
    comment_id = fields.String()


class CommentAppeals(Schema):
    """Appeals that wait for a moderator, the longest waiting first."""

    items = fields.List(fields.Nested(DecisionView))
    next = fields.String(allow_none=True)
