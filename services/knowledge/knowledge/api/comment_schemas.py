"""Comments, and what is done about those that do not belong there."""

from marshmallow import fields, validate

from knowledge.api.schemas import Named, Person, moment
from knowledge.model.comment_entry import ACTS
from portalkit.posts import BODY_MOST, FLAG_REASONS, NOTE_MOST, REASON_MOST
from portalkit.web import Schema
from portalkit.web.schemas import choice, text


class WriteComment(Schema):
    """The text of a comment."""

    body = text(BODY_MOST)


class PreviewComment(Schema):
    """A text as it is written."""

    body = text(BODY_MOST, 0)


class HideComment(Schema):
    """Whether a comment is hidden, and why; who hides has to say, and who wrote it is told."""

    hidden = fields.Boolean(required=True)
    reason = text(REASON_MOST, 0, required=False, load_default="")


class NewFlag(Schema):
    """Why a comment does not belong here."""

    reason = choice(*FLAG_REASONS, validate=validate.OneOf(FLAG_REASONS, error="Choose what is wrong with it."))
    note = text(NOTE_MOST, 0, required=False, load_default="")


class FlagSchema(Schema):
    """What one told the moderators."""

    id = fields.String()
    comment_id = fields.String()
    reason = choice(*FLAG_REASONS)
    note = fields.String()
    flagged_at = moment()


class CommentSchema(Schema):
    """A comment as who changes it has it."""

    id = fields.String()
    article_id = fields.String()
    author_id = fields.String()
    body = fields.String()
    html = fields.String()
    written_at = moment()
    edited_at = moment(allow_none=True)
    state = choice("shown", "hidden")
    version = fields.Integer()


class CanWithComment(Schema):
    """What this viewer may do with a comment."""

    edit = fields.Boolean()
    remove = fields.Boolean()
    hide = fields.Boolean()
    flag = fields.Boolean()
    history = fields.Boolean()


class CommentView(Schema):
    """A comment on a page. Who may change it has its `body`; who sees a hidden one reads why, or that it is `held`."""

    id = fields.String()
    html = fields.String()
    body = fields.String()
    author = fields.Nested(Person)
    written_at = moment()
    edited_at = moment(allow_none=True)
    hidden = fields.Boolean()
    held = fields.Boolean()
    hidden_reason = fields.String()
    decision_id = fields.String(allow_none=True)
    version = fields.Integer()
    can = fields.Nested(CanWithComment)


class CommentList(Schema):
    """A page of comments, as they were written."""

    items = fields.List(fields.Nested(CommentView))
    next = fields.String(allow_none=True)


class Comments(CommentList):
    """Those under an article; `count` are all that are shown."""

    count = fields.Integer()


class ArticleNamed(Schema):
    """The article that a comment is under."""

    id = fields.String()
    title = fields.String()


class CommentPage(Schema):
    """One comment, and where it stands."""

    comment = fields.Nested(CommentView)
    article = fields.Nested(ArticleNamed)


class QueuedComment(Schema):
    """A comment that waits for a moderator, with the place it stands in."""

    id = fields.String()
    article = fields.Nested(ArticleNamed)
    category = fields.Nested(Named)
    html = fields.String()
    author = fields.Nested(Person)
    written_at = moment()
    version = fields.Integer()


class SaidOfComment(Schema):
    """What somebody said about a comment."""

    by = fields.Nested(Person)
    reason = choice(*FLAG_REASONS)
    note = fields.String()
    at = moment()


class FlaggedComment(Schema):
    """A comment that `count` people told of; `said` has the first of them."""

    comment = fields.Nested(QueuedComment)
    count = fields.Integer()
    first_at = moment()
    said = fields.List(fields.Nested(SaidOfComment))


class FlaggedComments(Schema):
    """Comments that somebody told of, the longest waiting first."""

    items = fields.List(fields.Nested(FlaggedComment))
    next = fields.String(allow_none=True)


class HeldComments(Schema):
    """Comments of people who are new that nobody else has seen, the longest waiting first."""

    items = fields.List(fields.Nested(QueuedComment))
    next = fields.String(allow_none=True)


class CommentEntrySchema(Schema):
    """Something that was done to a comment; `body` is what stood there before it was edited.

    For its writer those who look after comments have no names: `by` is null.
    """

    id = fields.String()
    at = moment()
    by = fields.Nested(Person, allow_none=True)
    act = choice(*ACTS)
    note = fields.String()
    body = fields.String(allow_none=True)


class CommentHistory(Schema):
    """What was done to a comment, newest first."""

    id = fields.String()
    article = fields.Nested(ArticleNamed)
    items = fields.List(fields.Nested(CommentEntrySchema))
    next = fields.String(allow_none=True)
