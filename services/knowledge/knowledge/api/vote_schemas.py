"""What is said about whether articles help."""

from marshmallow import fields, validate

from knowledge.api.history_schemas import ArticleHead
from knowledge.api.schemas import moment
from knowledge.model.vote import REASONS
from portalkit.web import Schema
from portalkit.web.schemas import choice, text

BROWSER = r"^[0-9a-f]{32}\Z"
WORDS = 500


class CastVote(Schema):
    """Whether it helped; if not, why."""

    helpful = fields.Boolean(required=True)
    reason = choice(*REASONS, required=False, allow_none=True, load_default=None)
    text = text(WORDS, 0, required=False, load_default="")


class VisitorsVote(CastVote):
    """The same, with the key of the browser."""

    browser = fields.String(allow_none=True, load_default=None, validate=validate.Regexp(BROWSER))


class VoteSchema(Schema):
    """What somebody says of an article now."""

    article_id = fields.String()
    helpful = fields.Boolean()
    reason = choice(*REASONS, allow_none=True)
    text = fields.String()


class Reason(Schema):
    """Why it did not help, and how many say so."""

    reason = choice(*REASONS)
    label = fields.String()
    count = fields.Integer()


class Said(Schema):
    """What one reader said, of which version of the article."""

    reason = choice(*REASONS)
    label = fields.String()
    text = fields.String()
    by = choice("visitor", "member")
    of_version = fields.Integer()
    voted_at = moment()


class SaidPage(Schema):
    """What readers say of an article."""

    article = fields.Nested(ArticleHead)
    helpful = fields.Integer()
    unhelpful = fields.Integer()
    reasons = fields.List(fields.Nested(Reason))
    items = fields.List(fields.Nested(Said))
    next = fields.String(allow_none=True)
