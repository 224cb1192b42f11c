"""What this service takes and gives, as things (views of pages stand in views.py)."""

from marshmallow import fields, validate

from community.model.joining import SPLIT_MOST
from community.model.topic import KINDS, QUESTION, STATES
from community.model.writing import TITLE_MOST
from portalkit.posts import BODY_MOST, REASON_MOST
from portalkit.web import Schema
from portalkit.web.routes import LAST_VERSION
from portalkit.web.schemas import Moment, PageQuery, choice, identifier, text

AUDIENCE = validate.Regexp(r"^(everyone|members|staff|a[1-9][0-9]{0,8})\Z", error="This is not the id of an audience.")


def audiences(**more: object) -> fields.List:
    """Ids of audiences, all of which a reader must be in."""
    return fields.List(fields.String(validate=AUDIENCE), validate=validate.Length(0, 20), **more)


def tags(**more: object) -> fields.List:
    """The tags of a topic, as somebody wrote them."""
    return fields.List(text(100), validate=validate.Length(0, 20), **more)


class PersonSchema(Schema):
    """Somebody who wrote something."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = choice("customer", "staff")


class NamedSchema(Schema):
    """A category beside something else."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class TopicsQuery(PageQuery):
    """Which topics to list: `mine` and `followed` are the viewer's own.

    `new` are those in which something was asked or answered after `since`, which counts for nothing else; without it
    all are.
    """

    category = identifier(required=False, load_default=None)
    state = choice(*STATES, "mine", "followed", "new", required=False, load_default=None)
    since = Moment(required=False, load_default=None)
    kind = choice(*KINDS, required=False, load_default=None)
    tag = text(100, required=False, load_default=None)


class RepliesQuery(PageQuery):
    """In which order to read replies: as they were written, or what helped most people first."""

    order = choice("written", "votes", required=False, load_default="written")


class AskSchema(Schema):
    """A question."""

    category_id = identifier(validate=validate.Length(1, 64, error="Choose one of the categories."))
    title = text(TITLE_MOST)
    body = text(BODY_MOST)
    product = text(60, required=False, load_default=None, allow_none=True)
    audiences = audiences(load_default=list)
    kind = choice(*KINDS, required=False, load_default=QUESTION)
    tags = tags(load_default=list)
    locked = fields.Boolean(load_default=False)


class EditTopicSchema(Schema):
    """Title and text of a topic; its tags stay where none are given."""

    title = text(TITLE_MOST)
    body = text(BODY_MOST)
    tags = tags(load_default=None, allow_none=True)


class WriteReplySchema(Schema):
    """The text of a reply."""

    body = text(BODY_MOST)


class PreviewTextSchema(Schema):
    """A text as it is written."""

    body = text(BODY_MOST, 0)


class PreviewSchema(Schema):
    """The same as it would stand in a topic."""

    html = fields.String()


class AudiencesSchema(Schema):
    """Who may read something, beside what its category demands."""

    audiences = audiences(required=True)


class AcceptSchema(Schema):
    """Which reply is the answer; null takes the acceptance back."""

    reply_id = identifier(allow_none=True)


class HideSchema(Schema):
    """Whether something is hidden, and why; who hides has to say, and who wrote it is told."""

    hidden = fields.Boolean(required=True)
    reason = text(REASON_MOST, 0, required=False, load_default="")


class LockSchema(Schema):
    """Whether a topic is closed to new replies."""

    locked = fields.Boolean(required=True)


class PinSchema(Schema):
    """Whether a topic stands above the others of its category."""

    pinned = fields.Boolean(required=True)


class MoveSchema(Schema):
    """Where a topic belongs."""

    category_id = identifier(validate=validate.Length(1, 64, error="Choose one of the categories."))


class MergeSchema(Schema):
    """The topic of which another one becomes a part."""

    into_id = identifier(validate=validate.Length(1, 64, error="Name the other topic by its address."))


class SplitSchema(Schema):
    """The title of a new topic, the replies that it takes, and the version of the topic that they leave."""

    title = text(TITLE_MOST)
    reply_ids = fields.List(
        identifier(), required=True, validate=validate.Length(1, SPLIT_MOST, error="Choose at least one reply.")
    )
    version = fields.Integer(strict=True, required=True, validate=validate.Range(0, LAST_VERSION))


