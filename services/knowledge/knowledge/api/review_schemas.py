"""What reviews take and give."""

from marshmallow import fields

from knowledge.api.history_schemas import ArticleHead, Part
from knowledge.api.schemas import Named, Person, genre, moment
from portalkit.web import Schema
from portalkit.web.schemas import choice, text

REASON, REMARK = 1000, 2000


def review_state() -> fields.String:
    """What became of a review."""
    return choice("waiting", "approved", "returned", "overtaken")


class Approve(Schema):
    """What else there is to say."""

    remark = text(REMARK, 0, required=False, load_default="")


class SendBack(Schema):
    """Why it does not come out so."""

    reason = text(REASON)


class Say(Schema):
    """What to say about what waits."""

    body = text(REMARK)


class ReviewSchema(Schema):
    """A review as who writes or reviews has it."""

    id = fields.String()
    article_id = fields.String()
    revision = fields.Integer()
    asked_by = fields.String()
    asked_at = moment()
    note = fields.String()
    state = review_state()
    decided_by = fields.String(allow_none=True)
    decided_at = moment(allow_none=True)
    reason = fields.String()
    version = fields.Integer()


class RemarkSchema(Schema):
    """What somebody said in a review."""

    id = fields.String()
    review_id = fields.String()
    author_id = fields.String()
    said_at = moment()
    body = fields.String()


class WaitingReview(Schema):
    """What waits; `own` says that this viewer asked, so another has to decide."""

    id = fields.String()
    title = fields.String()
    genre = genre()
    category = fields.Nested(Named)
    asked_by = fields.Nested(Person)
    asked_at = moment()
    note = fields.String()
    own = fields.Boolean()


class ReviewQueue(Schema):
    """A page of what waits, longest waiting first."""

    items = fields.List(fields.Nested(WaitingReview))
    next = fields.String(allow_none=True)


class ShownReview(Schema):
    """A review with who did what."""

    revision = fields.Integer()
    asked_by = fields.Nested(Person)
    asked_at = moment()
    note = fields.String()
    state = review_state()
    decided_by = fields.Nested(Person, allow_none=True)
    decided_at = moment(allow_none=True)
    reason = fields.String()
    version = fields.Integer()


class ShownRemark(Schema):
    """What somebody said, and who."""

    id = fields.String()
    body = fields.String()
    said_at = moment()
    author = fields.Nested(Person)


class MayReview(Schema):
    """What this viewer may do with it."""

    decide = fields.Boolean()
    remark = fields.Boolean()
    edit = fields.Boolean()


class ReviewPage(Schema):
    """The newest review of an article, beside what is out; `out_at` is when it would come out, or none: at once."""

    article = fields.Nested(ArticleHead)
    is_out = fields.Boolean()
    out_at = moment(allow_none=True)
    review = fields.Nested(ShownReview)
    parts = fields.List(fields.Nested(Part))
    remarks = fields.List(fields.Nested(ShownRemark))
    can = fields.Nested(MayReview)