class VoteSchema(Schema):
    """Whether a post helped the viewer."""

    helpful = fields.Boolean(required=True)


class VotedSchema(VoteSchema):
    """What the viewer says of a post now, and how many people it helped."""

    votes = fields.Integer(required=True)
    topic_id = fields.String(required=True)


class FollowSchema(Schema):
    """Whether the viewer follows something."""

    following = fields.Boolean(required=True)


class NewCategorySchema(Schema):
    """A category to add. Whom it demands cannot be wider than its parent."""

    name = text(100)
    description = text(300, 0, required=False, load_default="")
    audiences = audiences(load_default=list)
    parent_id = identifier(required=False, load_default=None, allow_none=True)
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)


class CategoryChangeSchema(Schema):
    """A category written anew."""

    name = text(100)
    description = text(300, 0)
    audiences = audiences(required=True)
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)


class TopicSchema(Schema):
    """A topic, as far as its version speaks for it: what follows from replies and names stands in the lists."""

    id = fields.String(required=True)
    category_id = fields.String(required=True)
    author_id = fields.String(required=True)
    title = fields.String(required=True)
    body = fields.String(required=True)
    html = fields.String(required=True)
    product = fields.String(required=True, allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    accepted_reply_id = fields.String(required=True, allow_none=True)
    shown = fields.Boolean(required=True)
    locked = fields.Boolean(required=True)
    pinned = fields.Boolean(required=True)
    kind = choice(*KINDS)
    version = fields.Integer(required=True)


class ReplySchema(Schema):
    """A reply."""

    id = fields.String(required=True)
    topic_id = fields.String(required=True)
    author_id = fields.String(required=True)
    body = fields.String(required=True)
    html = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    state = choice("shown", "hidden")
    version = fields.Integer(required=True)


class CategorySchema(Schema):
    """A category."""

    id = fields.String(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    version = fields.Integer(required=True)


class ImportCategorySchema(Schema):
    """A category of another system. Who looks after it stays as it is when that is left out."""

    external_id = text(100)
    name = text(100)
    description = text(300, 0, required=False, load_default="")
    parent = text(100, required=False, load_default=None, allow_none=True)
    audiences = audiences(load_default=list)
    owner_id = identifier(required=False)
    deputy_id = identifier(required=False, allow_none=True)


class ImportReplySchema(Schema):
    """A reply of another system."""

    external_id = text(100)
    author_id = identifier(validate=validate.Length(1, 36))
    written_at = Moment(required=True)
    body = text(BODY_MOST)


class ImportTopicSchema(Schema):
    """A topic of another system with its replies. No audiences: those of its category."""

    external_id = text(100)
    title = text(TITLE_MOST)
    category = text(100)
    audiences = audiences(load_default=list)
    product = text(60, required=False, load_default=None, allow_none=True)
    kind = choice(*KINDS, required=False, load_default=QUESTION)
    tags = tags(load_default=list)
    author_id = identifier(validate=validate.Length(1, 36))
    asked_at = Moment(required=True)
    body = text(BODY_MOST)
    accepted = text(100, required=False, load_default=None, allow_none=True)
    replies = fields.List(fields.Nested(ImportReplySchema), load_default=list, validate=validate.Length(0, 500))


class ImportCategoriesSchema(Schema):
    """Categories to take over, parents first."""

    items = fields.List(fields.Nested(ImportCategorySchema), required=True, validate=validate.Length(1, 100))


class ImportTopicsSchema(Schema):
    """Topics to take over."""

    items = fields.List(fields.Nested(ImportTopicSchema), required=True, validate=validate.Length(1, 100))


class ImportedSchema(Schema):
    """What became of one item."""

    external_id = fields.String(required=True)
    id = fields.String(required=True)
    outcome = choice("created", "changed", "unchanged")


class ImportedListSchema(Schema):
    """What became of the items, in their order."""

    items = fields.List(fields.Nested(ImportedSchema), required=True)
